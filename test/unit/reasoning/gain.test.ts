import { describe, expect, it } from 'vitest';
import type { Box } from '../../../src/figures/frame.ts';
import { imageGain, type SeenImage } from '../../../src/reasoning/gain/gain.ts';
import { hashDistance } from '../../../src/reasoning/gain/similarity.ts';

const figures = [{ id: 'image_1', width: 400, height: 200 }];
const stats = (dhash: string, spread = 40) => ({ dhash: dhash.padEnd(16, '0'), spread });
const size = { width: 64, height: 48, png: new Uint8Array(1000) };
const view = (box: Box, scale: number, look: string, spread?: number) => ({
  ...size,
  frame: { figure: 'image_1', box, scale },
  stats: stats(look, spread),
});
const preview: SeenImage = { name: 'image_1', ...view([0, 0, 400, 200], 0.5, 'f0f0') };

describe('image gain', () => {
  it('measures enlargement against the best view of the region so far', () => {
    const crop = view([0, 0, 100, 100], 4, '1234');
    const first = imageGain(crop, [preview], figures);
    expect(first).toMatchObject({ magnification: 8, share: 0.125, overlap: 0.125, new: true });
    expect(first.reason).toBe('8× larger than shown before');
    const again = imageGain(
      view([10, 10, 90, 90], 4, 'abcd'),
      [preview, { name: 't1-1', ...crop }],
      figures,
    );
    expect(again).toMatchObject({ magnification: 1, new: false });
    expect(again.overlap).toBeCloseTo(0.64);
    expect(again.reason).toBe('no larger than shown before (1×)');
  });

  it('does not count a view that covers only part of the region', () => {
    const part: SeenImage = { name: 't1-1', ...view([0, 0, 50, 100], 8, '1234') };
    expect(imageGain(view([0, 0, 100, 100], 4, 'abcd'), [preview, part], figures)).toMatchObject({
      magnification: 8,
      overlap: 0.5,
    });
  });

  it('knows the whole figure again', () => {
    const whole = imageGain(view([0, 0, 400, 200], 0.5, 'f0f0'), [preview], figures);
    expect(whole).toMatchObject({ duplicateOf: 'image_1', share: 1, overlap: 1, new: false });
    expect(whole.reason).toBe('looks the same as image_1');
  });

  it('takes a marked or processed view of the same region for new', () => {
    expect(imageGain(view([0, 0, 400, 200], 0.5, 'f0f0', 55), [preview], figures)).toMatchObject({
      new: true,
      reason: 'a region shown before, drawn differently',
    });
  });

  it('does not confuse places that look alike', () => {
    const left: SeenImage = { name: 't1-1', ...view([0, 0, 100, 100], 4, '1234') };
    const right = imageGain(view([200, 0, 300, 100], 4, '1234'), [preview, left], figures);
    expect(right).not.toHaveProperty('duplicateOf');
    expect(right.new).toBe(true);
  });

  it('does not take an enlargement for a duplicate', () => {
    const small: SeenImage = { name: 't1-1', ...view([0, 0, 100, 100], 1, '1234') };
    expect(imageGain(view([0, 0, 100, 100], 4, '1234'), [small], figures)).toMatchObject({
      magnification: 4,
      new: true,
    });
  });

  it('marks blank images, whatever else holds', () => {
    expect(imageGain(view([0, 0, 10, 10], 30, '', 0.4), [preview], figures)).toMatchObject({
      blank: true,
      new: false,
      reason: 'blank: nearly one shade',
    });
  });

  it('finds the same drawing again', () => {
    const drawing = { ...size, stats: stats('1234') };
    expect(imageGain(drawing, [preview], figures)).toEqual({
      blank: false,
      new: true,
      reason: 'a picture that is no view of a figure',
    });
    expect(
      imageGain({ ...size, stats: stats('1235') }, [{ name: 't1-1', ...drawing }], figures),
    ).toMatchObject({ duplicateOf: 't1-1', new: false });
  });

  it('tells a drawing from the same one with a mark in it', () => {
    const drawing = { ...size, stats: stats('1234') };
    const seen = [{ name: 't1-1', ...drawing }];
    const marked = [
      { ...drawing, png: new Uint8Array(1010) },
      { ...drawing, width: 65 },
      { ...drawing, stats: stats('1234', 40.5) },
      { ...drawing, stats: stats('1237') },
    ];
    for (const image of marked)
      expect(imageGain(image, seen, figures)).not.toHaveProperty('duplicateOf');
  });

  it('calls a region of a figure that was never shown new', () => {
    expect(imageGain(view([0, 0, 100, 100], 1, '1234'), [], figures)).toMatchObject({
      overlap: 0,
      new: true,
      reason: 'a region not shown before',
    });
  });
});

describe('difference hashes', () => {
  it.each([
    ['0000000000000000', '0000000000000000', 0],
    ['0000000000000000', 'ffffffffffffffff', 64],
    ['8000000000000001', '0000000000000000', 2],
    ['', '', 64],
    ['xyz', '0000000000000000', 64],
  ])('%s and %s differ in %i bits', (a, b, bits) => {
    expect(hashDistance(a, b)).toBe(bits);
  });
});
