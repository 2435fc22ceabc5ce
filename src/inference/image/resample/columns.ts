import type { RgbImage } from '../rgbImage.ts';
import { bicubicWeights, HALF, PRECISION } from './weights.ts';

/** Resizes an image to `width`, its height kept. The first of Pillow's two passes: results are rounded to bytes. */
export function resampleColumns(image: RgbImage, width: number): RgbImage {
  const { width: from, height, data } = image;
  if (from === width) return image;
  const { first, count, weights, stride } = bicubicWeights(from, width);
  // Clamps what overshoots.
  const output = new Uint8ClampedArray(width * height * 3);
  let to = 0;
  for (let y = 0; y < height; y += 1) {
    const row = y * from * 3;
    for (let x = 0; x < width; x += 1) {
      const begin = x * stride;
      const end = begin + (count[x] ?? 0);
      let at = row + (first[x] ?? 0) * 3;
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      for (let w = begin; w < end; w += 1) {
        const weight = weights[w] ?? 0;
        red += Math.imul(data[at] ?? 0, weight);
        green += Math.imul(data[at + 1] ?? 0, weight);
        blue += Math.imul(data[at + 2] ?? 0, weight);
        at += 3;
      }
      output[to] = red >> PRECISION;
      output[to + 1] = green >> PRECISION;
      output[to + 2] = blue >> PRECISION;
      to += 3;
    }
  }
  return { width, height, data: new Uint8Array(output.buffer) };
}
