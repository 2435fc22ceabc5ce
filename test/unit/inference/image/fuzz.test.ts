import { describe, expect, it } from 'vitest';
import { InferenceError } from '../../../../src/inference/errors.ts';
import { decodeImage, imageSize } from '../../../../src/inference/image/index.ts';
import { goldenFiles } from './images.ts';
import type { GoldenFile } from './images.ts';

/** Changed files of each kind, and bytes that are changed in one of them at most. */
const CHANGED = 60;
const MOST_BYTES = 4;

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

describe('a damaged image', () => {
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

  it.each(files.filter((_, index) => index % 5 === 0))(
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
});
