/** xorshift32 (G. Marsaglia, 2003): good enough for weights that mean nothing, and quick. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 1;
  }

  /** 32 random bits, as a number that may be negative. */
  next(): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return state;
  }

  /** From 0 to below 1. */
  fraction(): number {
    return (this.next() >>> 0) / 2 ** 32;
  }
}
