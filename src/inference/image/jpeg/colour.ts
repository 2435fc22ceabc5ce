import type { RowSource } from './upsample.ts';

/** How the components of a JPEG make up colours. */
export type ColourModel = 'grey' | 'rgb' | 'ycc' | 'cmyk' | 'ycck';

/**
 * The colour model of a JPEG, by the rules of libjpeg.
 *
 * @param ids of the components.
 * @param transform what an Adobe segment says, where there is one.
 */
export function colourModel(
  ids: readonly number[],
  jfif: boolean,
  transform: number | undefined,
): ColourModel {
  if (ids.length === 1) return 'grey';
  if (ids.length === 4) return transform === 2 ? 'ycck' : 'cmyk';
  if (jfif) return 'ycc';
  if (transform !== undefined) return transform === 0 ? 'rgb' : 'ycc';
  return String.fromCharCode(...ids) === 'RGB' ? 'rgb' : 'ycc';
}

/** Writes rows of components as red, green and blue. */
export function writeColours(
  model: ColourModel,
  sources: readonly RowSource[],
  width: number,
  height: number,
): Uint8Array {
  const output = new Uint8ClampedArray(width * height * 3);
  const [first, second = first, third = first, black = first] = sources;
  if (!first || !second || !third || !black) return new Uint8Array(output.buffer);
  for (let y = 0; y < height; y += 1) {
    const to = y * width * 3;
    const [a, b, c] = [first(y), second(y), third(y)];
    if (model === 'ycc' || model === 'ycck') writeYcc(a, b, c, output, to, width);
    else writePlain(a, b, c, output, to, width);
    if (model === 'ycck') invert(output, to, to + 3 * width);
    if (model === 'cmyk' || model === 'ycck') darken(black(y), output, to, width);
  }
  return new Uint8Array(output.buffer);
}

type Row = Uint8Array | Uint8ClampedArray;

function writePlain(
  red: Row,
  green: Row,
  blue: Row,
  output: Uint8ClampedArray,
  to: number,
  width: number,
): void {
  for (let x = 0, at = to; x < width; x += 1, at += 3) {
    output[at] = red[x] ?? 0;
    output[at + 1] = green[x] ?? 0;
    output[at + 2] = blue[x] ?? 0;
  }
}

// 1.402, 1.772, 0.71414 and 0.34414 with 16 bits behind the point, as in libjpeg's jdcolor.c.
const RED_OF_CR = 91881;
const BLUE_OF_CB = 116130;
const GREEN_OF_CR = 46802;
const GREEN_OF_CB = 22554;
const HALF = 1 << 15;

function writeYcc(
  luma: Row,
  cbs: Row,
  crs: Row,
  output: Uint8ClampedArray,
  to: number,
  width: number,
): void {
  for (let x = 0, at = to; x < width; x += 1, at += 3) {
    const y = luma[x] ?? 0;
    const cb = (cbs[x] ?? 0) - 128;
    const cr = (crs[x] ?? 0) - 128;
    output[at] = y + ((RED_OF_CR * cr + HALF) >> 16);
    output[at + 1] = y + ((HALF - GREEN_OF_CB * cb - GREEN_OF_CR * cr) >> 16);
    output[at + 2] = y + ((BLUE_OF_CB * cb + HALF) >> 16);
  }
}

/** YCCK is made of inks' complements. */
function invert(output: Uint8ClampedArray, from: number, end: number): void {
  for (let at = from; at < end; at += 1) output[at] = 255 - (output[at] ?? 0);
}

/** Inks of a CMYK image are stored inverted, as Adobe does: what is there already is the light that they let through. */
function darken(black: Row, output: Uint8ClampedArray, to: number, width: number): void {
  for (let x = 0, at = to; x < width; x += 1) {
    const light = black[x] ?? 0;
    for (const end = at + 3; at < end; at += 1) {
      // Pillow's cmyk2rgb: rounded product of the ink and the light.
      const product = (255 - (output[at] ?? 0)) * light + 128;
      output[at] = light - (((product >> 8) + product) >> 8);
    }
  }
}
