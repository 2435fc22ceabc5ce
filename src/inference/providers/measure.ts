import type { ModelParts } from '../engine/parts.ts';
import { positionIds, ropePositions } from '../positions/ropePositions.ts';
import type { Measured } from '../protocol.ts';

/** Enough for a rate, little enough for the slowest machine: about four seconds at 30 tokens per second. */
const PREFILL_TOKENS = 64;
const DECODE_TOKENS = 8;

/**
 * How fast a model reads and writes where it was opened. The cache is empty afterwards.
 * @param vocabulary ids below this are tokens
 * @throws InferenceError `device` when it fails there
 */
export async function measureParts(
  { device, embedder, decoder }: ModelParts,
  vocabulary: number,
): Promise<Measured> {
  const positions = ropePositions(1 + PREFILL_TOKENS + DECODE_TOKENS, []);
  const step = async (tokens: number): Promise<void> => {
    const from = decoder.cache.length;
    const ids = Array.from({ length: tokens }, (_, index) => (1 + from + index) % vocabulary);
    const embeds = await embedder.embed(ids);
    const rows = decoder.layout.positionRows;
    const input = { tokens, embeds, positions: positionIds(positions, from, from + tokens, rows) };
    await decoder.step(input, true);
  };
  try {
    // The first step makes buffers and, on a GPU, compiles programs.
    decoder.cache.clear();
    await step(PREFILL_TOKENS);
    await step(1);
    decoder.cache.clear();
    const begin = performance.now();
    await step(PREFILL_TOKENS);
    const read = performance.now();
    for (let count = 0; count < DECODE_TOKENS; count++) await step(1);
    const written = performance.now();
    return {
      device,
      prefillTokensPerSecond: (PREFILL_TOKENS * 1000) / (read - begin),
      decodeTokensPerSecond: (DECODE_TOKENS * 1000) / (written - read),
    };
  } finally {
    decoder.cache.clear();
  }
}
