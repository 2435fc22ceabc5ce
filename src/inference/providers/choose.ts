import type { Device, Measured } from '../protocol.ts';

/** A turn of thinking with images: an observation is read, a thought and a cell are written. */
const READ_TOKENS = 600;
const WRITTEN_TOKENS = 150;

/** Seconds that a usual turn takes on a provider; for one that does not work: for ever. */
export function secondsOfTurn({
  prefillTokensPerSecond,
  decodeTokensPerSecond,
  problem,
}: Measured): number {
  if (problem !== undefined || !prefillTokensPerSecond || !decodeTokensPerSecond) return Infinity;
  return READ_TOKENS / prefillTokensPerSecond + WRITTEN_TOKENS / decodeTokensPerSecond;
}

/** The fastest of those that were measured; nothing when none works. */
export function fastest(measured: readonly Measured[]): Device | undefined {
  const [best] = [...measured].sort((a, b) => secondsOfTurn(a) - secondsOfTurn(b));
  return best && secondsOfTurn(best) < Infinity ? best.device : undefined;
}
