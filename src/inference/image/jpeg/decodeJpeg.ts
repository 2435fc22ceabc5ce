import { damaged } from '../damaged.ts';
import { readOrientation, upright } from '../orientation.ts';
import type { RgbImage } from '../rgbImage.ts';
import { colourModel, writeColours } from './colour.ts';
import { inverseTransform } from './idct.ts';
import { readJpegParts } from './parts.ts';
import { upsampledRows } from './upsample.ts';

/**
 * Decodes a JPEG (baseline, extended or progressive with Huffman codes; grey, YCbCr, RGB, CMYK, YCCK) to the same pixels as Pillow
 * with libjpeg-turbo.
 *
 * @throws InferenceError `image` when it is damaged, cut off, or of another kind.
 */
export function decodeJpeg(bytes: Uint8Array): RgbImage {
  const { frame, coefficients, quantisation, exif, jfif, transform } = readJpegParts(bytes);
  const { width, height, components } = frame;
  const rows = components.map((component) => {
    const data = coefficients.get(component);
    const factors = quantisation.get(component);
    if (!data || !factors) throw damaged('JPEG', 'one of its colours is missing');
    const samples = inverseTransform(data, factors, component);
    // Twice the samples: not kept longer than needed.
    coefficients.delete(component);
    return upsampledRows(samples, component, frame);
  });
  const model = colourModel(
    components.map(({ id }) => id),
    jfif,
    transform,
  );
  const image = { width, height, data: writeColours(model, rows, width, height) };
  return upright(image, exif ? readOrientation(exif) : 1);
}
