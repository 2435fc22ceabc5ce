import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { l10n, Uri } from 'vscode';
import type { PanelFigure, Picture } from '../../panel/protocol.ts';
import { hasOriginal, mimeOf, panelFigure, type TableFigure } from './table.ts';
import type { StoredEvent } from '../../runs/storedEvents.ts';

type Recorded = Extract<StoredEvent, { type: 'started' }>['figures'][number];

/** A figure as a session shows it: read from its file, or, when that is gone or changed, as the run recorded it. */
export class ShownFigure {
  #preview: Promise<Picture> | undefined;

  constructor(
    readonly id: string,
    /** The figure itself; absent when only the record is left. */
    readonly on: TableFigure | undefined,
    private readonly recorded: { readonly figure: Recorded; readonly folder: string } | undefined,
    /** Makes a preview in the sandbox. */
    private readonly preview: (on: TableFigure) => Promise<Picture>,
  ) {}

  view(trusted: boolean): PanelFigure {
    if (this.on) {
      const view = panelFigure(this.on, trusted);
      return this.recorded && view.picture === 'none' ? { ...view, picture: 'preview' } : view;
    }
    if (!this.recorded) throw new Error(`The figure ${this.id} has neither file nor record.`);
    const { name, path, width, height, page = 1, sha256 = '' } = this.recorded.figure;
    return {
      id: this.id,
      name,
      origin: path ?? name,
      width,
      height,
      kind: l10n.t('as recorded'),
      page,
      pages: page,
      picture: 'preview',
      notices: [],
      version: `${sha256}/${page}/recorded`,
    };
  }

  /** The picture that the page shows. */
  async picture(): Promise<Picture> {
    const { on, recorded } = this;
    if (on && hasOriginal(on)) return { mime: mimeOf(on), bytes: on.figure.bytes };
    if (recorded) {
      const bytes = await readFile(join(recorded.folder, recorded.figure.preview.file));
      return { mime: 'image/png', bytes };
    }
    if (!on) throw new Error(l10n.t('There is no picture of {0}.', this.id));
    this.#preview ??= this.preview(on).catch((error: unknown) => {
      // The next request may fare better.
      this.#preview = undefined;
      throw error;
    });
    return this.#preview;
  }

  /** What to open when the user asks for the source. */
  get source(): { readonly uri: Uri; readonly cell?: number } | undefined {
    const from = this.on?.source.from;
    if (from) return { ...from, uri: Uri.parse(from.uri) };
    const path = this.recorded?.figure.path;
    return path === undefined ? undefined : { uri: Uri.file(path) };
  }
}
