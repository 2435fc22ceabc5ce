import type { RgbImage } from '../../src/inference/image/index.ts';

/** A figure of this size: white ground, a photo with noise in one half, stripes in the other. The same in each run. */
export function drawnFigure(width: number, height: number): RgbImage {
  const data = new Uint8Array(width * height * 3).fill(255);
  let random = 1;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      if (x < width / 2) {
        random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
        const noise = random >>> 28;
        data[at] = 120 + 100 * Math.sin(x / 71 + y / 113) + noise;
        data[at + 1] = 120 + 100 * Math.cos(x / 53 - y / 31) + noise;
        data[at + 2] = 120 + 100 * Math.sin(y / 40) + noise;
      } else if (y % 40 < 3 || x % 97 < 2) {
        data.fill(0, at, at + 3);
      }
    }
  }
  return { width, height, data };
}
