import type { ImageSize, RgbImage } from './rgbImage.ts';

/** 1: as stored; 2 to 8: mirrored, turned, or both. Exif 2.3, 4.6.4. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const TAG = 0x0112;
const SHORT = 3;

/** The orientation in an EXIF block (a TIFF structure). Damaged metadata must not keep a good image from being read: it gives 1. */
export function readOrientation(block: Uint8Array): Orientation {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const little = block[0] === 0x49;
  if (block.length < 8 || view.getUint16(2, little) !== 42) return 1;
  const directory = view.getUint32(4, little);
  if (directory + 2 > block.length) return 1;
  const entries = view.getUint16(directory, little);
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + 12 * entry;
    if (at + 12 > block.length) return 1;
    if (view.getUint16(at, little) !== TAG || view.getUint16(at + 2, little) !== SHORT) continue;
    return valid(view.getUint16(at + 8, little));
  }
  return 1;
}

function valid(value: number): Orientation {
  return ([2, 3, 4, 5, 6, 7, 8] as const).find((known) => known === value) ?? 1;
}

/** Size of an image after it has been put upright. */
export function uprightSize({ width, height }: ImageSize, orientation: Orientation): ImageSize {
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

/** Turns and mirrors an image so that it stands as it was taken. */
export function upright(image: RgbImage, orientation: Orientation): RgbImage {
  if (orientation === 1) return image;
  const { width: columns, height: rows, data: from } = image;
  const { width, height } = uprightSize(image, orientation);
  const data = new Uint8Array(from.length);
  const transposed = orientation >= 5;
  // Where the pixels of a row and of a column of the result lie in the image as it is stored.
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBottom = [3, 4, 6, 7].includes(orientation);
  const alongX = (fromRight ? -1 : 1) * 3;
  const alongY = (fromBottom ? -1 : 1) * 3 * columns;
  const begin = (fromRight ? 3 * (columns - 1) : 0) + (fromBottom ? 3 * columns * (rows - 1) : 0);
  const [right, down] = transposed ? [alongY, alongX] : [alongX, alongY];
  let to = 0;
  for (let y = 0; y < height; y += 1) {
    let at = begin + y * down;
    for (let x = 0; x < width; x += 1, at += right, to += 3) {
      data[to] = from[at] ?? 0;
      data[to + 1] = from[at + 1] ?? 0;
      data[to + 2] = from[at + 2] ?? 0;
    }
  }
  return { width, height, data };
}
