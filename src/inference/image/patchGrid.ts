import type { PatchConfig } from './patchConfig.ts';
import type { ImageSize } from './rgbImage.ts';
import { smartResize } from './smartResize.ts';

/** Frames, rows and columns of patches; frames is 1 for an image. */
export type Grid = readonly [frames: number, rows: number, columns: number];

export interface PatchGrid extends ImageSize {
  /** `image_grid_thw`, in patches. */
  readonly grid: Grid;
  /** Tokens that the image takes in the prompt: each stands for merge × merge patches. */
  readonly tokens: number;
}

/**
 * How an image is cut into patches; `width` and `height` are those that it is resized to.
 *
 * @throws InferenceError `image` when the image is too narrow.
 */
export function patchGrid(size: ImageSize, config: PatchConfig): PatchGrid {
  const { patchSize, mergeSize, minPixels, maxPixels } = config;
  const { width, height } = smartResize(size, patchSize * mergeSize, minPixels, maxPixels);
  const rows = height / patchSize;
  const columns = width / patchSize;
  return {
    width,
    height,
    grid: [1, rows, columns],
    tokens: (rows * columns) / (mergeSize * mergeSize),
  };
}
