import { fromHalf, type FloatArray } from '../sessions/floats.ts';
import type { Decoder } from './decoder.ts';

/**
 * Logits behind tokens of no meaning, read in steps of these sizes. The cache is empty afterwards.
 * @throws InferenceError `device`
 */
export async function trialLogits(decoder: Decoder, steps: readonly number[]): Promise<FloatArray> {
  try {
    let logits: FloatArray | undefined;
    for (const tokens of steps) logits = await decoder.step(someTokens(decoder, tokens), true);
    // The buffer of a step is used again.
    return logits?.slice() ?? new Float32Array(0);
  } finally {
    decoder.cache.clear();
  }
}

/** Embeddings of no meaning, the same at each place however they are cut. */
function someTokens(
  { layout: { positionRows }, cache: { length: from }, hidden }: Decoder,
  tokens: number,
): Parameters<Decoder['step']>[0] {
  const embeds = new Float32Array(tokens * hidden);
  for (let index = 0; index < embeds.length; index++)
    embeds[index] = Math.sin(1 + (from * hidden + index) * 0.7) * 0.1;
  const positions = new BigInt64Array(Math.max(1, positionRows) * tokens);
  for (let index = 0; index < positions.length; index++)
    positions[index] = BigInt(from + (index % tokens));
  return { tokens, embeds, positions };
}

/**
 * How far logits are from others: root mean square of the differences, of the spread of the first. 0 for the same, about 1.4 for others
 * altogether.
 */
export function distance(a: FloatArray, b: FloatArray): number {
  if (a.length === 0 || a.length !== b.length) return Infinity;
  let [sum, squares, differences] = [0, 0, 0];
  for (let index = 0; index < a.length; index++) {
    const [one, other] = [number(a, index), number(b, index)];
    sum += one;
    squares += one * one;
    differences += (one - other) ** 2;
  }
  const spread = squares / a.length - (sum / a.length) ** 2;
  // Of numbers that are none, and of logits that are all the same, nothing can be said.
  const found = Math.sqrt(differences / a.length / spread);
  return Number.isNaN(found) ? Infinity : found;
}

function number(values: FloatArray, index: number): number {
  const value = values[index] ?? 0;
  return values instanceof Float32Array ? value : fromHalf(value);
}
