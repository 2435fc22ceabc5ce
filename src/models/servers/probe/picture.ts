import { deflateSync } from 'node:zlib';
import type { ModelImage } from '../../../reasoning/model.ts';

const WIDTH = 256;
const HEIGHT = 192;
const COLUMNS = 4;
const ROWS = 3;
const SIDE = 36;
const WHITE = 0;
const RED = 1;
const PALETTE = [255, 255, 255, 220, 30, 30];
/** Order in which places are taken: no row or pattern that could be guessed from the number alone. */
const PLACES = [5, 2, 8, 11, 0, 6, 9, 3, 4, 10, 1, 7];

/**
 * A white picture with some red squares, for asking a model how many it sees.
 * @param squares 0–12
 * @param scale 1: 256 × 192 px; a whole number
 */
export function squaresPicture(squares: number, scale = 1): ModelImage {
  const [width, height, side] = [WIDTH * scale, HEIGHT * scale, SIDE * scale];
  const pixels = new Uint8Array(width * height).fill(WHITE);
  for (const place of PLACES.slice(0, squares)) {
    const left = (place % COLUMNS) * (width / COLUMNS) + 14 * scale;
    const top = Math.floor(place / COLUMNS) * (height / ROWS) + 14 * scale;
    for (let y = top; y < top + side; y += 1)
      pixels.fill(RED, y * width + left, y * width + left + side);
  }
  return { mime: 'image/png', bytes: palettePng(pixels, width, height), width, height };
}

/** A PNG with a palette, one byte per pixel. */
function palettePng(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1)
    rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', header),
      chunk('PLTE', Buffer.from(PALETTE)),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** As PNG wants it; `zlib.crc32` is there from Node 20.15 on only. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
