import { describe, expect, it } from 'vitest';
import {
  fitBox,
  FITTED,
  fitScale,
  growBox,
  moveBox,
  panBy,
  placement,
  toScreen,
  toSourcePoint,
  viewOf,
  zoomAt,
} from '../../../webview/figure/geometry.ts';

const picture = { width: 800, height: 400 };
const place = { width: 400, height: 400 };

describe('a view of a picture', () => {
  it('fits the longer side and centres the shorter one', () => {
    expect(placement(FITTED, picture, place)).toEqual({ scale: 0.5, left: 0, top: 100 });
  });

  it('does not blow a tiny picture up to single pixels', () => {
    expect(fitScale({ width: 4, height: 4 }, place)).toBe(6);
  });

  it('keeps the point under the pointer where it is', () => {
    const point = { x: 300, y: 150 };
    const before = toSourcePoint(point.x, point.y, placement(FITTED, picture, place));
    let view = zoomAt(FITTED, 3, point, picture, place);
    view = zoomAt(view, 2, point, picture, place);
    const after = toSourcePoint(point.x, point.y, placement(view, picture, place));
    expect(after[0]).toBeCloseTo(before[0], 6);
    expect(after[1]).toBeCloseTo(before[1], 6);
  });

  it('ends zooming at 64 pixels per pixel, and at the whole picture', () => {
    const near = zoomAt(FITTED, 1e9, { x: 200, y: 200 }, picture, place);
    expect(placement(near, picture, place).scale).toBeCloseTo(64, 6);
    const far = zoomAt(near, 1e-9, { x: 200, y: 200 }, picture, place);
    expect(placement(far, picture, place).scale).toBeCloseTo(0.5, 6);
  });

  it('pans to the edge and no farther', () => {
    const view = zoomAt(FITTED, 4, { x: 200, y: 200 }, picture, place);
    const corner = placement(panBy(view, 1e6, 1e6, picture, place), picture, place);
    expect(corner).toEqual({ scale: 2, left: 0, top: 0 });
    const back = panBy(panBy(view, 1e6, 0, picture, place), -10, 0, picture, place);
    expect(placement(back, picture, place).left).toBeCloseTo(-10, 6);
  });

  it('shows a box with room around it', () => {
    const at = placement(viewOf([100, 100, 200, 200], picture, place), picture, place);
    const shown = toScreen([100, 100, 200, 200], at);
    expect(shown.width).toBeCloseTo(320, 6);
    expect(shown.x).toBeCloseTo(40, 6);
    expect(shown.y).toBeCloseTo(40, 6);
  });
});

describe('a region', () => {
  it('is of whole pixels inside the picture, however it was drawn', () => {
    expect(fitBox([300.4, 200.9, -50, 10.2], picture)).toEqual([0, 10, 301, 201]);
    expect(fitBox([900, 900, 950, 950], picture)).toEqual([799, 399, 800, 400]);
    expect(fitBox([5, 5, 5, 5], picture)).toEqual([5, 5, 6, 6]);
  });

  it('moves and grows as far as the picture goes', () => {
    expect(moveBox([10, 10, 50, 50], -100, 5, picture)).toEqual([0, 15, 40, 55]);
    expect(moveBox([10, 10, 50, 50], 1e4, 1e4, picture)).toEqual([760, 360, 800, 400]);
    expect(growBox([10, 10, 50, 50], 1e4, -1e4, picture)).toEqual([10, 10, 800, 11]);
  });
});
