import { describe, expect, it } from 'vitest';
import { imagePatches, patchGrid } from '../../../../src/inference/image/index.ts';
import type { PatchConfig } from '../../../../src/inference/image/index.ts';
import { roundHalfToEven } from '../../../../src/inference/image/smartResize.ts';
import { resampleColumns } from '../../../../src/inference/image/resample/columns.ts';
import { bicubicWeights } from '../../../../src/inference/image/resample/weights.ts';
import { drawnImage, failure } from './images.ts';

/** Two by two patches of one pixel make a token; values are those of the pixels. */
const TINY: PatchConfig = {
  patchSize: 1,
  mergeSize: 2,
  temporalPatchSize: 2,
  minPixels: 1,
  maxPixels: 1000,
  mean: [0, 0, 0],
  std: [1, 1, 1],
  rescale: 1,
};

describe('imagePatches', () => {
  it('puts the patches of a token next to each other, and the frames of a channel', () => {
    const data = Uint8Array.from({ length: 4 * 4 * 3 }, (_, index) => index);
    const { pixelValues, grid } = imagePatches({ width: 4, height: 4, data }, TINY);
    expect(grid).toEqual([1, 4, 4]);
    const patches = Array.from({ length: 16 }, (_, patch) => [
      ...pixelValues.subarray(6 * patch, 6 * patch + 6),
    ]);
    const pixels = [0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15];
    expect(patches).toEqual(
      pixels.map((pixel) => [
        3 * pixel,
        3 * pixel,
        3 * pixel + 1,
        3 * pixel + 1,
        3 * pixel + 2,
        3 * pixel + 2,
      ]),
    );
  });

  it('goes through a patch row by row', () => {
    const data = Uint8Array.from({ length: 2 * 4 * 3 }, (_, index) =>
      index % 3 === 0 ? index / 3 : 100,
    );
    const config = { ...TINY, patchSize: 2, mergeSize: 1, temporalPatchSize: 1 };
    const { pixelValues } = imagePatches({ width: 2, height: 4, data }, config);
    expect([...pixelValues.subarray(0, 4)]).toEqual([0, 1, 2, 3]);
    expect([...pixelValues.subarray(4, 12)]).toEqual(Array(8).fill(100));
    expect([...pixelValues.subarray(12, 16)]).toEqual([4, 5, 6, 7]);
  });

  it('normalises each channel by its own mean and deviation', () => {
    const config: PatchConfig = {
      ...TINY,
      rescale: 1 / 255,
      mean: [0.5, 0.25, 0],
      std: [0.5, 0.25, 2],
    };
    const { pixelValues } = imagePatches(
      { width: 2, height: 2, data: new Uint8Array(12).fill(255) },
      config,
    );
    expect([...pixelValues.subarray(0, 6)]).toEqual([1, 1, 3, 3, 0.5, 0.5]);
  });

  it('writes to an array that is there, when it is long enough', () => {
    const image = drawnImage(6, 4);
    const { pixelValues } = imagePatches(image, TINY);
    for (const spare of [0, 5]) {
      const into = new Float32Array(pixelValues.length + spare).fill(7);
      const again = imagePatches(image, TINY, into);
      expect(again.pixelValues.buffer).toBe(into.buffer);
      expect(again.pixelValues).toEqual(pixelValues);
      expect([...into.subarray(pixelValues.length)]).toEqual(Array(spare).fill(7));
    }
    const short = new Float32Array(pixelValues.length - 1);
    expect(imagePatches(image, TINY, short).pixelValues).toEqual(pixelValues);
    expect(short.some((value) => value !== 0)).toBe(false);
  });

  it('refuses an image whose bytes are not those of its size', () => {
    const image = { width: 2, height: 2, data: new Uint8Array(11) };
    expect(failure(() => imagePatches(image, TINY))).toEqual({
      kind: 'image',
      message: 'An image of 2 × 2 pixels has 11 bytes of pixels.',
    });
    expect(
      failure(() => imagePatches({ width: 0, height: 2, data: new Uint8Array(0) }, TINY)).kind,
    ).toBe('image');
    expect(
      failure(() => imagePatches({ width: 2, height: 0, data: new Uint8Array(0) }, TINY)).kind,
    ).toBe('image');
  });

  it('refuses an image that is too narrow', () => {
    expect(failure(() => imagePatches(drawnImage(402, 2), TINY)).kind).toBe('image');
    expect(imagePatches(drawnImage(400, 2), TINY).grid).toEqual([1, 2, 400]);
  });
});

describe('patchGrid', () => {
  it('counts a token for each square of patches', () => {
    const config = { ...TINY, patchSize: 16, maxPixels: 16777216 };
    expect(patchGrid({ width: 1920, height: 1080 }, config)).toEqual({
      width: 1920,
      height: 1088,
      grid: [1, 68, 120],
      tokens: 2040,
    });
  });
});

describe('roundHalfToEven', () => {
  it.each([
    [0, 0],
    [0.49999999999999994, 0],
    [0.5, 0],
    [0.5000000000000001, 1],
    [1.5, 2],
    [2.5, 2],
    [2.6, 3],
    [3.5, 4],
    [4.4, 4],
  ])('takes %d to %d', (value, rounded) => {
    expect(roundHalfToEven(value)).toBe(rounded);
  });
});

describe('bicubicWeights', () => {
  it.each([
    [7, 13],
    [13, 7],
    [640, 32],
    [5, 320],
    [1, 4],
    [4, 1],
  ])('from %d to %d samples add up to one and stay within the samples', (from, to) => {
    const { first, count, weights, stride } = bicubicWeights(from, to);
    for (let index = 0; index < to; index += 1) {
      const taps = [...weights.subarray(index * stride, index * stride + (count[index] ?? 0))];
      expect(taps.length).toBeGreaterThan(0);
      expect(first[index]).toBeGreaterThanOrEqual(0);
      expect((first[index] ?? 0) + taps.length).toBeLessThanOrEqual(from);
      expect(Math.abs(taps.reduce((sum, weight) => sum + weight, 0) - 2 ** 22)).toBeLessThan(
        taps.length,
      );
    }
  });

  it('takes each sample as it is when there are as many as before', () => {
    const { first, count, weights, stride } = bicubicWeights(9, 9);
    expect([...first]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect([...count]).toEqual(Array(9).fill(1));
    expect([...weights].filter((_, at) => at % stride === 0)).toEqual(Array(9).fill(2 ** 22));
  });

  it('spare the pass when the width stays', () => {
    const image = drawnImage(9, 4);
    expect(resampleColumns(image, 9)).toBe(image);
  });
});
