import { describe, expect, test } from 'vitest';
import { readFigureBytes } from '../../../src/figures/readFigureBytes.ts';
import { encodeTiff, grayPage, type TiffTag } from '../../fixtures/encode/tiff.ts';

const read = (bytes: Uint8Array, page?: number) => readFigureBytes(bytes, 'stack.tif', { page });

describe.each(['little', 'big'] as const)('%s-endian', (order) => {
  test.each([false, true])('sizes and samples (BigTIFF: %s)', (big) => {
    const rgb16 = encodeTiff({ order, big, pages: [grayPage(70000, 3, [], [16, 16, 16])] });
    expect(read(rgb16)).toMatchObject({ format: 'tiff', width: 70000, height: 3, bitDepth: 16, channels: 3, pages: 1 }); // prettier-ignore
    const bilevel = encodeTiff({ order, big, pages: [grayPage(9, 3, [], [1])] });
    expect(read(bilevel)).toMatchObject({ width: 9, bitDepth: 1, channels: 1 });
  });

  test('orientation swaps the sides', () => {
    const page = grayPage(70, 30, [[274, 'short', [8]]]);
    expect(read(encodeTiff({ order, pages: [page] }))).toMatchObject({
      width: 30,
      height: 70,
      orientation: 8,
    });
  });
});

test('each page has its own size', () => {
  const bytes = encodeTiff({
    pages: [grayPage(10, 20), grayPage(30, 40), grayPage(5, 6, [[254, 'long', [1]]])],
  });
  expect(read(bytes, 2)).toMatchObject({ width: 30, height: 40, pages: 3, page: 2 });
  expect(read(bytes).notices).toEqual([
    'TIFF with 3 pages (1 of them reduced copies or masks): page 1 is used.',
  ]);
});

test('an ImageJ stack behind one directory is told', () => {
  const page = grayPage(10, 20, [[270, 'ascii', 'ImageJ=1.54\nimages=12\n']]);
  expect(read(encodeTiff({ pages: [page] })).notices.join()).toMatch(/ImageJ stack of 12 images/);
});

describe('damage', () => {
  test('pages in a circle', () =>
    expect(() =>
      read(encodeTiff({ pages: [grayPage(4, 4), grayPage(4, 4)], last: 'first' })),
    ).toThrow(/circle/));
  test('a directory outside the file', () =>
    expect(() => read(encodeTiff({ pages: [grayPage(4, 4)], last: 99999 }))).toThrow(
      /directory.*99999/,
    ));
  test('pixel data outside the file', () => {
    const page = grayPage(4, 4).map((tag): TiffTag =>
      tag[0] === 279 ? [279, 'long', [5000]] : tag,
    );
    expect(() => read(encodeTiff({ pages: [page] }))).toThrow(/strip 1.*5000 bytes/);
  });
  test('no size', () =>
    expect(() => read(encodeTiff({ pages: [grayPage(4, 4).slice(1)] }))).toThrow(
      /no width or height/,
    ));
  test('no pixel data', () =>
    expect(() =>
      read(encodeTiff({ pages: [grayPage(4, 4).filter(([tag]) => tag !== 273)] })),
    ).toThrow(/no pixel data/));
  test('samples that do not exist', () =>
    expect(() => read(encodeTiff({ pages: [grayPage(4, 4, [], [999])] }))).toThrow(/999 bits/));
  test('the last page is cut off', () => {
    const bytes = encodeTiff({ pages: [grayPage(4, 4)] });
    expect(() => read(bytes.subarray(0, bytes.length - 20))).toThrow(/cut off or damaged/);
  });
});
