import { describe, expect, it } from 'vitest';
import { decodeGif } from '../../../src/sandbox/child/gif.ts';

/** Packs codes of growing width the way a GIF does, without ever using the dictionary: a clear code before it would grow. */
function lzw(indices: number[], codeSize: number): number[] {
  const clear = 1 << codeSize;
  const bits: number[] = [];
  const write = (code: number) => {
    for (let bit = 0; bit <= codeSize; bit++) bits.push((code >> bit) & 1);
  };
  indices.forEach((index, at) => {
    if (at % (clear - 2) === 0) write(clear);
    write(index);
  });
  write(clear + 1);
  const bytes: number[] = [];
  for (let at = 0; at < bits.length; at += 8)
    bytes.push(bits.slice(at, at + 8).reduce((sum, bit, position) => sum | (bit << position), 0));
  return bytes;
}

interface FrameOptions {
  readonly left?: number;
  readonly top?: number;
  readonly width: number;
  readonly height: number;
  readonly indices: number[];
  readonly disposal?: number;
  readonly transparent?: number;
  readonly interlaced?: boolean;
}

const PALETTE = [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9];
const u16 = (value: number) => [value & 255, value >> 8];

function gif(width: number, height: number, frames: FrameOptions[]): Uint8Array {
  const bytes = [...Buffer.from('GIF89a'), ...u16(width), ...u16(height), 0x81, 0, 0, ...PALETTE];
  for (const frame of frames) {
    const { left = 0, top = 0, disposal = 0, transparent, interlaced = false } = frame;
    const flags = (disposal << 2) | (transparent === undefined ? 0 : 1);
    bytes.push(0x21, 0xf9, 4, flags, 0, 0, transparent ?? 0, 0);
    bytes.push(
      0x2c,
      ...u16(left),
      ...u16(top),
      ...u16(frame.width),
      ...u16(frame.height),
      interlaced ? 0x40 : 0,
    );
    const data = lzw(frame.indices, 2);
    bytes.push(2, data.length, ...data, 0);
  }
  return new Uint8Array([...bytes, 0x3b]);
}

/** Palette indices of the decoded picture; '.' where it is transparent. */
function show({ rgba, width }: { rgba: Uint8Array; width: number }): string[] {
  const names = new Map([
    ['255,0,0,255', '0'],
    ['0,255,0,255', '1'],
    ['0,0,255,255', '2'],
    ['9,9,9,255', '3'],
    ['0,0,0,0', '.'],
  ]);
  const pixels: string[] = [];
  for (let at = 0; at < rgba.length; at += 4)
    pixels.push(names.get([...rgba.subarray(at, at + 4)].join(',')) ?? '?');
  const rows: string[] = [];
  for (let at = 0; at < pixels.length; at += width)
    rows.push(pixels.slice(at, at + width).join(''));
  return rows;
}

const full = { width: 3, height: 2, indices: [0, 1, 2, 3, 0, 1] };

describe('decodeGif', () => {
  it('reads a frame', () => {
    expect(show(decodeGif(gif(3, 2, [full]), 1))).toEqual(['012', '301']);
  });

  it('lays a smaller frame over the one before, without its transparent pixels', () => {
    const patch = { left: 1, top: 0, width: 2, height: 1, indices: [3, 0], transparent: 3 };
    expect(show(decodeGif(gif(3, 2, [full, patch]), 2))).toEqual(['010', '301']);
  });

  it('clears a frame whose disposal asks for the background', () => {
    const patch = { left: 0, top: 0, width: 2, height: 1, indices: [1, 1], disposal: 2 };
    const dot = { left: 2, top: 1, width: 1, height: 1, indices: [2] };
    expect(show(decodeGif(gif(3, 2, [full, patch, dot]), 3))).toEqual(['..2', '302']);
  });

  it('puts back what was there when the disposal asks for that', () => {
    const patch = { left: 0, top: 0, width: 2, height: 1, indices: [3, 3], disposal: 3 };
    const dot = { left: 2, top: 1, width: 1, height: 1, indices: [2] };
    expect(show(decodeGif(gif(3, 2, [full, patch, dot]), 3))).toEqual(['012', '302']);
  });

  it('puts the rows of an interlaced frame in order', () => {
    const indices = [0, 1, 2, 3, 0, 1, 2, 3, 1];
    const seen = show(
      decodeGif(gif(1, 9, [{ width: 1, height: 9, indices, interlaced: true }]), 1),
    );
    // Passes: rows 0 and 8, row 4, rows 2 and 6, rows 1, 3, 5, 7.
    expect(seen.join('')).toBe('013223011');
  });

  it('draws nothing outside of the picture', () => {
    const wide = { left: 2, top: 1, width: 3, height: 3, indices: Array(9).fill(1) as number[] };
    expect(show(decodeGif(gif(3, 2, [wide]), 1))).toEqual(['...', '..1']);
  });

  it('refuses a page that is not there and damaged files', () => {
    const file = gif(3, 2, [full]);
    expect(() => decodeGif(file, 2)).toThrow('1 frames');
    expect(() => decodeGif(file.slice(0, 20), 1)).toThrow(RangeError);
  });
});
