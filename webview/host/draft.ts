import type { Draft } from '../../src/panel/protocol.ts';
import type { Host } from './connect.ts';
import { Store } from './store.ts';

const EMPTY: Draft = { question: '' };
const DELAY_MS = 250;

/**
 * What is typed and drawn but not asked yet. It is shown at once and told to the host a little later; what comes back of
 * that is no news, and must not overwrite what was typed since.
 */
export class DraftState {
  readonly store = new Store<Draft>(EMPTY);
  /** The host wants the keyboard in the question box, which may not be on the page yet. */
  readonly focusWanted = new Store(false);
  readonly #host: Host;
  #told: string[] = [];
  #heard = key(EMPTY);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host) {
    this.#host = host;
    host.on('focusQuestion', ({ text }) => {
      if (text !== undefined) this.change({ ...this.store.value, question: text });
      this.focusWanted.set(true);
    });
    // A page that is hidden is gone a moment later.
    window.addEventListener('pagehide', () => this.flush());
    document.addEventListener('visibilitychange', () => this.flush());
  }

  change(draft: Draft): void {
    this.store.set(draft);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), DELAY_MS);
  }

  /** Tells the host now what it was to be told soon. */
  flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#tell();
  }

  /** Takes what the host says, unless it only repeats what it was told. */
  hear(draft: Draft, sameSession: boolean): void {
    const now = key(draft);
    if (sameSession && now === this.#heard) return;
    this.#heard = now;
    const at = sameSession ? this.#told.indexOf(now) : -1;
    if (at >= 0) {
      this.#told = this.#told.slice(at + 1);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#told = [];
    this.store.set(draft);
  }

  #tell(): void {
    this.#timer = undefined;
    const { value } = this.store;
    this.#told.push(key(value));
    this.#host.notify('draft', value);
  }
}

function key({ question, region }: Draft): string {
  return JSON.stringify([question, region?.figure, region?.box]);
}
