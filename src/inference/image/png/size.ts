import { readOrientation, uprightSize } from '../orientation.ts';
import type { ImageSize } from '../rgbImage.ts';
import { pngChunks } from './chunks.ts';
import { pngHeader } from './parts.ts';

/**
 * The size of a PNG after it has been put upright. Nothing of the pixels is read.
 *
 * @throws InferenceError `image` when the bytes are no PNG, or it is damaged before its pixels.
 */
export function pngSize(bytes: Uint8Array): ImageSize {
  const header = pngHeader(bytes);
  for (const { type, data } of pngChunks(bytes, 'IDAT')) {
    if (type === 'eXIf') return uprightSize(header, readOrientation(data));
  }
  return uprightSize(header, 1);
}
