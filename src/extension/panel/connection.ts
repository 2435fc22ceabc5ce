import { commands, env, l10n, Uri, type Disposable, type Webview } from 'vscode';
import { Channel } from '../../ipc/channel.ts';
import { postMessageTransport } from '../../ipc/transports/postMessage.ts';
import type { HostApi, PageApi, PanelEvent, PanelState, Picture } from '../../panel/protocol.ts';
import type { Session } from '../session/session.ts';
import { words } from '../words.ts';
import { checks } from './checks.ts';
import type { PanelHost } from './panelHost.ts';

/** New events and states wait this long for company, so that a quick model does not flood the page. */
const BATCH_MS = 40;

/** One page, and the session that it shows. */
export class Connection implements Disposable {
  readonly channel: Channel<HostApi, PageApi>;
  readonly #host: PanelHost;
  readonly #surface: PanelState['surface'];
  #session: Session;
  #listening: Disposable[] = [];
  #waiting: { from: number; events: PanelEvent[] } | undefined;
  #stateDue = false;
  #timer: NodeJS.Timeout | undefined;
  readonly #receiver: Disposable;
  #onReady: (() => void)[] = [];
  #isReady = false;

  constructor(webview: Webview, surface: PanelState['surface'], session: Session, host: PanelHost) {
    this.#host = host;
    this.#surface = surface;
    this.#session = session;
    let receive: (message: unknown) => void = () => undefined;
    this.#receiver = webview.onDidReceiveMessage((message: unknown) => receive(message));
    this.channel = new Channel<HostApi, PageApi>(
      postMessageTransport({
        // Messages to a page that is hidden are lost; it asks for a snapshot when it comes back.
        post: (message) => void webview.postMessage(message),
        listen: (listener) => (receive = listener),
      }),
      { onProblem: (what) => host.log.debug(`panel: ${what}`) },
    );
    this.#offer();
    this.#listen();
  }

  get session(): Session {
    return this.#session;
  }

  /** Shows another session. */
  show(session: Session): void {
    if (session === this.#session) return;
    this.#session = session;
    this.#waiting = undefined;
    this.#listen();
    this.#sendState();
  }

  /** Settles when the page has asked for its first snapshot. */
  ready(): Promise<void> {
    return this.#isReady ? Promise.resolve() : new Promise((done) => this.#onReady.push(done));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const one of this.#listening) one.dispose();
    this.#receiver.dispose();
    this.channel.close();
  }

  #listen(): void {
    for (const one of this.#listening) one.dispose();
    const session = this.#session;
    this.#listening = [
      session.onDidChange(() => {
        this.#stateDue = true;
        this.#flushLater();
      }),
      session.onDidAddEvent(({ from, event }) => {
        this.#waiting ??= { from, events: [] };
        this.#waiting.events.push(event);
        this.#flushLater();
      }),
    ];
  }

  #flushLater(): void {
    this.#timer ??= setTimeout(() => this.#flush(), BATCH_MS);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { id } = this.#session;
    if (this.#waiting) this.channel.notify('events', { session: id, ...this.#waiting });
    this.#waiting = undefined;
    if (this.#stateDue) this.#sendState();
  }

  #sendState(): void {
    this.#stateDue = false;
    this.channel.notify('state', this.#state());
  }

  #state(): PanelState {
    const { state } = this.#session;
    return {
      ...state,
      surface: this.#surface,
      gallery: this.#session.isEmpty ? this.#host.gallery.items : [],
    };
  }

