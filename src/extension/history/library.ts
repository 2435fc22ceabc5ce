import { stat, writeFile } from 'node:fs/promises';
import { basename, join, relative, dirname } from 'node:path';
import { commands, EventEmitter, l10n, Uri, window, workspace } from 'vscode';
import type { ReportFormat } from '../../panel/protocol.ts';
import type { RunStore } from '../../runs/runStore.ts';
import type { StoredEvent } from '../../runs/storedEvents.ts';
import type { History, RunSummary } from '../contracts.ts';
import { summarise } from './summary.ts';

interface Cached {
  readonly changed: number;
  readonly summary: RunSummary;
  /** Files of its figures. */
  readonly paths: readonly string[];
}

/** Past runs of this workspace. */
export class RunLibrary implements History {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #cache = new Map<string, Cached>();

  /**
   * @param isBusy is this run worked on in this window?
   * @param onDeleted what else has to go with a run
   */
  constructor(
    private readonly store: RunStore,
    private readonly isBusy: (run: string) => boolean,
    private readonly onDeleted: (run: string, pathsInUse: ReadonlySet<string>) => Promise<void>,
  ) {}

  /** Something was recorded. */
  refresh(): void {
    this.#changed.fire();
  }

  async list(): Promise<readonly RunSummary[]> {
    const headers = await this.store.list();
    const read = await Promise.all(headers.map(({ run }) => this.#read(run)));
    return read
      .filter((one) => one !== undefined)
      .map(({ summary }) =>
        this.isBusy(summary.id) ? { ...summary, state: 'running' as const } : summary,
      );
  }

  async delete(run: string): Promise<void> {
    if (this.isBusy(run)) throw new Error(l10n.t('This run is still at work. Stop it first.'));
    await this.store.delete(run);
    this.#cache.delete(run);
    await this.list();
    const inUse = new Set([...this.#cache.values()].flatMap(({ paths }) => paths));
    await this.onDeleted(run, inUse);
    this.#changed.fire();
  }

  async export(run: string, format: ReportFormat): Promise<void> {
    const { REPORT_FORMATS } = await import('../../runs/report/formats.ts');
    const { imageFileName } = await import('../../runs/codec.ts');
    const { extension, make } = REPORT_FORMATS[format];
    const record = await this.store.read(run);
    const target = await window.showSaveDialog({
      defaultUri: Uri.joinPath(defaultFolder(), `figscope-${run}${extension}`),
      filters: { [l10n.t('Report')]: [extension.slice(1)] },
      title: l10n.t('Save the report of this run'),
    });
    if (!target) return;
    const folder = dirname(target.fsPath);
    const text = make(record, (name) =>
      relative(folder, join(this.store.folder(run), imageFileName(name))).replaceAll('\\', '/'),
    );
    if (target.scheme === 'file') await writeFile(target.fsPath, text);
    else await workspace.fs.writeFile(target, new TextEncoder().encode(text));
    const open = l10n.t('Open');
    const saved = l10n.t('Saved {0}.', basename(target.path));
    if ((await window.showInformationMessage(saved, open)) === open)
      await commands.executeCommand('vscode.open', target);
  }

  /** The report of a run as one HTML page. @throws RunStoreError */
  async html(run: string): Promise<string> {
    const { REPORT_FORMATS } = await import('../../runs/report/formats.ts');
    return REPORT_FORMATS.html.make(await this.store.read(run), () => '');
  }

  async #read(run: string): Promise<Cached | undefined> {
    try {
      const { mtimeMs: changed } = await stat(join(this.store.folder(run), 'run.jsonl'));
      const cached = this.#cache.get(run);
      if (cached?.changed === changed) return cached;
      const { header, events } = await this.store.readStored(run);
      const summary = summarise(header, events);
      if (!summary) return undefined;
      const fresh = { changed, summary, paths: figurePaths(events) };
      this.#cache.set(run, fresh);
      return fresh;
    } catch {
      // Deleted in between, or damaged beyond its header: there is nothing to list.
      return undefined;
    }
  }
}

function figurePaths(events: readonly StoredEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === 'started' ? event.figures.flatMap(({ path }) => path ?? []) : [],
  );
}

function defaultFolder(): Uri {
  return workspace.workspaceFolders?.[0]?.uri ?? Uri.file(process.cwd());
}
