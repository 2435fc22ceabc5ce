import { fromHalf, type FloatArray } from '../sessions/floats.ts';
import type { Decoder } from './decoder.ts';

/** Read in these steps both ways: kernels for one token and for several round differently. */
const STEPS = [2, 1, 1];
/** Of the largest logit. A misread cache changes far more. */
const TOLERANCE = 1e-2;

/**
 * May one buffer be past and present of this decoder? Only GroupQueryAttention writes in place and takes its lengths from the mask,
 * and file names do not tell: a few tokens are read both ways, and the logits must agree.
 */
export async function sharesBuffers(decoders: {
  /** Whose cache is made anew at every step. */
  readonly plain: Decoder;
  /** The same decoder, whose cache is one buffer. */
  readonly shared: Decoder;
}): Promise<boolean> {
  const plain = await someLogits(decoders.plain);
  try {
    return agree(plain, await someLogits(decoders.shared));
  } catch {
    // A decoder that concatenates cannot fill the buffer: the runtime refuses its shape.
    return false;
  }
}

async function someLogits(decoder: Decoder): Promise<FloatArray> {
  try {
    let logits: FloatArray | undefined;
    for (const tokens of STEPS) logits = await decoder.step(someTokens(decoder, tokens), true);
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

function agree(a: FloatArray, b: FloatArray): boolean {
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
  return a.length > 0 && a.length === b.length && difference <= TOLERANCE * largest;
}
