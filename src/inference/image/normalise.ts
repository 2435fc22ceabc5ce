import type { PatchConfig } from './patchConfig.ts';

/**
 * What the model gets for each byte of a channel. Rounded step by step as the Pillow backend of transformers does; its torchvision
 * backend differs by 2e-7 at most.
 */
export function normalisationTable(config: PatchConfig, channel: number): Float32Array {
  const { rescale } = config;
  const mean = Math.fround(config.mean[channel] ?? 0);
  const std = Math.fround(config.std[channel] ?? 1);
  return Float32Array.from(
    { length: 256 },
    (_, byte) => Math.fround(Math.fround(byte * rescale) - mean) / std,
  );
}
