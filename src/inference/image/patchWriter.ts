import { normalisationTable, TABLE_ZERO } from './normalise.ts';
import type { PatchConfig } from './patchConfig.ts';
import type { Grid } from './patchGrid.ts';
import { PRECISION } from './resample/weights.ts';

/** Puts the rows of an image where its patches have them. */
export interface PatchWriter {
  /** `[rows * columns, 3 * temporalPatchSize * patchSize * patchSize]`. */
  readonly pixelValues: Float32Array;
  /**
   * Takes row `y` of the resized image. Rows come from above to below.
   *
   * @param sums red, green, blue of each pixel, as resampleRow leaves them.
   */
  write(sums: Int32Array, y: number): void;
}

/**
 * Order of transformers' Qwen2VLImageProcessor: row of tokens, column of tokens, row and column of a patch within its token; within a
 * patch channel, frame, y, x. All frames of an image are the same.
 */
export function patchWriter(config: PatchConfig, [, rows, columns]: Grid): PatchWriter {
  const { patchSize, mergeSize, temporalPatchSize } = config;
  const plane = patchSize * patchSize;
  const channelLength = temporalPatchSize * plane;
  const patchLength = 3 * channelLength;
  const pixelValues = new Float32Array(rows * columns * patchLength);
  const tables = [
    normalisationTable(config, 0),
    normalisationTable(config, 1),
    normalisationTable(config, 2),
  ] as const;

  const write = (sums: Int32Array, y: number) => {
    const patchRow = Math.floor(y / patchSize);
    const rowInToken = patchRow % mergeSize;
    const inPatch = y % patchSize;
    const firstOfTokens = (patchRow - rowInToken) * columns;
    for (let column = 0; column < columns; column += 1) {
      const columnInToken = column % mergeSize;
      const patch =
        firstOfTokens + (column - columnInToken + rowInToken) * mergeSize + columnInToken;
      const begin = patch * patchLength;
      writePixels(
        sums,
        3 * column * patchSize,
        tables,
        pixelValues,
        begin + inPatch * patchSize,
        channelLength,
        patchSize,
      );
      if (inPatch === patchSize - 1) repeatFrames(pixelValues, begin, plane, temporalPatchSize);
    }
  };
  return { pixelValues, write };
}

function writePixels(
  sums: Int32Array,
  from: number,
  [reds, greens, blues]: readonly [Float32Array, Float32Array, Float32Array],
  output: Float32Array,
  to: number,
  channelLength: number,
  count: number,
): void {
  let at = from;
  for (let red = to; red < to + count; red += 1, at += 3) {
    const green = red + channelLength;
    output[red] = reds[TABLE_ZERO + ((sums[at] ?? 0) >> PRECISION)] ?? 0;
    output[green] = greens[TABLE_ZERO + ((sums[at + 1] ?? 0) >> PRECISION)] ?? 0;
    output[green + channelLength] = blues[TABLE_ZERO + ((sums[at + 2] ?? 0) >> PRECISION)] ?? 0;
  }
}

/** Copies the first frame of each channel of a patch to its other frames. */
function repeatFrames(output: Float32Array, patch: number, plane: number, frames: number): void {
  for (let channel = 0; channel < 3; channel += 1) {
    const first = patch + channel * frames * plane;
    for (let frame = 1; frame < frames; frame += 1) {
      output.copyWithin(first + frame * plane, first, first + plane);
    }
  }
}
