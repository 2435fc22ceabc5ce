import type { Candidates } from './candidates.ts';

/** Stretches of scores, each e^(1/64) wide in weight; the last one has all that is less likely than e^-32. */
const STRETCHES = 2048;
const WIDTH = 1 / 64;

/**
 * The likeliest tokens, as few as have the share `topP` of all weight together (at least one). Without sorting them all: only those
 * of the stretch in which the share is reached.
 * @param found weights are at most 1
 * @param topP above 0
 */
export function nucleus({ tokens, weights }: Candidates, topP: number): Candidates {
  const sums = new Float64Array(STRETCHES);
  const stretchOf = (weight: number): number =>
    Math.min(STRETCHES - 1, Math.floor(-Math.log(weight) / WIDTH));
  let total = 0;
  for (const weight of weights) {
    if (weight === 0) continue;
    total += weight;
    const stretch = stretchOf(weight);
    sums[stretch] = (sums[stretch] ?? 0) + weight;
  }
  const wanted = topP * total;
  let before = 0;
  let last = 0;
  while (last < STRETCHES - 1 && before + (sums[last] ?? 0) < wanted) before += sums[last++] ?? 0;
  const certain: number[] = [];
  const border: number[] = [];
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] ?? 0;
    if (weight === 0) continue;
    const stretch = stretchOf(weight);
    if (stretch < last) certain.push(i);
    else if (stretch === last) border.push(i);
  }
  border.sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b);
  let kept = 0;
  while (kept < border.length && before < wanted) before += weights[border[kept++] ?? 0] ?? 0;
  const all = [...certain, ...border.slice(0, kept)];
  return {
    tokens: Int32Array.from(all, (index) => tokens[index] ?? 0),
    weights: Float64Array.from(all, (index) => weights[index] ?? 0),
  };
}
