import { randomInt } from 'node:crypto';
import { candidates, finite } from './candidates.ts';
import { copyHalves } from './halves.ts';
import { History } from './history.ts';
import { Random } from './random.ts';
import type { ResolvedSampling } from './resolveSampling.ts';
import { highest } from './select.ts';

export interface SamplerOptions {
  /** Tokens that are never drawn: placeholders of images, say. */
  readonly suppress?: readonly number[];
}

/** Draws the tokens of one reply. The same tokens for the same logits, settings and seed. */
export class Sampler {
  readonly #options: ResolvedSampling;
  readonly #suppress: readonly number[];
  readonly #random: Random;
  readonly #history = new History();
  #scores = new Float32Array(0);

  constructor(options: ResolvedSampling, { suppress = [] }: SamplerOptions = {}) {
    this.#options = options;
    this.#suppress = suppress;
    this.#random = new Random(options.seed ?? randomInt(2 ** 48 - 1));
  }

  /** A reply begins: the prompt counts for the repetition penalty. */
  reset(prompt: Iterable<number>): void {
    this.#history.reset(prompt);
  }

  /** The reply has a token more, drawn or not. */
  accept(token: number): void {
    this.#history.accept(token);
  }

  /**
   * The next token; `accept` it to go on.
   * @param logits `[vocabulary]`, not changed; 16-bit ones are the bits of half-precision numbers
   * @throws InferenceError `device` when the logits are no probabilities
   */
  next(logits: Float32Array | Uint16Array): number {
    const scores = this.#copied(logits);
    this.#history.penalise(scores, this.#options);
    for (const token of this.#suppress) if (token < scores.length) scores[token] = -Infinity;
    if (this.#options.temperature === 0) {
      const { token, score } = highest(scores);
      finite(score);
      return token;
    }
    return this.#draw(scores);
  }

  #draw(scores: Float32Array): number {
    const { tokens, weights } = candidates(scores, this.#options);
    let total = 0;
    for (const weight of weights) total += weight;
    let left = this.#random.number() * total;
    let last = 0;
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i] ?? 0;
      if (weight > 0) last = i;
      left -= weight;
      if (left < 0) break;
    }
    // Rounding may leave a remainder behind the last one.
    return tokens[last] ?? 0;
  }

  #copied(logits: Float32Array | Uint16Array): Float32Array {
    if (this.#scores.length !== logits.length) this.#scores = new Float32Array(logits.length);
    if (logits instanceof Float32Array) this.#scores.set(logits);
    else copyHalves(logits, this.#scores);
    return this.#scores;
  }
}
