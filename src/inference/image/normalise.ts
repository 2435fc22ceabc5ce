import type { PatchConfig } from './patchConfig.ts';

/** Added to a value to get its place in a table: bicubic resampling undershoots 0 by less than this. */
export const TABLE_ZERO = 256;
const TABLE_LENGTH = 1024;

/**
 * What the model gets for each value of a channel, for resampled values from -256 to 767: those outside of 0 to 255 are clamped by the
 * table. Rounded step by step as the Pillow backend of transformers does; its torchvision backend differs by 2e-7 at most.
 */
export function normalisationTable(config: PatchConfig, channel: 0 | 1 | 2): Float32Array {
  const { rescale } = config;
  const mean = Math.fround(config.mean[channel]);
  const std = Math.fround(config.std[channel]);
  return Float32Array.from({ length: TABLE_LENGTH }, (_, place) => {
    const value = Math.min(Math.max(place - TABLE_ZERO, 0), 255);
    return Math.fround(Math.fround(value * rescale) - mean) / std;
  });
}
