import { onWhite } from '../onWhite.ts';
import type { PngHeader } from './header.ts';
import type { PngPass } from './passes.ts';

/** Writes the pixels of an unfiltered row, which begins at `from` in `data`, from byte `to` of `output` on. */
export type WritePixels = (
  data: Uint8Array,
  from: number,
  pass: PngPass,
  output: Uint8Array,
  to: number,
) => void;

/** Samples of up to 8 bits that each stand for one colour, by the table: palettes and grey. Three bytes a colour. */
export function colourWriter({ bitDepth }: PngHeader, colours: Uint8Array): WritePixels {
  const perByte = 8 / bitDepth;
  const mask = (1 << bitDepth) - 1;
  return (data, from, { columns, stepX }, output, to) => {
    for (let x = 0, at = to; x < columns; x += 1, at += 3 * stepX) {
      const shift = 8 - bitDepth * ((x % perByte) + 1);
      const colour = 3 * (((data[from + Math.floor(x / perByte)] ?? 0) >> shift) & mask);
      output[at] = colours[colour] ?? 0;
      output[at + 1] = colours[colour + 1] ?? 0;
      output[at + 2] = colours[colour + 2] ?? 0;
    }
  };
}

/** Samples of 8 or 16 bits, of which the upper 8 are taken, with or without alpha. */
export function sampleWriter({ bitDepth, channels, alpha }: PngHeader): WritePixels {
  const bytes = bitDepth / 8;
  const pixelBytes = channels * bytes;
  const [green, blue] = channels >= 3 ? [bytes, 2 * bytes] : [0, 0];
  const opacity = pixelBytes - bytes;
  return (data, from, { columns, stepX, rowBytes }, output, to) => {
    if (pixelBytes === 3 && stepX === 1) {
      output.set(data.subarray(from, from + rowBytes), to);
      return;
    }
    for (
      let x = 0, at = to, pixel = from;
      x < columns;
      x += 1, at += 3 * stepX, pixel += pixelBytes
    ) {
      const opaque = alpha ? (data[pixel + opacity] ?? 0) : 255;
      output[at] = onWhite(data[pixel] ?? 0, opaque);
      output[at + 1] = onWhite(data[pixel + green] ?? 0, opaque);
      output[at + 2] = onWhite(data[pixel + blue] ?? 0, opaque);
    }
  };
}

/** As `sampleWriter`, for images in which pixels of exactly one colour are transparent: its samples' bytes, as in the data. */
export function keyedWriter(header: PngHeader, key: Uint8Array): WritePixels {
  const writePixels = sampleWriter(header);
  const pixelBytes = key.length;
  return (data, from, pass, output, to) => {
    writePixels(data, from, pass, output, to);
    for (
      let x = 0, at = to, pixel = from;
      x < pass.columns;
      x += 1, at += 3 * pass.stepX, pixel += pixelBytes
    ) {
      let byte = 0;
      while (byte < pixelBytes && data[pixel + byte] === key[byte]) byte += 1;
      if (byte === pixelBytes) output.fill(255, at, at + 3);
    }
  };
}
