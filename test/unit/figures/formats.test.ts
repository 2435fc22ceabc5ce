import { describe, expect, test } from 'vitest';
import { readFigureBytes } from '../../../src/figures/readFigureBytes.ts';
import { bmp } from '../../fixtures/encode/bmp.ts';
import { be32, join } from '../../fixtures/encode/bytes.ts';
import { gif } from '../../fixtures/encode/gif.ts';
import { jpegSegments } from '../../fixtures/encode/jpeg.ts';
import { pngChunk, rawPng } from '../../fixtures/encode/png.ts';
import { exifBlock } from '../../fixtures/encode/tiff.ts';
import { vp8, vp8l, vp8x, webpChunk, webpFile } from '../../fixtures/encode/webp.ts';

const read = (bytes: Uint8Array, page?: number) => readFigureBytes(bytes, 'figure', { page });

describe('PNG', () => {
  test.each([
    ['gray 1 bit', 0, 1, 1],
    ['gray 16 bit', 0, 16, 1],
    ['RGB', 2, 8, 3],
    ['palette 4 bit', 3, 4, 1],
    ['gray and alpha', 4, 8, 2],
    ['RGBA 16 bit', 6, 16, 4],
  ])('%s', (_, colourType, bitDepth, channels) => {
    expect(read(rawPng({ width: 7, height: 5, bitDepth, colourType }))).toMatchObject({
      format: 'png', width: 7, height: 5, bitDepth, channels, pages: 1, page: 1, orientation: 1, notices: [],
    }); // prettier-ignore
  });

  test('eXIf rotation is applied to the size', () => {
    const extra = [pngChunk('eXIf', exifBlock(6))];
    const figure = read(rawPng({ width: 7, height: 5, bitDepth: 8, colourType: 2, extra }));
    expect(figure).toMatchObject({ width: 5, height: 7, orientation: 6 });
  });

  test('an animated PNG is one picture, and says so', () => {
    const extra = [pngChunk('acTL', join(be32(3), be32(0)))];
    const figure = read(rawPng({ width: 7, height: 5, bitDepth: 8, colourType: 2, extra }));
    expect(figure.pages).toBe(1);
    expect(figure.notices).toEqual(['Animated PNG with 3 frames: its first picture is used.']);
  });
});

describe('JPEG', () => {
  test.each([
    ['baseline', 0xc0, 3],
    ['progressive', 0xc2, 3],
    ['gray', 0xc0, 1],
  ])('%s', (_, frame, channels) => {
    expect(read(jpegSegments({ width: 640, height: 480, frame, channels }))).toMatchObject({
      format: 'jpeg', width: 640, height: 480, bitDepth: 8, channels, orientation: 1, notices: [],
    }); // prettier-ignore
  });

  test('CMYK is named', () => {
    const figure = read(jpegSegments({ width: 8, height: 8, channels: 4 }));
    expect(figure.channels).toBe(4);
    expect(figure.notices.join()).toMatch(/CMYK/);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('EXIF orientation %i', (orientation) => {
    for (const order of ['little', 'big'] as const) {
      const exif = exifBlock(orientation, order);
      const figure = read(jpegSegments({ width: 640, height: 480, exif }));
      const [width, height] = orientation >= 5 ? [480, 640] : [640, 480];
      expect(figure).toMatchObject({ width, height, orientation });
    }
  });

  test('damaged EXIF does not keep the picture from being read', () => {
    const figure = read(
      jpegSegments({ width: 64, height: 48, exif: exifBlock(6).subarray(0, 20) }),
    );
    expect(figure).toMatchObject({ width: 64, height: 48, orientation: 1 });
    expect(figure.notices.join()).toMatch(/EXIF data is damaged/);
  });
});

describe('WebP', () => {
  test('lossy', () =>
    expect(read(webpFile(vp8(320, 200)))).toMatchObject({
      format: 'webp',
      width: 320,
      height: 200,
      channels: 3,
    }));
  test('lossless', () => {
    expect(read(webpFile(vp8l(321, 16000, false)))).toMatchObject({
      width: 321,
      height: 16000,
      channels: 3,
    });
    expect(read(webpFile(vp8l(1, 2, true)))).toMatchObject({ width: 1, height: 2, channels: 4 });
  });
  test('extended, rotated, with alpha', () => {
    const exif = webpChunk('EXIF', exifBlock(8));
    expect(read(webpFile(vp8x(300, 200, 0x18), vp8(300, 200), exif))).toMatchObject({
      width: 200,
      height: 300,
      channels: 4,
      orientation: 8,
    });
  });
  test('animated', () => {
    const frame = webpChunk('ANMF', new Uint8Array(16));
    const figure = read(webpFile(vp8x(30, 20, 0x02), frame, frame));
    expect(figure.notices).toEqual(['Animated WebP with 2 frames: its first picture is used.']);
  });
});

describe('GIF', () => {
  test('frames are pages', () => {
    const figure = read(gif(20, 10, 3), 2);
    expect(figure).toMatchObject({ format: 'gif', width: 20, height: 10, pages: 3, page: 2 });
    expect(figure.notices).toEqual(['Animated GIF: frame 2 of 3 is used.']);
  });
  test('a missing end mark is tolerated', () =>
    expect(read(gif(20, 10, 1, false)).notices.join()).toMatch(/no end mark/));
});

describe('BMP', () => {
  test.each([1, 4, 8])('%i bits with a palette', (bits) =>
    expect(read(bmp(9, 4, bits))).toMatchObject({
      format: 'bmp',
      width: 9,
      height: 4,
      bitDepth: bits,
      channels: 1,
    }),
  );
  test.each([[16, 3], [24, 3], [32, 4]])('%i bits', (bits, channels) =>
    expect(read(bmp(9, 4, bits))).toMatchObject({ bitDepth: 8, channels })); // prettier-ignore
  test('rows from the top', () =>
    expect(read(bmp(9, -4, 24))).toMatchObject({ width: 9, height: 4 }));
  test('OS/2 header', () =>
    expect(read(bmp(9, 4, 8, true))).toMatchObject({ width: 9, height: 4 }));
});
