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

/** Are these the same logits, but for the rounding of other kernels? @param tolerance of the largest logit */
export function agree(a: FloatArray, b: FloatArray, tolerance: number): boolean {
  const number = (values: FloatArray, index: number): number => {
    const value = values[index] ?? 0;
    return values instanceof Float32Array ? value : fromHalf(value);
  };
  let largest = 0;
  let difference = 0;
  for (let index = 0; index < a.length; index++) {
    const [one, other] = [number(a, index), number(b, index)];
    largest = Math.max(largest, Math.abs(one));
    difference = Math.max(difference, Math.abs(one - other));
  }
  return a.length > 0 && a.length === b.length && difference <= tolerance * largest;
}