  #offer(): void {
    const { channel } = this;
    const host = this.#host;
    channel.handle('ready', () => {
      this.#waiting = undefined;
      this.#stateDue = false;
      this.#isReady = true;
      for (const done of this.#onReady.splice(0)) done();
      if (this.#session.isEmpty) void host.gallery.refresh();
      return {
        state: this.#state(),
        events: [...this.#session.events],
        l10n: host.translations,
        language: env.language,
      };
    });
    channel.on('draft', (draft) => this.#session.keepDraft(draft), checks.draft.parse);
    channel.on(
      'pageError',
      (text) => host.log.error(`panel page: ${text}`),
      checks.pageError.parse,
    );
    channel.handle(
      'figureImage',
      ({ figure }) => this.#session.figure(figure).picture().then(sendable),
      checks.figure.parse,
    );
    channel.handle(
      'runImage',
      ({ file }) => this.#session.runImage(file).then(sendable),
      checks.file.parse,
    );
    channel.handle(
      'thumbnail',
      ({ item }) => host.gallery.thumbnail(item).then(sendable),
      checks.item.parse,
    );
    channel.handle('ask', (asked) => done(this.#session.ask(asked)), checks.ask.parse);
    channel.handle('stop', () => done(this.#session.stop()));
    channel.handle('retry', () => done(this.#session.retry()));
    channel.handle('checkGain', () => done(this.#session.checkGain()));
    channel.handle(
      'rerun',
      ({ turn, code }) => done(this.#session.rerun(turn, code)),
      checks.rerun.parse,
    );
    channel.handle(
      'newQuestion',
      ({ keepFigures }) => done(host.newQuestion(this, keepFigures)),
      checks.newQuestion.parse,
    );
    channel.handle('pickFigures', () => done(commands.executeCommand('figscope.ask')));
    channel.handle(
      'openGalleryItem',
      ({ item }) => done(host.addFigures(this, [host.gallery.source(item)])),
      checks.item.parse,
    );
    channel.handle(
      'addUris',
      ({ uris }) =>
        done(
          host.addFigures(
            this,
            uris.map((uri) => ({ kind: 'uri', uri: Uri.parse(uri, true) })),
          ),
        ),
      checks.uris.parse,
    );
    channel.handle(
      'addBytes',
      ({ name, bytes }) =>
        done(
          host.addFigures(this, [
            { kind: 'bytes', name, bytes, origin: l10n.t('pasted or dropped') },
          ]),
        ),
      checks.addBytes.parse,
    );
    channel.handle(
      'removeFigure',
      ({ figure }) => done(this.#session.removeFigure(figure)),
      checks.figure.parse,
    );
    channel.handle(
      'setPage',
      ({ figure, page }) => done(this.#session.setPage(figure, page)),
      checks.page.parse,
    );
    channel.handle('setModel', ({ model }) => done(host.models.choose(model)), checks.model.parse);
    channel.handle('setMode', ({ mode }) => done(this.#session.setMode(mode)), checks.mode.parse);
    channel.handle(
      'saveImage',
      ({ file }) => done(host.saveImage(this.#session, file)),
      checks.file.parse,
    );
    channel.handle(
      'openReport',
      ({ format }) => done(host.openReport(this.#session, format)),
      checks.format.parse,
    );
    channel.handle('openCode', ({ code }) => done(host.openCode(code)), checks.code.parse);
    channel.handle(
      'revealFigure',
      ({ figure }) => done(host.reveal(this.#session.figure(figure))),
      checks.figure.parse,
    );
    channel.handle('openTab', () => done(host.openTab(this.#session)));
    channel.handle(
      'problemAction',
      ({ action }) => done(host.problemAction(this, action)),
      checks.action.parse,
    );
    channel.handle('manageTrust', () => done(commands.executeCommand('workbench.trust.manage')));
  }
}

/** Waits, and gives the page words instead of whatever was thrown. */
async function done(work: unknown): Promise<null> {
  try {
    await work;
    return null;
  } catch (error) {
    throw new Error(words(error), { cause: error });
  }
}

/** Bytes that are a whole buffer of their own: a view into Node's pool would carry strangers along. */
function sendable({ mime, bytes }: Picture): Picture {
  return { mime, bytes: Uint8Array.from(bytes) };
}
