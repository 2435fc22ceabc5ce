import { InferenceError } from '../errors.ts';
import type { Device } from '../protocol.ts';
import type { Decoder } from './decoder.ts';
import { distance, trialLogits } from './trial.ts';

const AT_ONCE = [64];
const IN_STEPS = [16, 16, 16, 15, 1];
/** What kernels may differ by. Halves lose some percent on their way through the layers; a wrong kernel gives other logits altogether. */
const TOLERANCE = { float32: 0.05, float16: 0.15 } as const;

/**
 * Drivers and kernels of GPUs are wrong at times, and quietly: an answer would be nonsense, and nobody could tell why. Tokens that are
 * read at once and in steps go through different kernels, and must give the same logits.
 * @throws InferenceError `device`
 */
export async function mustAgree(decoder: Decoder, device: Device): Promise<void> {
  const { kvType, embedsType, logitsType } = decoder.layout;
  const halves = [kvType, embedsType, logitsType].includes('float16');
  const atOnce = await trialLogits(decoder, AT_ONCE);
  const inSteps = await trialLogits(decoder, IN_STEPS);
  if (distance(atOnce, inSteps) > TOLERANCE[halves ? 'float16' : 'float32'])
    throw new InferenceError(
      'device',
      `${device} computes wrong numbers on this machine (64 tokens at once give other logits than in steps): its driver may be too old.`,
    );
}
