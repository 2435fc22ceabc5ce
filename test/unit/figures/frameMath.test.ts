import { expect, test } from 'vitest';
import {
  boxArea,
  boxIou,
  clampBox,
  cropFrame,
  fromSource,
  intersect,
  isEmptyBox,
  toSource,
  wholeFrame,
  wholePixels,
} from '../../../src/figures/frameMath.ts';
import type { Box, Frame } from '../../../src/figures/frame.ts';

const A: Box = [0, 0, 10, 10];
const B: Box = [5, 5, 15, 15];

test('area, intersection and IoU', () => {
  expect(boxArea([2, 3, 12, 8])).toBe(50);
  expect(boxArea([5, 5, 2, 9])).toBe(0);
  expect(intersect(A, B)).toEqual([5, 5, 10, 10]);
  expect(intersect(A, [10, 0, 20, 10])).toBeUndefined();
  expect(boxIou(A, B)).toBeCloseTo(25 / 175);
  expect(boxIou(A, A)).toBe(1);
  expect(boxIou(A, [20, 20, 30, 30])).toBe(0);
});

test('clamping puts corners in order and cuts to the figure', () => {
  expect(clampBox([90, 50, -10, 20], 80, 60)).toEqual([0, 20, 80, 50]);
  expect(clampBox([100, 0, 120, 10], 80, 60)).toBeUndefined();
  expect(clampBox([NaN, 0, 1, 1], 80, 60)).toBeUndefined();
  expect(wholePixels([0.4, 1, 9.2, 9.9])).toEqual([0, 1, 10, 10]);
  expect([isEmptyBox([0, 0, 0, 5]), isEmptyBox([0, 0, Infinity, 1]), isEmptyBox(A)]).toEqual([
    true,
    true,
    false,
  ]);
});

test('boxes go from an image to its figure and back', () => {
  const frame: Frame = { figure: 'image_1', box: [100, 200, 150, 240], scale: 4 };
  expect(toSource([0, 0, 200, 160], frame)).toEqual(frame.box);
  expect(toSource([40, 8, 80, 16], frame)).toEqual([110, 202, 120, 204]);
  expect(fromSource(toSource([40, 8, 80, 16], frame), frame)).toEqual([40, 8, 80, 16]);
});

test('the frame of a crop of a crop', () => {
  const once = cropFrame([50, 50, 150, 150], wholeFrame('image_1', 400, 300, 0.5), 2);
  expect(once).toEqual({ figure: 'image_1', box: [100, 100, 300, 300], scale: 1 });
  expect(cropFrame([10, 10, 20, 20], once)).toEqual({
    figure: 'image_1',
    box: [110, 110, 120, 120],
    scale: 1,
  });
});
