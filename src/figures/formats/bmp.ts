import { ByteReader } from '../byteReader.ts';
import type { ImageHeader } from '../header.ts';
import { cutOff, Malformed } from '../malformed.ts';

const HEADER_SIZES = new Set([12, 16, 40, 52, 56, 64, 108, 124]);
const BITS_PER_PIXEL = new Set([1, 2, 4, 8, 16, 24, 32]);
/** BI_RGB and BI_BITFIELDS: rows are stored plainly, so the file's length can be checked. */
const PLAIN = new Set([0, 3, 6]);
const BI_JPEG = 4;
const BI_PNG = 5;

/** Windows and OS/2 bitmaps. */
export function readBmp(bytes: Uint8Array): ImageHeader {
  const reader = new ByteReader(bytes, 'BMP', true);
  if (!reader.has(0, 26)) throw cutOff('BMP', 'inside its header');
  const pixels = reader.u32(10);
  const headerSize = reader.u32(14);
  if (!HEADER_SIZES.has(headerSize))
    throw new Malformed(`the BMP header is damaged: no header has ${headerSize} bytes.`);
  const core = headerSize === 12;
  if (!reader.has(14, headerSize)) throw cutOff('BMP', 'inside its header');
  const width = core ? reader.u16(18) : reader.i32(18);
  // A negative height means that the rows run from the top.
  const height = Math.abs(core ? reader.u16(20) : reader.i32(22));
  const bitsPerPixel = core ? reader.u16(24) : reader.u16(28);
  const compression = core || headerSize === 16 ? 0 : reader.u32(30);
  if (!BITS_PER_PIXEL.has(bitsPerPixel))
    throw new Malformed(`the BMP header is damaged: ${bitsPerPixel} bits per pixel do not exist.`);
  if (width < 0) throw new Malformed(`the BMP header is damaged: a width of ${width} pixels.`);
  if (compression === BI_JPEG || compression === BI_PNG)
    throw new Malformed(
      'this BMP file wraps a JPEG or PNG for a printer, which cannot be read.',
      'Convert it to PNG.',
    );
  const rowBytes = Math.ceil((width * bitsPerPixel) / 32) * 4;
  // Run-length compressed rows have no length that could be known beforehand.
  const end = pixels + (PLAIN.has(compression) ? rowBytes * height : 1);
  if (end > bytes.length) throw cutOff('BMP', `after ${bytes.length} of ${end} bytes`);
  const palette = bitsPerPixel <= 8;
  return {
    format: 'bmp',
    width,
    height,
    bitDepth: palette ? bitsPerPixel : 8,
    channels: palette ? 1 : bitsPerPixel === 32 ? 4 : 3,
    pages: 1,
    orientation: 1,
    notices: [],
  };
}
