import { InferenceError } from '../errors.ts';
import { normalisationTable, TABLE_ZERO } from './normalise.ts';
import type { PatchConfig } from './patchConfig.ts';
import { patchGrid } from './patchGrid.ts';
import type { Grid } from './patchGrid.ts';
import { resampleColumns } from './resample/columns.ts';
import { resampleRow } from './resample/rows.ts';
import { bicubicWeights, PRECISION } from './resample/weights.ts';
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
  const [, rows, columns] = target.grid;
  const rowBytes = target.width * 3;
  const narrowed = resampleColumns(image, target.width).data;
  const weights = bicubicWeights(height, target.height);
  const sums = new Int32Array(rowBytes);
  const writeRow = patchWriter(config, rows, columns);
  for (let y = 0; y < target.height; y += 1) {
    resampleRow(narrowed, rowBytes, weights, y, sums);
    writeRow.write(sums, y);
  }
  return { pixelValues: writeRow.pixelValues, grid: target.grid };
}

/** Takes rows of sums (red, green, blue, with PRECISION bits behind the point) and puts their values where the patches have them. */
function patchWriter(config: PatchConfig, rows: number, columns: number) {
  const { patchSize, mergeSize, temporalPatchSize } = config;
  const plane = patchSize * patchSize;
  const channelLength = temporalPatchSize * plane;
  const patchLength = 3 * channelLength;
  const pixelValues = new Float32Array(rows * columns * patchLength);
  const reds = normalisationTable(config, 0);
  const greens = normalisationTable(config, 1);
  const blues = normalisationTable(config, 2);
  const write = (sums: Int32Array, y: number) => {
    const patchRow = Math.floor(y / patchSize);
    const rowInToken = patchRow % mergeSize;
    // Of the first patch of the row of tokens.
    const firstPatch = (patchRow - rowInToken) * columns;
    const inPatch = (y % patchSize) * patchSize;
    let from = 0;
    for (let column = 0; column < columns; column += 1) {
      const columnInToken = column % mergeSize;
      const patch =
        firstPatch + (column - columnInToken) * mergeSize + rowInToken * mergeSize + columnInToken;
      const begin = patch * patchLength + inPatch;
      for (let frame = 0; frame < temporalPatchSize; frame += 1) {
        const red = begin + frame * plane;
        const green = red + channelLength;
        const blue = green + channelLength;
        let at = from;
        for (let x = 0; x < patchSize; x += 1, at += 3) {
          pixelValues[red + x] = reds[TABLE_ZERO + ((sums[at] ?? 0) >> PRECISION)] ?? 0;
          pixelValues[green + x] = greens[TABLE_ZERO + ((sums[at + 1] ?? 0) >> PRECISION)] ?? 0;
          pixelValues[blue + x] = blues[TABLE_ZERO + ((sums[at + 2] ?? 0) >> PRECISION)] ?? 0;
        }
      }
      from += patchSize * 3;
    }
  };
  return { pixelValues, write };
}
