import { InferenceError } from '../errors.ts';
import type { Device } from '../protocol.ts';
import type { Decoder } from './decoder.ts';
import { agree, trialLogits } from './trial.ts';

const AT_ONCE = [64];
const IN_STEPS = [16, 16, 16, 15, 1];
/** Half precision loses a percent between kernels; a kernel that is wrong gives quite other logits. */
const TOLERANCE = 0.08;

/**
 * Drivers and kernels of GPUs are wrong at times, and quietly: an answer would be nonsense, and nobody could tell why. Tokens that are
 * read at once and in steps go through different kernels, and must give the same logits.
 * @throws InferenceError `device`
 */
export async function mustAgree(decoder: Decoder, device: Device): Promise<void> {
  const atOnce = await trialLogits(decoder, AT_ONCE);
  const inSteps = await trialLogits(decoder, IN_STEPS);
  if (!agree(atOnce, inSteps, TOLERANCE))
    throw new InferenceError(
      'device',
      `${device} computes wrong numbers on this machine (64 tokens at once give other logits than in steps): its driver may be too old.`,
    );
}
