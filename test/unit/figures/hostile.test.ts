import { expect, test } from 'vitest';
import { FigureError } from '../../../src/figures/errors.ts';
import { readFigureBytes } from '../../../src/figures/readFigureBytes.ts';
import { bmp } from '../../fixtures/encode/bmp.ts';
import { join } from '../../fixtures/encode/bytes.ts';
import { gif } from '../../fixtures/encode/gif.ts';
import { jpegSegments } from '../../fixtures/encode/jpeg.ts';
import { physChunk, pngChunk, rawPng } from '../../fixtures/encode/png.ts';
import { encodeTiff, exifBlock, grayPage } from '../../fixtures/encode/tiff.ts';
import { vp8, vp8l, vp8x, webpChunk, webpFile } from '../../fixtures/encode/webp.ts';

/** A small generator with a seed, so that a failure can be repeated (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SIGNATURES = [
  '\x89PNG\r\n\x1a\n',
  '\xff\xd8\xff',
  'RIFF\x20\0\0\0WEBP',
  'GIF89a',
  'BM',
  'II*\0',
  'MM\0*',
  'II+\0\x08\0\0\0',
  '',
];
const description = [270, 'ascii', 'ImageJ=1.5\nimages=9\nunit=nm\n'] as const;
const VALID: Uint8Array[] = [
  rawPng({ width: 5, height: 3, bitDepth: 8, colourType: 2, extra: [physChunk(4_000_000), pngChunk('eXIf', exifBlock(6))] }),
  jpegSegments({ width: 5, height: 3, exif: exifBlock(3) }),
  webpFile(vp8(5, 3)),
  webpFile(vp8l(5, 3, true)),
  webpFile(vp8x(5, 3, 0x1a), webpChunk('ANMF', new Uint8Array(16)), webpChunk('EXIF', exifBlock(5))),
  gif(5, 3, 2),
  bmp(5, 3, 8),
  encodeTiff({ pages: [grayPage(5, 3, [description]), grayPage(2, 2)] }),
  encodeTiff({ order: 'big', big: true, pages: [grayPage(5, 3), grayPage(2, 2)] }),
]; // prettier-ignore

/** Reads, and lets nothing through but a figure or a FigureError with a message. */
function survive(bytes: Uint8Array, what: string): 'read' | 'refused' {
  try {
    const figure = readFigureBytes(bytes, 'x');
    expect(figure.width * figure.height, what).toBeGreaterThan(0);
    return 'read';
  } catch (error) {
    expect(error, what).toBeInstanceOf(FigureError);
    return 'refused';
  }
}

test('random bytes behind every signature', () => {
  const next = random(1);
  for (let i = 0; i < 4000; i += 1) {
    const noise = Uint8Array.from({ length: Math.floor(next() * 300) }, () => next() * 256);
    survive(join(SIGNATURES[i % SIGNATURES.length] ?? '', noise), `random ${i}`);
  }
});

test('valid files with bytes changed, cut, doubled or put in', () => {
  const next = random(2);
  const counts = { read: 0, refused: 0 };
  for (let i = 0; i < 9000; i += 1) {
    const bytes = Array.from(VALID[i % VALID.length] ?? []);
    for (let n = 0; n <= next() * 4; n += 1) {
      const at = Math.floor(next() * bytes.length);
      const kind = next();
      if (kind < 0.6)
        bytes[at] = [0, 0xff, 0x80, Math.floor(next() * 256)][Math.floor(next() * 4)] ?? 0;
      else if (kind < 0.75) bytes.length = at;
      else if (kind < 0.9) bytes.splice(at, 0, Math.floor(next() * 256));
      else bytes.push(...bytes.slice(at));
    }
    counts[survive(Uint8Array.from(bytes), `mutation ${i}`)] += 1;
  }
  // Both happen, or the mutations would be too weak or too strong to show anything.
  expect(counts.read).toBeGreaterThan(100);
  expect(counts.refused).toBeGreaterThan(100);
});

test('every single byte of a valid file set to 255 or 0', () => {
  VALID.forEach((valid, file) => {
    expect(survive(valid, `file ${file}`)).toBe('read');
    for (let at = 0; at < valid.length; at += 1)
      for (const value of [0, 255]) {
        const bytes = Uint8Array.from(valid);
        bytes[at] = value;
        survive(bytes, `file ${file}, byte ${at} = ${value}`);
      }
  });
});

test('a TIFF whose entries claim more values than memory holds is refused', () => {
  const bytes = encodeTiff({ big: true, pages: [grayPage(5, 3)] });
  const view = new DataView(bytes.buffer);
  const first = Number(view.getBigUint64(8, true));
  for (let i = 0; i < 8; i += 1) view.setBigUint64(first + 8 + i * 20 + 4, 2n ** 61n, true);
  expect(survive(bytes, 'counts')).toBe('refused');
});

test('overlapping directories with as many entries as can be cost no more than the file has bytes', () => {
  // Every directory claims 65,535 entries; reading them all for each page would take minutes.
  const bytes = new Uint8Array(2_000_000);
  bytes.set(join('II*\0', [8, 0, 0, 0]));
  const view = new DataView(bytes.buffer);
  const [span, pages] = [2 + 65_535 * 12, 90_000];
  for (let i = 0; i < pages; i += 1) {
    const at = 8 + i * 12;
    view.setUint16(at, 0xffff, true);
    view.setUint32(at + span, i + 1 < pages ? at + 12 : 0, true);
  }
  expect(survive(bytes, 'overlapping')).toBe('refused');
});
