import { join } from 'node:path';
import {
  l10n,
  Uri,
  window,
  workspace,
  Disposable,
  type ExtensionContext,
  type LogOutputChannel,
} from 'vscode';
import { RunStore } from '../runs/runStore.ts';
import type {
  About,
  AskOptions,
  FigureSource,
  Inquired,
  OneCell,
  OneCellResult,
  OutsideQuestion,
} from './contracts.ts';
import { RunLibrary } from './history/library.ts';
import type { ModelRegistry } from './models/registry.ts';
import type { Connection } from './panel/connection.ts';
import { Gallery } from './panel/gallery.ts';
import { checks } from './panel/checks.ts';
import { Surfaces } from './panel/surfaces.ts';
import { PanelActions } from './panel/actions.ts';
import { Sandboxes } from './sandbox/sandboxes.ts';
import { runOneCell } from './sandbox/oneCell.ts';
import { reducedSandboxAllowed } from './sandbox/reduced.ts';
import { FigureFiles } from './session/figureFiles.ts';
import { SessionHub } from './session/hub.ts';
import { inquire } from './session/inquire.ts';
import { KeptSessions } from './session/keptSession.ts';
import type { Session } from './session/session.ts';
import { readKept, readSource } from './session/table.ts';
import { sandboxSettings } from './settings.ts';
import { workspaceStorage } from './storage.ts';
import { words } from './words.ts';

/** What the light part of the extension hands to the heavy one. */
export interface AppParts {
  readonly context: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly models: ModelRegistry;
  readonly consent: (host: string, figures: readonly string[]) => Promise<boolean>;
  /** What `Sessions.current` says has changed. */
  readonly onChange: () => void;
  /** Runs were begun, ended or deleted. */
  readonly onRuns: () => void;
}

/** Everything behind the commands and the panel. Made at first use: `activate` only registers. */
export class App {
  readonly library: RunLibrary;
  readonly surfaces: Surfaces;
  readonly store: RunStore;
  readonly #parts: AppParts;
  readonly #hub: SessionHub;
  readonly #files: FigureFiles;
  readonly #sandboxes: Sandboxes;
  readonly #kept: KeptSessions;
  readonly #listening: Disposable;
  #asTab = false;

