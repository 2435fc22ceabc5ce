import { HALF } from './weights.ts';
import type { ResampleWeights } from './weights.ts';

/**
 * Makes one row of an image that is resampled in its height: `sums` gets, for each byte of a row, the sum of the bytes above each other
 * by their weights, with PRECISION bits behind the point and not yet clamped.
 *
 * @param rowBytes bytes of a row, as in `sums`.
 */
export function resampleRow(
  data: Uint8Array,
  rowBytes: number,
  { first, count, weights, stride }: ResampleWeights,
  y: number,
  sums: Int32Array,
): void {
  const taps = count[y] ?? 0;
  let weight = y * stride;
  let row = (first[y] ?? 0) * rowBytes;
  const end = weight + taps;
  sums.fill(HALF);
  // Four rows at a time: enlarging needs no more, and each sum is read and written once for four products.
  for (; weight + 4 <= end; weight += 4, row += 4 * rowBytes) {
    addFour(data, row, rowBytes, weights, weight, sums);
  }
  for (; weight < end; weight += 1, row += rowBytes) {
    addOne(data, row, weights[weight] ?? 0, sums);
  }
}

function addFour(
  data: Uint8Array,
  row: number,
  rowBytes: number,
  weights: Int32Array,
  weight: number,
  sums: Int32Array,
): void {
  const a = weights[weight] ?? 0;
  const b = weights[weight + 1] ?? 0;
  const c = weights[weight + 2] ?? 0;
  const d = weights[weight + 3] ?? 0;
  const second = row + rowBytes;
  const third = second + rowBytes;
  const fourth = third + rowBytes;
  for (let x = 0; x < rowBytes; x += 1) {
    sums[x] =
      ((sums[x] ?? 0) +
        Math.imul(data[row + x] ?? 0, a) +
        Math.imul(data[second + x] ?? 0, b) +
        Math.imul(data[third + x] ?? 0, c) +
        Math.imul(data[fourth + x] ?? 0, d)) |
      0;
  }
}

function addOne(data: Uint8Array, row: number, weight: number, sums: Int32Array): void {
  for (let x = 0; x < sums.length; x += 1) {
    sums[x] = ((sums[x] ?? 0) + Math.imul(data[row + x] ?? 0, weight)) | 0;
  }
}
