import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isPlainPng } from '../../../src/sandbox/png.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function chunk(type: string, data: Uint8Array): number[] {
  const body = new Uint8Array([...Buffer.from(type), ...data]);
  const numbers = new DataView(new ArrayBuffer(8));
  numbers.setUint32(0, data.length);
  numbers.setUint32(4, typeof crc32 === 'function' ? crc32(body) : 0);
  const all = new Uint8Array(numbers.buffer);
  return [...all.subarray(0, 4), ...body, ...all.subarray(4)];
}

function header(width: number, height: number, depth = 8): Uint8Array {
  const data = new DataView(new ArrayBuffer(13));
  data.setUint32(0, width);
  data.setUint32(4, height);
  data.setUint8(8, depth);
  data.setUint8(9, 2);
  return new Uint8Array(data.buffer);
}

function png(width: number, height: number, extra: number[] = [], depth = 8): Uint8Array {
  const rows = deflateSync(new Uint8Array(height * (width * 3 + 1)));
  return new Uint8Array([
    ...SIGNATURE,
    ...chunk('IHDR', header(width, height, depth)),
    ...extra,
    ...chunk('IDAT', rows),
    ...chunk('IEND', new Uint8Array()),
  ]);
}

describe('an image from the sandbox', () => {
  it('is taken when it is a plain PNG of the told size', () => {
    expect(isPlainPng(png(3, 2), 3, 2)).toBe(true);
  });

  it.each<[string, Uint8Array]>([
    ['has another size than it tells', png(30_000, 2)],
    ['has 16 bits', png(3, 2, [], 16)],
    ['is cut off', png(3, 2).slice(0, -5)],
    ['has something behind its end', new Uint8Array([...png(3, 2), 1])],
    ['carries text', png(3, 2, chunk('tEXt', Buffer.from('<script>')))],
    [
      'has a chunk with an impossible length',
      png(3, 2, [0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4, 0, 0, 0, 0]),
    ],
    ['is another kind of file', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['is empty', new Uint8Array()],
  ])('is refused when it %s', (_what, bytes) => {
    expect(isPlainPng(bytes, 3, 2)).toBe(false);
  });
});
