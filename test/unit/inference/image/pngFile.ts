import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** What a test changes in an otherwise sound PNG of 4 × 4 pixels, RGB. */
export interface PngChanges {
  readonly header?: Partial<
    Record<'width' | 'height' | 'bits' | 'colour' | 'compression' | 'filter' | 'interlace', number>
  >;
  /** Data before compression; for 4 × 4 pixels it is 52 bytes. */
  readonly raw?: Uint8Array;
  readonly compressed?: Uint8Array;
  /** Chunks between header and pixels. */
  readonly before?: readonly Uint8Array[];
  /** Chunks between pixels and end. */
  readonly after?: readonly Uint8Array[];
}

export function pngFile({
  header = {},
  raw = new Uint8Array(52),
  compressed = deflateSync(raw),
  before = [],
  after = [],
}: PngChanges = {}): Uint8Array {
  const {
    width = 4,
    height = 4,
    bits = 8,
    colour = 2,
    compression = 0,
    filter = 0,
    interlace = 0,
  } = header;
  const start = Buffer.alloc(13);
  start.writeUInt32BE(width, 0);
  start.writeUInt32BE(height, 4);
  start.set([bits, colour, compression, filter, interlace], 8);
  return joined(
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', start),
    ...before,
    chunk('IDAT', compressed),
    ...after,
    chunk('IEND', new Uint8Array(0)),
  );
}

export function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  frame.set(body, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return new Uint8Array(frame);
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
