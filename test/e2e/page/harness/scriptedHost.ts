import type { Page } from 'playwright-core';
import { Channel } from '../../../../src/ipc/channel.ts';
import { postMessageTransport } from '../../../../src/ipc/transports/postMessage.ts';
import type {
  HostApi,
  PageApi,
  PanelEvent,
  PanelState,
  Picture,
} from '../../../../src/panel/protocol.ts';
import { emptyState } from './states.ts';
import { fromWire, toWire } from './wire.ts';

type Requests = HostApi['requests'];
/** A call that the page made. */
export interface Call {
  readonly method: string;
  readonly params: unknown;
}

const RECORDED = [
  'ask',
  'stop',
  'retry',
  'checkGain',
  'rerun',
  'newQuestion',
  'pickFigures',
  'openGalleryItem',
  'addUris',
  'addBytes',
  'removeFigure',
  'setPage',
  'setModel',
  'setMode',
  'saveImage',
  'openReport',
  'openCode',
  'revealFigure',
  'openTab',
  'problemAction',
  'manageTrust',
] as const satisfies readonly (keyof Requests)[];

/** The extension's end, played by a test: it has a state and events, and writes down what the page asks for. */
export class ScriptedHost {
  readonly calls: Call[] = [];
  readonly drafts: unknown[] = [];
  readonly pageErrors: string[] = [];
  state: PanelState = emptyState();
  events: PanelEvent[] = [];
  /** Texts of another display language, and its tag. */
  l10n: Readonly<Record<string, string>> = {};
  language = 'en';
  /** How often the page asked for a snapshot. */
  snapshots = 0;
  /** Gives pictures by the figure, file or item that is asked for. */
  picture: (name: string) => Picture = () => {
    throw new Error('There is no such picture.');
  };
  /** Set to make the next recorded call fail with this sentence. */
  refuse: string | undefined;
  channel: Channel<HostApi, PageApi> | undefined;

  /** Connects to a page; to be called before it is opened. */
  async attach(page: Page): Promise<void> {
    let receive: (message: unknown) => void = () => undefined;
    await page.exposeFunction('toHost', (wire: string) => receive(fromWire(wire)));
    this.channel = new Channel<HostApi, PageApi>(
      postMessageTransport({
        post: (message) =>
          void page
            .evaluate((wire) => {
              (window as unknown as { fromHost(wire: string): void }).fromHost(wire);
            }, toWire(message))
            // A page that is being closed hears nothing.
            .catch(() => undefined),
        listen: (listener) => (receive = listener),
      }),
    );
    this.#answer(this.channel);
  }

  /** Changes the state and tells the page. */
  change(change: Partial<PanelState>): void {
    this.state = { ...this.state, ...change };
    this.channel?.notify('state', this.state);
  }

  /** Adds events and tells the page. */
  add(...events: PanelEvent[]): void {
    const from = this.events.length;
    this.events.push(...events);
    this.channel?.notify('events', { session: this.state.session, from, events });
  }

  /** Parameters of the calls of one method, oldest first. */
  called(method: keyof Requests): unknown[] {
    return this.calls.filter((call) => call.method === method).map(({ params }) => params);
  }

  #answer(channel: Channel<HostApi, PageApi>): void {
    channel.on('draft', (draft) => this.drafts.push(draft));
    channel.on('pageError', (error) => this.pageErrors.push(error));
    channel.handle('ready', () => {
      this.snapshots++;
      const { state, events, l10n, language } = this;
      return { state, events, l10n, language };
    });
    channel.handle('figureImage', ({ figure }) => this.picture(figure));
    channel.handle('runImage', ({ file }) => this.picture(file));
    channel.handle('thumbnail', ({ item }) => this.picture(item));
    for (const method of RECORDED)
      channel.handle(method, (params: unknown) => {
        this.calls.push({ method, params });
        const { refuse } = this;
        this.refuse = undefined;
        if (refuse !== undefined) throw new Error(refuse);
        return null;
      });
  }
}
