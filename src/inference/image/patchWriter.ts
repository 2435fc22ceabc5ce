import { normalisationTable } from './normalise.ts';
import type { PatchConfig } from './patchConfig.ts';
import type { Grid } from './patchGrid.ts';
import type { Rows } from './resample/rows.ts';

/** Puts the pixels of an image where its patches have them. */
export interface PatchWriter {
  /** `[rows * columns, 3 * temporalPatchSize * patchSize * patchSize]`. */
  readonly pixelValues: Float32Array;
  /** Takes the pixels of a row of patches. Each patch is written as a whole, which is kinder to the caches than rows of pixels are. */
  write(pixels: Rows, patchRow: number): void;
}

/**
 * Order of transformers' Qwen2VLImageProcessor: row of tokens, column of tokens, row and column of a patch within its token; within a
 * patch channel, frame, y, x. All frames of an image are the same.
 *
 * @param into written to from its beginning, where it is long enough.
 */
export function patchWriter(
  config: PatchConfig,
  [, rows, columns]: Grid,
  into?: Float32Array,
): PatchWriter {
  const { patchSize, mergeSize, temporalPatchSize } = config;
  const plane = patchSize * patchSize;
  const patchLength = 3 * temporalPatchSize * plane;
  const rowBytes = columns * patchSize * 3;
  const length = rows * columns * patchLength;
  const pixelValues =
    into && into.length >= length ? into.subarray(0, length) : new Float32Array(length);
  const tables = [0, 1, 2].map((channel) => normalisationTable(config, channel));

  const write = ({ data, from }: Rows, patchRow: number) => {
    const rowInToken = patchRow % mergeSize;
    const firstOfTokens = (patchRow - rowInToken) * columns;
    for (let column = 0; column < columns; column += 1) {
      const columnInToken = column % mergeSize;
      const patch =
        firstOfTokens + (column - columnInToken + rowInToken) * mergeSize + columnInToken;
      const pixel = from + column * patchSize * 3;
      let to = patch * patchLength;
      for (const [channel, table] of tables.entries()) {
        writePlane(data, pixel + channel, rowBytes, table, pixelValues, to, patchSize);
        for (let frame = 1; frame < temporalPatchSize; frame += 1) {
          pixelValues.copyWithin(to + frame * plane, to, to + plane);
        }
        to += temporalPatchSize * plane;
      }
    }
  };
  return { pixelValues, write };
}

/** One channel of a patch: every third byte from `from` on. */
function writePlane(
  data: Uint8Array,
  from: number,
  rowBytes: number,
  table: Float32Array,
  output: Float32Array,
  to: number,
  patchSize: number,
): void {
  let place = to;
  for (let y = 0; y < patchSize; y += 1) {
    let at = from + y * rowBytes;
    for (let x = 0; x < patchSize; x += 1, at += 3, place += 1) {
      output[place] = table[data[at] ?? 0] ?? 0;
    }
  }
}
