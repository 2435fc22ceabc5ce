import type { ResolvedSampling } from './resolveSampling.ts';

/** Which tokens a conversation has, and how often the reply has them. */
export class History {
  readonly #seen = new Set<number>();
  readonly #reply = new Map<number, number>();

  /** Begins anew: a prompt, and no reply yet. */
  reset(prompt: Iterable<number>): void {
    this.#seen.clear();
    this.#reply.clear();
    for (const token of prompt) this.#seen.add(token);
  }

  /** The reply has one more token. */
  accept(token: number): void {
    this.#seen.add(token);
    this.#reply.set(token, (this.#reply.get(token) ?? 0) + 1);
  }

  /**
   * Makes tokens that were there less likely. Repetition: `RepetitionPenaltyLogitsProcessor` of transformers (arXiv 1909.05858), over
   * prompt and reply. Then frequency and presence over the reply alone, as OpenAI's API and vLLM have them.
   */
  penalise(scores: Float32Array, options: ResolvedSampling): void {
    const { repetitionPenalty, presencePenalty, frequencyPenalty } = options;
    if (repetitionPenalty !== 1)
      for (const token of this.#seen) {
        const score = scores[token];
        if (score === undefined) continue;
        scores[token] = score < 0 ? score * repetitionPenalty : score / repetitionPenalty;
      }
    if (presencePenalty === 0 && frequencyPenalty === 0) return;
    for (const [token, count] of this.#reply) {
      const score = scores[token];
      if (score === undefined) continue;
      scores[token] = Math.fround(score - Math.fround(frequencyPenalty * count)) - presencePenalty;
    }
  }
}
