import { describe, expect, it } from 'vitest';
import { InferenceError } from '../../../../src/inference/errors.ts';
import { decodeImage, imageSize } from '../../../../src/inference/image/index.ts';
import { goldenFiles } from './images.ts';
import type { GoldenFile } from './images.ts';
import { chunk, pngFile } from './pngFile.ts';

/** Changed files of each kind, and bytes that are changed in one of them at most. */
const CHANGED = 40;
const MOST_BYTES = 4;

/** Of the Base64 of a file that is cut at each of its bytes. */
const MOST_TEXT = 1600;

const files = goldenFiles().filter(({ width }) => width > 1);

/** Numbers from 0 to below 2^32 that look random, always the same. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

/** Decodes; tells whether it could. Anything but an InferenceError about the image, or an image of another size, fails the test. */
function survives(bytes: Uint8Array, mime: GoldenFile['mime']): boolean {
  try {
    const size = imageSize(bytes, mime, { maxPixels: 4_000_000 });
    const image = decodeImage(bytes, mime, { maxPixels: 4_000_000 });
    expect({ width: image.width, height: image.height }).toEqual(size);
    expect(image.data).toHaveLength(3 * size.width * size.height);
    return true;
  } catch (error) {
    if (!(error instanceof InferenceError)) throw error;
    expect(error.kind).toBe('image');
    expect(error.message).toMatch(/^(The|An) .*\.$/);
    return false;
  }
}

// Much is decoded, and other tests may be busy at the same time.
describe('a damaged image', { timeout: 60_000 }, () => {
  it.each(files)(
    'of the kind $mime $name is refused or read, when bytes are changed',
    ({ mime, bytes, name }) => {
      const original = new Uint8Array(Buffer.from(bytes, 'base64'));
      const random = randomNumbers(name.length * original.length);
      for (let round = 0; round < CHANGED; round += 1) {
        const copy = original.slice();
        for (let count = 1 + (random() % MOST_BYTES); count > 0; count -= 1) {
          copy[random() % copy.length] = random() & 255;
        }
        survives(copy, mime);
      }
    },
  );

  it.each(files.filter(({ bytes }, index) => index % 4 === 0 && bytes.length < MOST_TEXT))(
    'of the kind $mime $name is refused wherever it is cut off',
    ({ mime, bytes }) => {
      const original = new Uint8Array(Buffer.from(bytes, 'base64'));
      expect(survives(original, mime)).toBe(true);
      for (let length = 0; length < original.length; length += 1) {
        expect({ length, read: survives(original.subarray(0, length), mime) }).toEqual({
          length,
          read: false,
        });
      }
    },
  );

  it.each(files.filter((_, index) => index % 5 === 1))(
    'of the kind $mime $name is refused or read, when a part is missing or twice there',
    ({ mime, bytes, name }) => {
      const original = new Uint8Array(Buffer.from(bytes, 'base64'));
      const random = randomNumbers(name.length + original.length);
      for (let round = 0; round < CHANGED; round += 1) {
        const from = random() % original.length;
        const to = random() % original.length;
        survives(Uint8Array.from([...original.subarray(0, from), ...original.subarray(to)]), mime);
      }
    },
  );

  it('is refused or read, when it is a PNG of anything with right checksums', () => {
    const random = randomNumbers(1);
    const one = <T>(values: readonly T[]): T => values[random() % values.length] as T;
    const noise = (length: number) => Uint8Array.from({ length }, () => random());
    let read = 0;
    for (let round = 0; round < 1500; round += 1) {
      const header = {
        width: 1 + (random() % 12),
        height: 1 + (random() % 12),
        bits: one([1, 2, 4, 8, 16, 8, 3]),
        colour: one([0, 2, 3, 4, 6, 1]),
        interlace: one([0, 1]),
      };
      // Filters are among the first bytes of rows, so small numbers are often there.
      const raw = noise(random() % 900).map((byte) => (byte < 253 ? byte % 5 : byte));
      const before = [
        chunk(one(['PLTE', 'PLTE', 'tRNS']), noise(3 * (random() % 258))),
        chunk('tRNS', noise(random() % 8)),
      ];
      if (survives(pngFile({ header, raw, before }), 'image/png')) read += 1;
      // Cut to its right length, more of them are read.
      const length = rawLength(header);
      if (length && survives(pngFile({ header, raw: raw.slice(0, length), before }), 'image/png'))
        read += 1;
    }
    expect(read).toBeGreaterThan(100);
  });
});

/** Bytes of the data of a PNG that is not interlaced; undefined for others. */
function rawLength(
  header: Readonly<Record<'width' | 'height' | 'bits' | 'colour' | 'interlace', number>>,
): number | undefined {
  const channels = [1, 0, 3, 1, 2, 0, 4][header.colour];
  if (header.interlace || !channels) return undefined;
  return header.height * (1 + Math.ceil((header.width * header.bits * channels) / 8));
}