  constructor(parts: AppParts) {
    this.#parts = parts;
    const { context, models, log, consent } = parts;
    const storage = workspaceStorage(context);
    const files = new FigureFiles(join(storage, 'figures'));
    this.#files = files;
    this.store = new RunStore(join(storage, 'runs'));
    this.#kept = new KeptSessions(context.workspaceState);
    const place = {
      folder: join(context.extensionPath, 'dist', 'sandbox'),
      cacheFolder: join(context.globalStorageUri.fsPath, 'packages'),
    };
    this.#sandboxes = new Sandboxes(
      () => sandboxSettings(place, reducedSandboxAllowed(context.globalState)),
      () => this.#hub.rest(),
    );
    const { version } = context.extension.packageJSON as { readonly version: string };
    this.#hub = new SessionHub(
      {
        store: this.store,
        files,
        kept: this.#kept,
        models,
        sandboxes: this.#sandboxes,
        consent,
        log,
        version,
      },
      (session) => this.surfaces.isShown(session),
    );
    this.library = new RunLibrary(
      this.store,
      (run) => this.#hub.isBusy(run),
      async (run, inUse) => {
        this.#forget(run);
        await files.keepOnly(new Set([...inUse, ...this.#kept.files()]));
      },
    );
    const gallery = new Gallery(Uri.joinPath(context.extensionUri, 'media/samples/nuclei.png'));
    const host = new PanelActions({
      context,
      log,
      models,
      gallery,
      library: this.library,
      show: (connection, session) => this.surfaces.show(connection, session),
      openTab: (session) => void this.surfaces.showInTab(session),
      create: () => this.#hub.create(),
    });
    this.surfaces = new Surfaces(context.extensionUri, host, {
      view: () => this.#hub.get(this.#kept.view),
      tab: (state) => this.#hub.get(sessionOf(state)),
    });
    // What the command line and other windows have installed.
    models.local.refresh().catch((error: unknown) => log.warn(words(error)));
    this.#listening = Disposable.from(
      this.#hub.onDidChange(parts.onChange),
      this.#hub.onDidRecord(() => this.library.refresh()),
      this.library.onDidChange(parts.onRuns),
      this.surfaces.onDidChange(() => this.#surfacesChanged()),
      models.onDidChange(() => this.#hub.refresh()),
      gallery.onDidChange(() => this.#hub.refresh()),
      workspace.onDidGrantWorkspaceTrust(() => this.#hub.refresh()),
    );
  }

  /** The session that the user has before them. */
  get current(): Session | undefined {
    return this.surfaces.current?.session ?? this.surfaces.viewSession;
  }

  /** Is the current session on the screen? */
  get isVisible(): boolean {
    const { current } = this;
    return current !== undefined && this.surfaces.isVisible(current);
  }

  async askAbout(sources: readonly FigureSource[], options: AskOptions = {}): Promise<void> {
    const session = this.#hub.create();
    const connection = await this.#show(session, options.surface);
    await session.addFigures(sources);
    const { question, region, run } = options;
    if (question !== undefined || region)
      session.setDraft({ ...(question !== undefined && { question }), ...(region && { region }) });
    if (run && question !== undefined)
      await session.ask({ question, ...(region && { region }) }).catch((error: unknown) => {
        session.tell(words(error));
      });
    else await this.#focus(connection, question);
  }

  async inquire(about: About, question: OutsideQuestion): Promise<Inquired> {
    const session = 'run' in about ? await this.#hub.ofRun(about.run) : this.#hub.create();
    const release = this.#hub.hold(session);
    try {
      const failures =
        'figures' in about
          ? await session.addFigures(about.figures)
          : 'current' in about
            ? await session.addKept(this.current?.sources ?? [])
            : [];
      // Nobody looks at the table: a question about fewer figures than were named would be another question.
      if (failures.length > 0) throw new Error(failures.join(' '));
      if (question.show) this.#showQuietly(session);
      return await inquire(session, question);
    } finally {
      release();
    }
  }

  async runCell(about: About, cell: OneCell): Promise<OneCellResult> {
    const holder = 'run' in about ? await this.#hub.ofRun(about.run) : this.current;
    const reads =
      'figures' in about
        ? about.figures.map((one) => (id: string) => readSource(one, id, this.#files))
        : (holder?.sources ?? []).map((one) => (id: string) => readKept(one, id));
    return runOneCell(reads, cell, this.#sandboxes);
  }

  async addFigures(sources: readonly FigureSource[]): Promise<void> {
    const { current } = this;
    if (!current || current.run !== undefined) return this.askAbout(sources);
    const connection = await this.#show(current);
    await current.addFigures(sources);
    await this.#focus(connection);
  }

  async openRun(run: string, surface?: 'view' | 'tab'): Promise<void> {
    await this.#show(await this.#hub.ofRun(run), surface);
  }

  async askAboutClipboard(): Promise<void> {
    const connection = await this.#show(this.current ?? this.#hub.create());
    await connection.ready();
    let bytes: Uint8Array | null;
    try {
      bytes = await connection.channel.request('readClipboard', undefined, {
        check: checks.clipboard.parse,
        timeoutMs: 10_000,
      });
    } catch {
      // Browsers give the clipboard's pictures only after the user has agreed, or on a key press.
      await this.#focus(connection);
      void window.showInformationMessage(
        l10n.t(
          'The clipboard could not be read from here. Press Ctrl+V (⌘V) in the panel to paste the picture.',
        ),
      );
      return;
    }
    if (bytes === null) {
      void window.showInformationMessage(l10n.t('There is no picture on the clipboard.'));
      return;
    }
    const origin = l10n.t('clipboard');
    await this.addFigures([{ kind: 'bytes', bytes, name: `${origin}.png`, origin }]);
  }

  async openTab(): Promise<void> {
    this.surfaces.showInTab(this.current ?? (await this.#hub.get(this.#kept.view)));
  }

  stop(): void {
    this.current?.stop();
  }

  async newQuestion(): Promise<void> {
    await this.#focus(await this.#show(this.#hub.create()));
  }

  /** Trust or settings have changed. */
  refresh(): void {
    this.#hub.refresh();
  }

  async dispose(): Promise<void> {
    this.#listening.dispose();
    this.surfaces.dispose();
    await this.#hub.dispose();
    await this.#sandboxes.dispose();
  }

  async #show(session: Session, surface?: 'view' | 'tab'): Promise<Connection> {
    const inTab = surface === undefined ? this.#asTab : surface === 'tab';
    if (!inTab) return this.surfaces.showInView(session);
    const { current } = this.surfaces;
    // A tab in front takes the new session, as the view would.
    if (surface === undefined && current && current.session.run === undefined) {
      this.surfaces.show(current, session);
      return current;
    }
    return this.surfaces.showInTab(session);
  }

  /** Shows a session where the user sees the panel already, and would lose nothing by it. */
  #showQuietly(session: Session): void {
    const { current } = this.surfaces;
    if (!current || !this.surfaces.isVisible(current.session)) return;
    const { isEmpty, run, busy } = current.session;
    if (isEmpty || (run !== undefined && !busy)) this.surfaces.show(current, session);
  }

  async #focus(connection: Connection, text?: string): Promise<void> {
    await connection.ready();
    connection.channel.notify('focusQuestion', text === undefined ? {} : { text });
  }

  #surfacesChanged(): void {
    const { viewSession, current } = this.surfaces;
    if (viewSession) void this.#kept.setView(viewSession.id);
    this.#asTab = current !== undefined && current.session !== viewSession;
    this.#hub.prune();
    this.#parts.onChange();
  }

  /** Shows a new session wherever the deleted run was shown. */
  #forget(run: string): void {
    for (const connection of this.surfaces.connections)
      if (connection.session.run === run) this.surfaces.show(connection, this.#hub.create());
    this.#hub.prune();
  }
}

function sessionOf(state: unknown): string | undefined {
  const kept = Object(state) as { readonly session?: unknown };
  return typeof kept.session === 'string' ? kept.session : undefined;
}
