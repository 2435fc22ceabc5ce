import { InferenceError } from '../errors.ts';
import type { PatchConfig } from './patchConfig.ts';
import { patchGrid } from './patchGrid.ts';
import type { Grid } from './patchGrid.ts';
import { patchWriter } from './patchWriter.ts';
import { resampleColumns } from './resample/columns.ts';
import { resampleRow } from './resample/rows.ts';
import { bicubicWeights } from './resample/weights.ts';
import type { RgbImage } from './rgbImage.ts';

/** What the vision encoder takes for one image. */
export interface ImagePatches {
  /** `[rows * columns, 3 * temporalPatchSize * patchSize * patchSize]`: channel, frame, y, x within a patch. */
  readonly pixelValues: Float32Array;
  /** `image_grid_thw`. */
  readonly grid: Grid;
}

/**
 * Resizes an image (bicubic, bit by bit as Pillow does), normalises it and cuts it into patches, as transformers' Qwen2VLImageProcessor
 * does. Patches that become one token stand next to each other: token row, token column, row and column within the token.
 *
 * @throws InferenceError `image` when the image is too narrow.
 */
export function imagePatches(image: RgbImage, config: PatchConfig): ImagePatches {
  const { width, height, data } = image;
  if (width < 1 || height < 1 || data.length !== width * height * 3) {
    throw new InferenceError(
      'image',
      `An image of ${width} × ${height} pixels has ${data.length} bytes of pixels.`,
    );
  }
  const target = patchGrid(image, config);
  const rowBytes = target.width * 3;
  const narrowed = resampleColumns(image, target.width).data;
  const weights = bicubicWeights(height, target.height);
  const sums = new Int32Array(rowBytes);
  const writer = patchWriter(config, target.grid);
  for (let y = 0; y < target.height; y += 1) {
    resampleRow(narrowed, rowBytes, weights, y, sums);
    writer.write(sums, y);
  }
  return { pixelValues: writer.pixelValues, grid: target.grid };
}
