import { InferenceError } from '../errors.ts';
import { nucleus } from './nucleus.ts';
import type { ResolvedSampling } from './resolveSampling.ts';
import { atLeast, highest, kthHighest } from './select.ts';

/** Tokens that may be drawn and how likely they are: as shares of the likeliest one, which has 1. */
export interface Candidates {
  readonly tokens: Int32Array;
  readonly weights: Float64Array;
}

/**
 * What is left of all tokens after temperature, top-k, top-p and min-p, in transformers' order and by its formulas
 * (`TemperatureLogitsWarper`, `TopKLogitsWarper`: ties with the k-th stay, `TopPLogitsWarper`, `MinPLogitsWarper`).
 * @param options.temperature above 0
 * @throws InferenceError `device` when the scores are no probabilities
 */
export function candidates(scores: Float32Array, options: ResolvedSampling): Candidates {
  const { topK, topP, minP } = options;
  const fewer = topK > 0 && topK < scores.length;
  const tokens = fewer
    ? atLeast(scores, number(kthHighest(scores, topK)))
    : new Int32Array(scores.length).map((_, index) => index);
  const most = finite(fewer ? (scores[tokens[0] ?? -1] ?? NaN) : highest(scores).score);
  const all = weighed(scores, tokens, most, options.temperature);
  return minimum(topP < 1 ? nucleus(all, topP) : all, minP);
}

/** `exp(x / T)`, softmax but for its sum. */
function weighed(
  scores: Float32Array,
  tokens: Int32Array,
  most: number,
  temperature: number,
): Candidates {
  const weights = new Float64Array(tokens.length);
  for (let i = 0; i < tokens.length; i++)
    weights[i] = Math.exp(((scores[tokens[i] ?? 0] ?? NaN) - most) / temperature);
  return { tokens, weights };
}

/** Tokens with at least the share `minP` of the likeliest one (arXiv 2407.01082). */
function minimum(found: Candidates, minP: number): Candidates {
  if (minP === 0) return found;
  const { tokens, weights } = found;
  const kept = (_: number, index: number): boolean => (weights[index] ?? 0) >= minP;
  return { tokens: tokens.filter(kept), weights: weights.filter(kept) };
}

/** A score that is highest of all. @throws InferenceError `device` when it is infinite or no number */
export function finite(score: number): number {
  if (Number.isFinite(score)) return score;
  throw new InferenceError(
    'device',
    'The execution provider gave numbers that are no probabilities (not a number, or infinite). Choose another device or dtype: half precision overflows with some models and graphics drivers.',
  );
}

/** -Infinity is a score, too: of a token that is ruled out. */
function number(score: number): number {
  return Number.isNaN(score) ? finite(score) : score;
}
