import type { Picture } from '../../src/panel/protocol.ts';
import type { Host } from './connect.ts';

/** Where a picture comes from. */
export type PictureSource =
  | { readonly kind: 'figure'; readonly figure: string; readonly version: string }
  | { readonly kind: 'run'; readonly file: string }
  | { readonly kind: 'item'; readonly item: string };

/** A picture that a browser can show: its bytes, and the address of them. */
export interface Shown {
  readonly blob: Blob;
  readonly url: string;
}

interface Entry {
  readonly shown: Promise<Shown>;
  users: number;
  /** Set once the address must not be used any more. */
  dropped: boolean;
}

/** Pictures that nobody shows at the moment but that are kept for scrolling back. */
const KEPT_UNUSED = 24;

/** Fetches pictures from the host once, and gives their memory back when they are not shown any more. */
export class Pictures {
  readonly #host: Host;
  readonly #entries = new Map<string, Entry>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** The picture; whoever acquires one releases it by calling the function that comes with it. */
  acquire(source: PictureSource): { readonly shown: Promise<Shown>; readonly release: () => void } {
    const key = keyOf(source);
    const entry = this.#entries.get(key) ?? this.#fetch(key, source);
    entry.users++;
    let held = true;
    const release = (): void => {
      if (!held) return;
      held = false;
      entry.users--;
      this.#trim();
    };
    return { shown: entry.shown, release };
  }

  /** Forgets everything, for another session: the same names may mean other pictures there. */
  clear(): void {
    for (const key of [...this.#entries.keys()]) this.#drop(key);
  }

  #fetch(key: string, source: PictureSource): Entry {
    const entry: Entry = { shown: this.#request(source).then(show), users: 0, dropped: false };
    this.#entries.set(key, entry);
    // A failure is told by whoever shows the picture; it may be asked for again.
    entry.shown.catch(() => this.#entries.delete(key));
    return entry;
  }

  #request(source: PictureSource): Promise<Picture> {
    switch (source.kind) {
      case 'figure':
        return this.#host.request('figureImage', { figure: source.figure });
      case 'run':
        return this.#host.request('runImage', { file: source.file });
      case 'item':
        return this.#host.request('thumbnail', { item: source.item });
    }
  }

  #trim(): void {
    const unused = [...this.#entries].filter(([, entry]) => entry.users === 0);
    for (const [key] of unused.slice(0, Math.max(0, unused.length - KEPT_UNUSED))) this.#drop(key);
  }

  #drop(key: string): void {
    const entry = this.#entries.get(key);
    this.#entries.delete(key);
    if (!entry || entry.dropped) return;
    entry.dropped = true;
    entry.shown.then(
      ({ url }) => URL.revokeObjectURL(url),
      () => undefined,
    );
  }
}

/** One key per picture and version of it. */
export function keyOf(source: PictureSource): string {
  switch (source.kind) {
    case 'figure':
      return `figure ${source.version} ${source.figure}`;
    case 'run':
      return `run ${source.file}`;
    case 'item':
      return `item ${source.item}`;
  }
}

const RASTER = /^image\/(?:png|jpeg|gif|webp|bmp|avif)$/;

function show({ mime, bytes }: Picture): Shown {
  const type = RASTER.test(mime) ? mime : 'application/octet-stream';
  const blob = new Blob([new Uint8Array(bytes)], { type });
  return { blob, url: URL.createObjectURL(blob) };
}
