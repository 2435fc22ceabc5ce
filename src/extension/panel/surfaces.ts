import {
  commands,
  EventEmitter,
  l10n,
  Uri,
  ViewColumn,
  window,
  type Disposable,
  type WebviewPanel,
  type WebviewPanelSerializer,
  type WebviewView,
  type WebviewViewProvider,
} from 'vscode';
import type { Session } from '../session/session.ts';
import { Connection } from './connection.ts';
import { pageFolder, panelHtml } from './html.ts';
import { TAB_TYPE, VIEW_ID } from './ids.ts';
import type { PanelHost } from './panelHost.ts';

/** Finds the session that a surface shows when VS Code brings it back. */
export interface SurfaceSessions {
  /** Of the view, when it is shown for the first time. */
  view(): Promise<Session>;
  /** Of a tab that is restored after a reload, by what its page kept. */
  tab(state: unknown): Promise<Session>;
}

/** Where sessions are shown: the view in the side bar, and editor tabs. */
export class Surfaces implements WebviewViewProvider, WebviewPanelSerializer, Disposable {
  #view: { readonly view: WebviewView; readonly connection: Connection } | undefined;
  #viewSession: Session | undefined;
  #waitingForView: ((connection: Connection) => void)[] = [];
  readonly #tabs = new Map<WebviewPanel, Connection>();
  readonly #changed = new EventEmitter<void>();
  /** Another session is shown, or another surface is in front. */
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly extension: Uri,
    private readonly host: PanelHost,
    private readonly sessions: SurfaceSessions,
  ) {}

  /** The tab in front, else the view. */
  get current(): Connection | undefined {
    return [...this.#tabs].find(([panel]) => panel.active)?.[1] ?? this.#view?.connection;
  }

  /** Is the session on the screen right now? */
  isVisible(session: Session): boolean {
    const inTab = [...this.#tabs].some(([panel, one]) => panel.visible && one.session === session);
    return inTab || (this.#view?.view.visible === true && this.#viewSession === session);
  }

  /** Does a view or a tab, hidden or not, have this session? */
  isShown(session: Session): boolean {
    const inTab = [...this.#tabs.values()].some((connection) => connection.session === session);
    return inTab || this.#viewSession === session;
  }

  /** All pages, hidden ones included. */
  get connections(): readonly Connection[] {
    return [...(this.#view ? [this.#view.connection] : []), ...this.#tabs.values()];
  }

  get viewSession(): Session | undefined {
    return this.#viewSession;
  }

  /** Shows a session in the view, and the view. */
  async showInView(session: Session): Promise<Connection> {
    this.#viewSession = session;
    this.#view?.connection.show(session);
    this.#changed.fire();
    await commands.executeCommand(`${VIEW_ID}.focus`);
    return this.#view?.connection ?? new Promise((done) => this.#waitingForView.push(done));
  }

  /** Shows a session in the tab that already has it, else in a new one. */
  showInTab(session: Session): Connection {
    for (const [panel, connection] of this.#tabs)
      if (connection.session === session) {
        panel.reveal();
        return connection;
      }
    const panel = window.createWebviewPanel(TAB_TYPE, 'Figscope', ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [pageFolder(this.extension)],
      enableFindWidget: true,
    });
    return this.#connectTab(panel, session);
  }

  /** Shows another session where this one is shown. */
  show(connection: Connection, session: Session): void {
    if (connection === this.#view?.connection) this.#viewSession = session;
    connection.show(session);
    for (const [panel, one] of this.#tabs) if (one === connection) entitle(panel, session);
    this.#changed.fire();
  }

  async resolveWebviewView(view: WebviewView): Promise<void> {
    view.webview.options = {
      enableScripts: true,
      localResourceRoots: [pageFolder(this.extension)],
    };
    this.#viewSession ??= await this.sessions.view();
    const session = this.#viewSession;
    const connection = new Connection(view.webview, 'view', session, this.host);
    this.#view = { view, connection };
    view.onDidChangeVisibility(() => this.#changed.fire());
    view.onDidDispose(() => {
      connection.dispose();
      if (this.#view?.view === view) this.#view = undefined;
      this.#changed.fire();
    });
    view.webview.html = panelHtml(view.webview, this.extension);
    for (const done of this.#waitingForView.splice(0)) done(connection);
    this.#changed.fire();
  }

  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [pageFolder(this.extension)],
    };
    this.#connectTab(panel, await this.sessions.tab(state));
  }

  dispose(): void {
    this.#view?.connection.dispose();
    for (const connection of this.#tabs.values()) connection.dispose();
  }

  #connectTab(panel: WebviewPanel, session: Session): Connection {
    const connection = new Connection(panel.webview, 'tab', session, this.host);
    this.#tabs.set(panel, connection);
    const icon = (name: string) => Uri.joinPath(this.extension, 'media', name);
    panel.iconPath = { light: icon('tab-light.svg'), dark: icon('tab-dark.svg') };
    entitle(panel, session);
    const titles = session.onDidChange(() => entitle(panel, connection.session));
    panel.onDidChangeViewState(() => this.#changed.fire());
    panel.onDidDispose(() => {
      titles.dispose();
      connection.dispose();
      this.#tabs.delete(panel);
      this.#changed.fire();
    });
    panel.webview.html = panelHtml(panel.webview, this.extension);
    this.#changed.fire();
    return connection;
  }
}

function entitle(panel: WebviewPanel, session: Session): void {
  const names = session.state.figures.map(({ name }) => name).join(', ');
  panel.title = names === '' ? 'Figscope' : l10n.t('Figscope: {0}', names);
}
