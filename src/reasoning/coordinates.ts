import type { Box } from '../figures/frame.ts';
import { clampBox, wholePixels } from '../figures/frameMath.ts';

/**
 * Turns a box in coordinates from 0 to 1000, as Qwen3-VL speaks them, into source pixels of a figure. Only for models
 * that are known to use them: numbers alone do not tell which coordinates are meant.
 * @param width width of the figure in source pixels
 * @param height height of the figure in source pixels
 * @returns whole pixels inside the figure, x2 and y2 exclusive; undefined when nothing of the box is inside
 */
export function convert0to1000(box: Box, width: number, height: number): Box | undefined {
  const [x1, y1, x2, y2] = box;
  const pixels: Box = [
    (x1 * width) / 1000,
    (y1 * height) / 1000,
    (x2 * width) / 1000,
    (y2 * height) / 1000,
  ];
  const inside = clampBox(pixels, width, height);
  return inside && wholePixels(inside);
}
