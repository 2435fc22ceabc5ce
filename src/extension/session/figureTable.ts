import { l10n, workspace } from 'vscode';
import type { PanelFigure, Picture } from '../../panel/protocol.ts';
import type { FigureSource } from '../contracts.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import { words } from '../words.ts';
import type { FigureFiles } from './figureFiles.ts';
import { previewOf } from './preview.ts';
import type { Reopened } from './reopen.ts';
import { ShownFigure } from './shownFigure.ts';
import { readKept, readSource, type KeptSource, type TableFigure } from './table.ts';

/** The figures that a session is about, numbered `image_1`, `image_2`… */
export class FigureTable {
  #figures: readonly ShownFigure[] = [];

  constructor(
    private readonly files: FigureFiles,
    private readonly sandboxes: Sandboxes,
  ) {}

  get size(): number {
    return this.#figures.length;
  }

  /** Those whose file is there, unchanged. */
  get read(): readonly TableFigure[] {
    return this.#figures.flatMap(({ on }) => (on ? [on] : []));
  }

  get sources(): readonly KeptSource[] {
    return this.read.map(({ source }) => source);
  }

  views(trusted: boolean): readonly PanelFigure[] {
    return this.#figures.map((figure) => figure.view(trusted));
  }

  /** @throws Error when there is no figure of this id */
  get(id: string): ShownFigure {
    const figure = this.#figures.find((one) => one.id === id);
    if (!figure) throw new Error(l10n.t('There is no figure {0} on the table.', id));
    return figure;
  }

  /** Adds figures; gives a sentence for each that cannot be read. */
  add(sources: readonly FigureSource[]): Promise<string[]> {
    return this.#add(sources.map((source) => (id) => readSource(source, id, this.files)));
  }

  /** Adds figures that were on a table before. */
  addKept(sources: readonly KeptSource[]): Promise<string[]> {
    return this.#add(sources.map((source) => (id) => readKept(source, id)));
  }

  remove(id: string): void {
    this.#place(this.#figures.filter((one) => one.id !== id).flatMap(({ on }) => (on ? [on] : [])));
  }

  /** Turns to another page of a figure. @throws FigureError */
  async setPage(id: string, page: number): Promise<void> {
    const { on } = this.get(id);
    if (!on) return;
    const turned = await readKept({ ...on.source, page }, id);
    this.#figures = this.#figures.map((one) => (one.id === id ? this.#shown(turned) : one));
  }

  /** Puts the figures of a recorded run on the table. @param folder of the run */
  setRecorded(figures: Reopened['figures'], folder: string): void {
    this.#figures = figures.map(
      ({ recorded, on }) =>
        new ShownFigure(recorded.id, on, { figure: recorded, folder }, (one) => this.#preview(one)),
    );
  }

  async #add(reads: readonly ((id: string) => Promise<TableFigure>)[]): Promise<string[]> {
    const failures: string[] = [];
    const read: TableFigure[] = [];
    for (const one of reads) {
      try {
        read.push(await one(`image_${this.#figures.length + read.length + 1}`));
      } catch (error) {
        failures.push(words(error));
      }
    }
    this.#place([...this.read, ...read]);
    return failures;
  }

  #place(figures: readonly TableFigure[]): void {
    this.#figures = figures.map((on, index) =>
      this.#shown({ ...on, figure: { ...on.figure, id: `image_${index + 1}` } }),
    );
  }

  #shown(on: TableFigure): ShownFigure {
    return new ShownFigure(on.figure.id, on, undefined, (one) => this.#preview(one));
  }

  async #preview(on: TableFigure): Promise<Picture> {
    if (!workspace.isTrusted)
      throw new Error(l10n.t('This kind of file can be shown once the workspace is trusted.'));
    return previewOf(on.figure, this.sandboxes);
  }
}
