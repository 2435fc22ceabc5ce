import { Store } from './store.ts';
import type { VsCodeApi } from './vscodeApi.ts';

/** How much of a picture is seen: zoom 1 fits it in, the centre is in shares of its width and height. */
export interface View {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

/** What outlives the page: how things were looked at, and cells that were being edited. Never the session's data. */
export interface Kept {
  readonly session: string;
  /** Folds that the reader opened or closed, by key. */
  readonly folds: Readonly<Record<string, boolean>>;
  /** Cells being edited, by turn. */
  readonly edits: Readonly<Record<string, string>>;
  readonly views: Readonly<Record<string, View>>;
  readonly scroll: number;
  readonly figure: string;
  readonly compare: boolean;
  readonly figureHidden: boolean;
  readonly framesHidden: boolean;
}

const EMPTY: Kept = {
  session: '',
  folds: {},
  edits: {},
  views: {},
  scroll: 0,
  figure: '',
  compare: false,
  figureHidden: false,
  framesHidden: false,
};

/** The kept state, written back to VS Code shortly after it changed. */
export class KeptState {
  readonly store: Store<Kept>;
  readonly #api: VsCodeApi;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: VsCodeApi) {
    this.#api = api;
    this.store = new Store(readKept(api.getState()));
  }

  get value(): Kept {
    return this.store.value;
  }

  change(change: Partial<Kept>): void {
    this.store.set({ ...this.store.value, ...change });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#api.setState(this.store.value), 150);
  }

  /** What belongs to one session ends with it; what the reader prefers stays. */
  enter(session: string): void {
    const { figureHidden, framesHidden } = this.value;
    if (this.value.session !== session)
      this.change({ ...EMPTY, session, figureHidden, framesHidden });
  }
}

function readKept(state: unknown): Kept {
  // Written by this page and nobody else; a shape of an older version is dropped whole.
  if (typeof state !== 'object' || state === null) return EMPTY;
  const same = Object.entries(EMPTY).every(
    ([key, value]) => typeof (state as Record<string, unknown>)[key] === typeof value,
  );
  return same ? (state as Kept) : EMPTY;
}
