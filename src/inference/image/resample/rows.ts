import type { RgbImage } from '../rgbImage.ts';
import { bicubicWeights, HALF, PRECISION } from './weights.ts';

/** Rows of an image one above the other, in `data` from byte `from` on. */
export interface Rows {
  readonly data: Uint8Array;
  readonly from: number;
}

/**
 * Resizes an image in its height: gives `count` rows of the result from row `first` on. The second of Pillow's two passes. What was
 * given is overwritten by the next call.
 */
export type RowSource = (first: number, count: number) => Rows;

/** @param most rows that are asked for at once. */
export function resampledRows(image: RgbImage, height: number, most: number): RowSource {
  const { data } = image;
  const rowBytes = image.width * 3;
  if (image.height === height) return (first) => ({ data, from: first * rowBytes });
  const { first: firstInput, count: taps, weights, stride } = bicubicWeights(image.height, height);
  // Clamps what overshoots.
  const output = new Uint8ClampedArray(most * rowBytes);
  const given: Rows = { data: new Uint8Array(output.buffer), from: 0 };
  const sums = new Int32Array(rowBytes);
  return (first, count) => {
    for (let index = 0; index < count; index += 1) {
      const row = first + index;
      const from = (firstInput[row] ?? 0) * rowBytes;
      const own = weights.subarray(row * stride, row * stride + (taps[row] ?? 0));
      const to = index * rowBytes;
      if (own.length === 4) mixFour(data, from, rowBytes, own, output, to);
      else mix(data, from, rowBytes, own, sums, output, to);
    }
    return given;
  };
}

/** The usual case when an image is enlarged: sums need not be kept. */
function mixFour(
  data: Uint8Array,
  from: number,
  rowBytes: number,
  [a = 0, b = 0, c = 0, d = 0]: Int32Array,
  output: Uint8ClampedArray,
  to: number,
): void {
  const second = from + rowBytes;
  const third = second + rowBytes;
  const fourth = third + rowBytes;
  for (let x = 0; x < rowBytes; x += 1) {
    const sum =
      HALF +
      Math.imul(data[from + x] ?? 0, a) +
      Math.imul(data[second + x] ?? 0, b) +
      Math.imul(data[third + x] ?? 0, c) +
      Math.imul(data[fourth + x] ?? 0, d);
    output[to + x] = sum >> PRECISION;
  }
}

/** Any number of rows: one after the other, as they lie in memory. */
function mix(
  data: Uint8Array,
  from: number,
  rowBytes: number,
  weights: Int32Array,
  sums: Int32Array,
  output: Uint8ClampedArray,
  to: number,
): void {
  sums.fill(HALF);
  let row = from;
  for (const weight of weights) {
    for (let x = 0; x < rowBytes; x += 1) {
      sums[x] = ((sums[x] ?? 0) + Math.imul(data[row + x] ?? 0, weight)) | 0;
    }
    row += rowBytes;
  }
  for (let x = 0; x < rowBytes; x += 1) output[to + x] = (sums[x] ?? 0) >> PRECISION;
}
