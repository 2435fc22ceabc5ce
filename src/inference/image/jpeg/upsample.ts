import type { Component, Frame } from './frame.ts';

/** Gives row `y` of a component at the full width of the image. The array is used again for the next row. */
export type RowSource = (y: number) => Uint8Array | Uint8ClampedArray;

/**
 * Rows of a component at the size of the image. Components of half the width or height are interpolated with the triangle filter of
 * libjpeg's "fancy upsampling", others are repeated, rounding as there.
 */
export function upsampledRows(
  samples: Uint8ClampedArray,
  component: Component,
  frame: Frame,
): RowSource {
  const stride = component.blocksAcross * 8;
  const across = frame.horizontal / component.horizontal;
  const down = frame.vertical / component.vertical;
  const row = (y: number) => samples.subarray(y * stride, y * stride + component.width);
  if (across === 1 && down === 1) return row;
  const output = new Uint8Array(component.width * across);
  const smooth = component.width > 2;
  if (down === 1 && across === 2 && smooth) {
    return (y) => {
      widen(row(y), output);
      return output;
    };
  }
  const near = (y: number) => {
    const own = y >> 1;
    return Math.min(Math.max(y % 2 === 0 ? own - 1 : own + 1, 0), component.height - 1);
  };
  if (down === 2 && across === 1) {
    return (y) => {
      mixRows(row(y >> 1), row(near(y)), y % 2 === 0 ? 1 : 2, output);
      return output;
    };
  }
  if (down === 2 && across === 2 && smooth) {
    const sums = new Int32Array(component.width);
    return (y) => {
      sumRows(row(y >> 1), row(near(y)), sums);
      widenSums(sums, output);
      return output;
    };
  }
  return (y) => {
    const own = row(Math.floor(y / down));
    for (let x = 0; x < output.length; x += 1) output[x] = own[Math.floor(x / across)] ?? 0;
    return output;
  };
}

/** h2v1_fancy_upsample: 3/4 of the nearer sample, 1/4 of the next one. */
function widen(input: Uint8ClampedArray, output: Uint8Array): void {
  const last = input.length - 1;
  for (let x = 0; x <= last; x += 1) {
    const own = input[x] ?? 0;
    output[2 * x] = x === 0 ? own : (3 * own + (input[x - 1] ?? 0) + 1) >> 2;
    output[2 * x + 1] = x === last ? own : (3 * own + (input[x + 1] ?? 0) + 2) >> 2;
  }
}

/** h1v2_fancy_upsample. */
function mixRows(
  own: Uint8ClampedArray,
  near: Uint8ClampedArray,
  bias: number,
  output: Uint8Array,
): void {
  for (let x = 0; x < own.length; x += 1)
    output[x] = (3 * (own[x] ?? 0) + (near[x] ?? 0) + bias) >> 2;
}

/** h2v2_fancy_upsample, first step: columns. */
function sumRows(own: Uint8ClampedArray, near: Uint8ClampedArray, sums: Int32Array): void {
  for (let x = 0; x < sums.length; x += 1) sums[x] = 3 * (own[x] ?? 0) + (near[x] ?? 0);
}

/** h2v2_fancy_upsample, second step: rows. */
function widenSums(sums: Int32Array, output: Uint8Array): void {
  const last = sums.length - 1;
  for (let x = 0; x <= last; x += 1) {
    const own = sums[x] ?? 0;
    const before = x === 0 ? own : (sums[x - 1] ?? 0);
    const after = x === last ? own : (sums[x + 1] ?? 0);
    output[2 * x] = (3 * own + before + 8) >> 4;
    output[2 * x + 1] = (3 * own + after + 7) >> 4;
  }
}
