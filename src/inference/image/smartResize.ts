import { InferenceError } from '../errors.ts';
import type { ImageSize } from './rgbImage.ts';

/** Longer side by shorter side at most; the same limit as in transformers. */
const MAX_ASPECT_RATIO = 200;

/**
 * The size that a Qwen-VL model sees an image in: both sides multiples of `factor`, the area between the two limits where that is
 * possible, the aspect ratio nearly kept. As `smart_resize` of transformers' Qwen2VLImageProcessor, rounding included.
 *
 * @throws InferenceError `image` when one side is more than 200 times the other.
 */
export function smartResize(
  { width, height }: ImageSize,
  factor: number,
  minPixels: number,
  maxPixels: number,
): ImageSize {
  if (Math.max(height, width) / Math.min(height, width) > MAX_ASPECT_RATIO) {
    throw new InferenceError(
      'image',
      `An image of ${width} × ${height} pixels is too narrow for the model: its longer side may be ${MAX_ASPECT_RATIO} times its shorter side at most. Crop it, or show a part of it.`,
    );
  }
  const rounded = {
    width: roundHalfToEven(width / factor) * factor,
    height: roundHalfToEven(height / factor) * factor,
  };
  const area = rounded.width * rounded.height;
  if (area > maxPixels) {
    const beta = Math.sqrt((height * width) / maxPixels);
    const shrunk = (side: number) => Math.max(factor, Math.floor(side / beta / factor) * factor);
    return { width: shrunk(width), height: shrunk(height) };
  }
  if (area < minPixels) {
    const beta = Math.sqrt(minPixels / (height * width));
    const grown = (side: number) => Math.ceil((side * beta) / factor) * factor;
    return { width: grown(width), height: grown(height) };
  }
  return rounded;
}

/** Python's `round()`: 0.5 goes to 0, 1.5 and 2.5 to 2. For numbers of 0 and more. */
export function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}
