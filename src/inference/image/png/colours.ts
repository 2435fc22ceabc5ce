import { damaged } from '../damaged.ts';
import { onWhite } from '../onWhite.ts';

/** Most colours of a palette. */
const LARGEST = 256;

/**
 * The colours of a palette on white.
 *
 * @param opacities of the first colours; the others are opaque.
 * @throws InferenceError `image` when there is no palette, or it is no list of colours.
 */
export function paletteColours(
  palette: Uint8Array | undefined,
  opacities: Uint8Array | undefined,
): Uint8Array {
  if (!palette) throw damaged('PNG', 'its palette is missing');
  if (palette.length === 0 || palette.length % 3 !== 0 || palette.length > 3 * LARGEST) {
    throw damaged('PNG', 'its palette has a wrong length');
  }
  // Places beyond the palette are black, as libpng has them.
  const colours = new Uint8Array(3 * LARGEST);
  palette.forEach((sample, at) => {
    colours[at] = onWhite(sample, opacities?.[Math.floor(at / 3)] ?? 255);
  });
  return colours;
}

/** The greys of samples of up to 8 bits; `transparent` is the one that shows white. */
export function greyColours(bitDepth: number, transparent: number | undefined): Uint8Array {
  const colours = new Uint8Array(3 * LARGEST);
  const white = (1 << bitDepth) - 1;
  for (let value = 0; value <= white; value += 1) {
    colours.fill(value === transparent ? 255 : (value * 255) / white, 3 * value, 3 * value + 3);
  }
  return colours;
}
