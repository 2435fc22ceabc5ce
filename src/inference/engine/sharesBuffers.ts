import type { Decoder } from './decoder.ts';
import { distance, trialLogits } from './trial.ts';

/** Read in these steps both ways: kernels for one token and for several round differently. */
const STEPS = [2, 1, 1];
/** A misread cache changes far more. */
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
  const plain = await trialLogits(decoders.plain, STEPS);
  try {
    return distance(plain, await trialLogits(decoders.shared, STEPS)) < TOLERANCE;
  } catch {
    // A decoder that concatenates cannot fill the buffer: the runtime refuses its shape.
    return false;
  }
}
