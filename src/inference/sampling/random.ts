/**
 * xoshiro128** 1.1 (Blackman and Vigna, 2018, public domain): small, fast, period 2^128 - 1. The same numbers for the same seed on
 * every machine.
 */
export class Random {
  readonly #state: Uint32Array;

  /** @param seed any safe integer; its 64 bits are spread by splitmix32 */
  constructor(seed: number) {
    let low = seed >>> 0;
    const high = Math.floor(seed / 2 ** 32) >>> 0;
    const next = (): number => {
      low = (low + 0x9e3779b9) >>> 0;
      let mixed = low ^ high;
      mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
      mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
      return (mixed ^ (mixed >>> 16)) >>> 0;
    };
    this.#state = Uint32Array.of(next(), next(), next(), next());
    // All zeros would stay zeros.
    if (this.#state.every((word) => word === 0)) this.#state[0] = 1;
  }

  static fromState(state: readonly [number, number, number, number]): Random {
    const random = new Random(0);
    random.#state.set(state);
    return random;
  }

  /** 32 random bits. */
  bits(): number {
    const state = this.#state;
    const [s0 = 0, s1 = 0, s2 = 0, s3 = 0] = state;
    const result = Math.imul(rotated(Math.imul(s1, 5), 7), 9) >>> 0;
    const a = s2 ^ s0;
    const b = s3 ^ s1;
    state[0] = s0 ^ b;
    state[1] = s1 ^ a;
    state[2] = a ^ (s1 << 9);
    state[3] = rotated(b, 11);
    return result;
  }

  /** At least 0, less than 1, with 53 random bits. */
  number(): number {
    const high = this.bits() >>> 5;
    const low = this.bits() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }
}

function rotated(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
