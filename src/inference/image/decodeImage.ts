import { InferenceError } from '../errors.ts';
import { jpegSize } from './jpeg/size.ts';
import { decodeJpeg } from './jpeg/decodeJpeg.ts';
import { decodePng } from './png/decodePng.ts';
import { pngSize } from './png/size.ts';
import type { ImageSize, RgbImage } from './rgbImage.ts';

export type ImageMime = 'image/png' | 'image/jpeg';

export interface DecodeOptions {
  /** Pixels of an image at most; it is refused before memory is taken. Default: 64 megapixels. */
  readonly maxPixels?: number;
}

const MAX_PIXELS = 64_000_000;

/**
 * Width and height from the header of a PNG or JPEG, turned as its EXIF orientation says.
 *
 * @throws InferenceError `image` when the bytes are no such image, or have more pixels than allowed.
 */
export function imageSize(
  bytes: Uint8Array,
  mime: ImageMime,
  { maxPixels = MAX_PIXELS }: DecodeOptions = {},
): ImageSize {
  const size = mime === 'image/png' ? pngSize(bytes) : jpegSize(bytes);
  const { width, height } = size;
  if (width * height > maxPixels) {
    throw new InferenceError(
      'image',
      `The image has ${width} × ${height} pixels; a model on this computer is given ${megapixels(maxPixels)} megapixels at most. Make it smaller, or show a part of it.`,
    );
  }
  return size;
}

/**
 * Reads a PNG or JPEG. Transparent parts are composed on white, samples of 16 bits lose their lower 8, EXIF orientation is applied.
 * Colour profiles and gamma are ignored, as Qwen's own code does.
 *
 * @throws InferenceError `image` when the bytes are no such image, are damaged or cut off, or have more pixels than allowed.
 */
export function decodeImage(bytes: Uint8Array, mime: ImageMime, options?: DecodeOptions): RgbImage {
  imageSize(bytes, mime, options);
  return mime === 'image/png' ? decodePng(bytes) : decodeJpeg(bytes);
}

function megapixels(pixels: number): string {
  return String(Number((pixels / 1e6).toPrecision(3)));
}
