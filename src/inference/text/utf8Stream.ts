const NOTHING = new Uint8Array(0);

/** Decodes UTF-8 that comes in pieces cut anywhere. What is no UTF-8 becomes U+FFFD, as when decoded at once (WHATWG). */
export class Utf8Stream {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #waiting: Uint8Array = NOTHING;

  /** The whole characters that there are now. */
  decode(bytes: Uint8Array): string {
    if (bytes.length === 0) return '';
    const all = this.#waiting.length === 0 ? bytes : joined(this.#waiting, bytes);
    // A character begins with a leading byte, always: what lies before the last one can be decoded by itself.
    const whole = all.length - incomplete(all);
    this.#waiting = whole === all.length ? NOTHING : all.slice(whole);
    return this.#decoder.decode(all.subarray(0, whole));
  }

  /** Are there bytes that wait for the rest of their character? */
  get waits(): boolean {
    return this.#waiting.length > 0;
  }

  /** Nothing follows: what waits becomes U+FFFD. */
  end(): string {
    const rest = this.#decoder.decode(this.#waiting);
    this.#waiting = NOTHING;
    return rest;
  }
}

/** Bytes at the end that may be the beginning of a character. */
function incomplete(bytes: Uint8Array): number {
  for (let there = 1; there <= Math.min(3, bytes.length); there++) {
    const byte = bytes[bytes.length - there] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return there < needed ? there : 0;
  }
  return 0;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
