import * as l10n from '@vscode/l10n';
import type { PanelEvent, PanelState, Snapshot } from '../../src/panel/protocol.ts';
import { timeline, type Exchange } from '../../src/runs/timeline.ts';
import type { Host } from './connect.ts';
import { shareExchanges } from './share.ts';
import { Store } from './store.ts';
import { setLanguage } from '../words/language.ts';

export type PanelExchange = Exchange<PanelEvent>;

/** What the page knows of its session. */
export interface Session {
  readonly state: PanelState;
  readonly exchanges: readonly PanelExchange[];
}

/** Keeps the session: a snapshot when the page starts, changes from then on, another snapshot when something was missed. */
export class SessionLink {
  readonly session = new Store<Session | undefined>(undefined);
  /** Why the host cannot be reached, in words. */
  readonly lost = new Store<string | undefined>(undefined);
  readonly #host: Host;
  #events: PanelEvent[] = [];
  #asking: Promise<void> | undefined;

  constructor(host: Host) {
    this.#host = host;
    host.on('state', (state) => this.#takeState(state));
    host.on('events', ({ session, from, events }) => this.#takeEvents(session, from, events));
  }

  /** Asks for a snapshot; changes that arrive before it does are part of it. */
  refresh(): Promise<void> {
    this.#asking ??= this.#host
      .request('ready', undefined)
      .then(
        (snapshot) => this.#takeSnapshot(snapshot),
        (error: unknown) => this.lost.set(error instanceof Error ? error.message : String(error)),
      )
      .finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  #takeSnapshot({ state, events, language, l10n: texts }: Snapshot): void {
    l10n.config({ contents: { ...texts } });
    setLanguage(language);
    this.#events = [...events];
    this.lost.set(undefined);
    this.#publish(state);
  }

  #takeState(state: PanelState): void {
    const { value } = this.session;
    if (this.#asking) return;
    if (value?.state.session !== state.session) void this.refresh();
    else this.session.set({ ...value, state });
  }

  #takeEvents(session: string, from: number, events: readonly PanelEvent[]): void {
    const { value } = this.session;
    if (this.#asking) return;
    if (value?.state.session !== session || from > this.#events.length) {
      void this.refresh();
      return;
    }
    // An overlap is told twice, a gap would be lost.
    const fresh = events.slice(this.#events.length - from);
    if (fresh.length === 0) return;
    this.#events.push(...fresh);
    this.#publish(value.state);
  }

  #publish(state: PanelState): void {
    const before = this.session.value;
    const kept = before?.state.session === state.session ? before.exchanges : [];
    this.session.set({ state, exchanges: shareExchanges(kept, timeline(this.#events)) });
  }
}
