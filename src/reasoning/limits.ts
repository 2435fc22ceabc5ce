import type { CellLimits } from './sandbox.ts';

/** Limits of a run; every one is a setting. */
export interface RunLimits {
  readonly turns: number;
  /** Images shown by cells in the whole run that go to the model. */
  readonly images: number;
  /** Characters of stdout that go to the model (head and tail). */
  readonly stdoutChars: number;
  /** Pixels of an image sent to the model: at most, and for crops at least. */
  readonly maxImagePixels: number;
  readonly minCropPixels: number;
  readonly cell: CellLimits;
}

const MiB = 1024 * 1024;

export const DEFAULT_LIMITS: RunLimits = {
  turns: 10,
  images: 12,
  stdoutChars: 4000,
  maxImagePixels: 1_310_720,
  minCropPixels: 65_536,
  cell: {
    timeMs: 20_000,
    memoryBytes: 1536 * MiB,
    outputBytes: MiB,
    images: 12,
    imagePixels: 1_310_720,
  },
};
