import { describe, expect, it } from 'vitest';
import { deflateSync } from 'node:zlib';
import { decodeImage, imageSize } from '../../../../src/inference/image/index.ts';
import { failure, goldenFile } from './images.ts';
import { chunk, joined, pngFile } from './pngFile.ts';

const decode = (bytes: Uint8Array) => decodeImage(bytes, 'image/png');
const refusal = (bytes: Uint8Array) => {
  const { kind, message } = failure(() => decode(bytes));
  expect(kind).toBe('image');
  return message;
};

describe('a PNG', () => {
  it('is read when nothing is wrong with it', () => {
    expect(decode(pngFile())).toEqual({ width: 4, height: 4, data: new Uint8Array(48) });
  });

  it('is refused above the limit of pixels, before memory is taken', () => {
    const bytes = pngFile({ header: { width: 0x7fffffff, height: 0x7fffffff } });
    expect(refusal(bytes)).toContain('2147483647 × 2147483647 pixels');
    expect(failure(() => imageSize(bytes, 'image/png')).message).toContain('64 megapixels at most');
  });

  it('is refused with a limit that is easy to read', () => {
    const large = pngFile({ header: { width: 2000, height: 2000 } });
    const { message } = failure(() => imageSize(large, 'image/png', { maxPixels: 1_234_567 }));
    expect(message).toContain(
      '2000 × 2000 pixels; a model on this computer is given 1.23 megapixels',
    );
  });

  it('gives its size from what is before its pixels', () => {
    const start = pngFile().subarray(0, 45);
    expect(imageSize(start, 'image/png')).toEqual({ width: 4, height: 4 });
    expect(refusal(start)).toContain('it ends within its chunk IDAT');
    expect(failure(() => imageSize(pngFile().subarray(0, 32), 'image/png')).kind).toBe('image');
  });

  it('may have as many pixels as the limit says, and not one more', () => {
    expect(decodeImage(pngFile(), 'image/png', { maxPixels: 16 }).width).toBe(4);
    expect(failure(() => decodeImage(pngFile(), 'image/png', { maxPixels: 15 })).message).toContain(
      '4 × 4 pixels',
    );
    expect(imageSize(pngFile({ header: { width: 8000, height: 8000 } }), 'image/png').width).toBe(
      8000,
    );
    expect(
      failure(() => imageSize(pngFile({ header: { width: 8001, height: 8000 } }), 'image/png'))
        .kind,
    ).toBe('image');
  });

  it('is refused when so few bytes cannot be so many pixels', () => {
    expect(refusal(pngFile({ header: { width: 8000, height: 8000 } }))).toContain(
      'most of its pixels are missing',
    );
  });

  it('is refused when it decompresses to more or less than its size', () => {
    expect(refusal(pngFile({ raw: new Uint8Array(53) }))).toContain(
      'there is more than its size allows',
    );
    expect(refusal(pngFile({ raw: new Uint8Array(50_000_000) }))).toContain(
      'there is more than its size allows',
    );
    expect(refusal(pngFile({ raw: new Uint8Array(51) }))).toContain(
      'the last of its pixels are missing',
    );
  });

  it('is refused when its pixels are not compressed, or cut', () => {
    expect(refusal(pngFile({ compressed: new Uint8Array(60) }))).toContain(
      'its pixels cannot be decompressed',
    );
    const half = deflateSync(Uint8Array.from({ length: 52 }, (_, at) => (at * 77) & 255)).subarray(
      0,
      30,
    );
    expect(refusal(pngFile({ compressed: half }))).toContain('its pixels cannot be decompressed');
    expect(refusal(pngFile({ compressed: new Uint8Array(0) }))).toContain(
      'most of its pixels are missing',
    );
  });

  it.each([
    [{ width: 0 }, 'no pixels'],
    [{ height: 0 }, 'no pixels'],
    [{ bits: 3 }, 'colour type 2 with 3 bits'],
    [{ bits: 16, colour: 3 }, 'colour type 3 with 16 bits'],
    [{ colour: 5 }, 'colour type 5 with 8 bits'],
    [{ compression: 1 }, 'a method that PNG does not know'],
    [{ filter: 1 }, 'a method that PNG does not know'],
    [{ interlace: 2 }, 'a method that PNG does not know'],
  ])('is refused with the header %j', (header, words) => {
    expect(refusal(pngFile({ header }))).toContain(words);
    expect(failure(() => imageSize(pngFile({ header }), 'image/png')).message).toContain(words);
  });

  it('is refused with a filter that there is not', () => {
    const raw = new Uint8Array(52);
    raw[13] = 5;
    expect(refusal(pngFile({ raw }))).toContain('has a filter that PNG does not know');
  });

  it('is refused with a wrong checksum where it matters, and read without what does not', () => {
    const broken = pngFile();
    broken[broken.length - 14] = (broken[broken.length - 14] ?? 0) ^ 1;
    expect(refusal(broken)).toContain('its chunk IDAT has a wrong checksum');
    const text = chunk('tEXt', Uint8Array.of(65, 0, 66));
    text[text.length - 1] = (text[text.length - 1] ?? 0) ^ 1;
    expect(decode(pngFile({ before: [text] })).width).toBe(4);
  });

  it('is refused without end, without pixels, and with a needed chunk that is not known', () => {
    const whole = pngFile();
    expect(refusal(whole.subarray(0, whole.length - 12))).toContain('its end is missing');
    expect(refusal(whole.subarray(0, 50))).toContain('it ends within its chunk IDAT');
    expect(refusal(joined(whole.subarray(0, 33), whole.subarray(-12)))).toContain(
      'it has no pixels',
    );
    expect(refusal(pngFile({ before: [chunk('ABCD', new Uint8Array(1))] }))).toContain(
      'a chunk ABCD',
    );
    expect(refusal(joined(whole.subarray(0, 8), whole.subarray(33)))).toContain(
      'does not begin with its header',
    );
    expect(refusal(pngFile({ before: [chunk('12AB', new Uint8Array(1))] }))).toContain(
      'something in it is no chunk',
    );
    expect(refusal(joined(whole.subarray(0, 8), chunk('IHDR', new Uint8Array(12))))).toContain(
      'its header has a wrong length',
    );
  });

  it('needs a sound palette when it has indexed colours', () => {
    const header = { colour: 3 };
    const raw = new Uint8Array(20);
    const palette = (length: number) =>
      pngFile({ header, raw, before: [chunk('PLTE', new Uint8Array(length).fill(7))] });
    expect(refusal(pngFile({ header, raw }))).toContain('its palette is missing');
    for (const length of [0, 4, 771])
      expect(refusal(palette(length))).toContain('its palette has a wrong length');
    expect([...decode(palette(3)).data.subarray(0, 3)]).toEqual([7, 7, 7]);
  });

  it('shows black where its palette has no colour', () => {
    const raw = new Uint8Array(20).fill(1);
    for (const row of [0, 5, 10, 15]) raw[row] = 0;
    const before = [chunk('PLTE', Uint8Array.of(9, 9, 9))];
    expect(decode(pngFile({ header: { colour: 3 }, raw, before })).data).toEqual(
      new Uint8Array(48),
    );
  });

  it('needs a transparent colour of the right length', () => {
    const before = [chunk('tRNS', new Uint8Array(5))];
    expect(refusal(pngFile({ before }))).toContain('its transparent colour has a wrong length');
    expect(decode(pngFile({ before: [chunk('tRNS', new Uint8Array(6))] })).data).toEqual(
      new Uint8Array(48).fill(255),
    );
  });

  it('has transparent pixels only where all samples are those of the transparent colour', () => {
    const pixels = [1, 2, 3, 9, 2, 3, 1, 9, 3, 1, 2, 9];
    const header = { height: 1 };
    const before = [chunk('tRNS', Uint8Array.of(0, 1, 0, 2, 0, 3))];
    const image = decode(pngFile({ header, raw: Uint8Array.of(0, ...pixels), before }));
    expect([...image.data]).toEqual([255, 255, 255, ...pixels.slice(3)]);
  });

  it('ignores what comes after its pixels', () => {
    const after = [chunk('tRNS', new Uint8Array(6))];
    expect(decode(pngFile({ after })).data).toEqual(new Uint8Array(48));
    expect(decode(joined(pngFile(), new Uint8Array(100))).width).toBe(4);
  });

  it('stays as it is stored when its EXIF data is damaged', () => {
    for (const exif of [
      [],
      [0x49, 0x49, 42, 0, 8, 0, 0, 0],
      [0x4d, 0x4d, 0, 42, 0xff, 0xff, 0xff, 0xff],
    ]) {
      const before = [chunk('eXIf', Uint8Array.from(exif))];
      expect(imageSize(pngFile({ before }), 'image/png')).toEqual({ width: 4, height: 4 });
    }
  });

  it('is turned by EXIF data of either byte order, which may end with its entry', () => {
    const little = [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0];
    const big = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0];
    const size = (exif: number[]) => {
      const before = [chunk('eXIf', Uint8Array.from(exif))];
      return imageSize(pngFile({ header: { height: 3 }, before }), 'image/png');
    };
    for (const exif of [little, big]) {
      expect(size(exif)).toEqual({ width: 3, height: 4 });
      expect(size(exif.slice(0, -1))).toEqual({ width: 4, height: 3 });
    }
    // A number of another type, and an orientation that there is not.
    expect(size(big.with(13, 4))).toEqual({ width: 4, height: 3 });
    expect(size(big.with(19, 9))).toEqual({ width: 4, height: 3 });
  });

  it('is not taken for a JPEG, nor a JPEG for a PNG', () => {
    expect(failure(() => decodeImage(pngFile(), 'image/jpeg')).message).toContain(
      'said to be a JPEG',
    );
    expect(refusal(goldenFile('best', 'image/jpeg'))).toContain('said to be a PNG');
    expect(refusal(new Uint8Array(0))).toContain('said to be a PNG');
    expect(failure(() => decodeImage(new Uint8Array(0), 'image/jpeg')).message).toContain(
      'said to be a JPEG',
    );
  });

  it('is read from the middle of a larger buffer', () => {
    const around = joined(new Uint8Array(5), goldenFile('rgba8', 'image/png'), new Uint8Array(5));
    expect(decode(around.subarray(5, around.length - 5))).toEqual(
      decode(goldenFile('rgba8', 'image/png')),
    );
  });
});
