import { readOrientation, upright } from '../orientation.ts';
import type { RgbImage } from '../rgbImage.ts';
import { damaged } from '../damaged.ts';
import { greyColours, paletteColours } from './colours.ts';
import type { PngHeader } from './header.ts';
import { inflateImage } from './inflateImage.ts';
import { colourWriter, keyedWriter, sampleWriter } from './pixels.ts';
import type { WritePixels } from './pixels.ts';
import { pngPasses } from './passes.ts';
import { readPngParts } from './parts.ts';
import type { PngParts } from './parts.ts';
import { unfilter } from './unfilter.ts';

/**
 * Decodes a PNG of any colour type, bit depth and interlacing.
 *
 * @throws InferenceError `image` when it is damaged or cut off.
 */
export function decodePng(bytes: Uint8Array): RgbImage {
  const parts = readPngParts(bytes);
  const { header, exif } = parts;
  const { width, height, bitDepth, channels } = header;
  const passes = pngPasses(header);
  const length = passes.reduce((sum, { rows, rowBytes }) => sum + rows * (rowBytes + 1), 0);
  const data = inflateImage(parts.data, length);
  const writePixels = pixelWriter(parts);
  const distance = Math.max((bitDepth * channels) / 8, 1);
  const output = new Uint8Array(width * height * 3);
  let at = 0;
  for (const pass of passes) {
    for (let row = 0, above = -1; row < pass.rows; row += 1) {
      const begin = at + 1;
      unfilter(data[at] ?? 0, data, begin, above, pass.rowBytes, distance);
      writePixels(data, begin, pass, output, 3 * ((pass.y + row * pass.stepY) * width + pass.x));
      above = begin;
      at = begin + pass.rowBytes;
    }
  }
  return upright({ width, height, data: output }, exif ? readOrientation(exif) : 1);
}

function pixelWriter({ header, palette, transparency }: PngParts): WritePixels {
  const { bitDepth, indexed, alpha, channels } = header;
  if (indexed) return colourWriter(header, paletteColours(palette, transparency));
  const key = transparency && !alpha ? transparentKey(header, transparency) : undefined;
  if (channels === 1 && bitDepth <= 8) return colourWriter(header, greyColours(bitDepth, key?.[0]));
  return key ? keyedWriter(header, key) : sampleWriter(header);
}

/** The bytes of the pixels that are transparent: the file has two for each sample. */
function transparentKey({ bitDepth, channels }: PngHeader, transparency: Uint8Array): Uint8Array {
  if (transparency.length !== 2 * channels)
    throw damaged('PNG', 'its transparent colour has a wrong length');
  return bitDepth === 16 ? transparency : transparency.filter((_, index) => index % 2 === 1);
}
