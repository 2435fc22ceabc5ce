import { InferenceError } from '../errors.ts';
import type { ResolvedSampling } from './resolveSampling.ts';
import { atLeast, highest, kthHighest } from './select.ts';

/** Tokens that may be drawn and how likely they are, in shares that need not add up to 1. */
export interface Candidates {
  readonly tokens: Int32Array;
  readonly weights: Float64Array;
}

/** Nuclei are small mostly: so many tokens are looked at first, then eight times as many. */
const FIRST_LOOK = 256;

/**
 * What is left of all tokens after temperature, top-k, top-p and min-p, in transformers' order and by its formulas
 * (`TemperatureLogitsWarper`, `TopKLogitsWarper`: ties with the k-th stay, `TopPLogitsWarper`, `MinPLogitsWarper`).
 * @throws InferenceError `device` when the scores are no probabilities
 */
export function candidates(scores: Float32Array, options: ResolvedSampling): Candidates {
  const { topK, topP, minP } = options;
  if (topK > 0 && topK < scores.length) {
    const found = weighed(scores, atLeast(scores, checked(kthHighest(scores, topK))), options);
    return minimum(nucleus(found, sum(found.weights), topP) ?? found, minP);
  }
  const most = checked(highest(scores).score);
  if (topP >= 1 && minP === 0) return weighed(scores, undefined, options, most);
  const total = topP < 1 ? totalWeight(scores, most, options) : Infinity;
  for (let look = FIRST_LOOK; ; look *= 8) {
    const all = look >= scores.length;
    const threshold = all ? -Infinity : checked(kthHighest(scores, look));
    const found = weighed(scores, atLeast(scores, threshold), options, most);
    const core = topP < 1 ? nucleus(found, total, topP) : undefined;
    const enough = minimum(core ?? found, minP);
    if (core || all || enough.tokens.length < found.tokens.length) return enough;
  }
}

/** Tokens of which the likelier ones do not have the share `topP` together yet; none if these here do not reach it. */
function nucleus(
  { tokens, weights }: Candidates,
  total: number,
  topP: number,
): Candidates | undefined {
  let before = 0;
  for (let i = 0; i < tokens.length; i++) {
    if (i > 0 && before >= topP * total) return first({ tokens, weights }, i);
    before += weights[i] ?? 0;
  }
  return before >= topP * total ? { tokens, weights } : undefined;
}

/** Tokens with at least the share `minP` of the likeliest one (arXiv 2407.01082). */
function minimum(found: Candidates, minP: number): Candidates {
  const least = minP * (found.weights[0] ?? 0);
  const end = found.weights.findIndex((weight, index) => index > 0 && weight < least);
  return end < 0 ? found : first(found, end);
}

function first({ tokens, weights }: Candidates, count: number): Candidates {
  return { tokens: tokens.subarray(0, count), weights: weights.subarray(0, count) };
}

/** Weights of some tokens, the likeliest first, or of all of them in order. `exp(x / T)`, in shares of the likeliest. */
function weighed(
  scores: Float32Array,
  tokens: Int32Array | undefined,
  { temperature }: ResolvedSampling,
  most = checked(scores[tokens?.[0] ?? 0] ?? NaN),
): Candidates {
  const ids = tokens ?? new Int32Array(scores.length).map((_, index) => index);
  const weights = new Float64Array(ids.length);
  for (let i = 0; i < ids.length; i++)
    weights[i] = Math.exp(((scores[ids[i] ?? 0] ?? NaN) - most) / temperature);
  return { tokens: ids, weights };
}

function totalWeight(
  scores: Float32Array,
  most: number,
  { temperature }: ResolvedSampling,
): number {
  let total = 0;
  for (const score of scores) total += Math.exp((score - most) / temperature);
  return total;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** The highest score, or one that was among the highest. @throws InferenceError `device` */
export function checked(score: number): number {
  // -Infinity: all tokens are ruled out.
  if (Number.isFinite(score)) return score;
  throw new InferenceError(
    'device',
    'The execution provider gave numbers that are no probabilities (not a number, or infinite). Choose another device or dtype: half precision overflows with some models and graphics drivers.',
  );
}
