import { describe, expect, it } from 'vitest';
import { positionIds, ropePositions } from '../../../../src/inference/positions/ropePositions.ts';

describe('ropePositions', () => {
  it('counts text in all three rows', () => {
    const { time, height, width, next } = ropePositions(4, []);
    for (const row of [time, height, width]) expect([...row]).toEqual([0, 1, 2, 3]);
    expect(next).toBe(4);
  });

  it('gives an image one time, its rows and columns, and text behind it the next free position', () => {
    const { time, height, width, next } = ropePositions(10, [
      { start: 2, count: 6, rows: 2, columns: 3 },
    ]);
    expect([...time]).toEqual([0, 1, 2, 2, 2, 2, 2, 2, 5, 6]);
    expect([...height]).toEqual([0, 1, 2, 2, 2, 3, 3, 3, 5, 6]);
    expect([...width]).toEqual([0, 1, 2, 3, 4, 2, 3, 4, 5, 6]);
    expect(next).toBe(7);
  });

  it('goes on over several images, also at the beginning, the end and side by side', () => {
    const { time, height, width, next } = ropePositions(8, [
      { start: 0, count: 2, rows: 2, columns: 1 },
      { start: 2, count: 1, rows: 1, columns: 1 },
      { start: 5, count: 3, rows: 1, columns: 3 },
    ]);
    expect([...time]).toEqual([0, 0, 2, 3, 4, 5, 5, 5]);
    expect([...height]).toEqual([0, 1, 2, 3, 4, 5, 5, 5]);
    expect([...width]).toEqual([0, 0, 2, 3, 4, 5, 6, 7]);
    expect(next).toBe(8);
  });
});

describe('positionIds', () => {
  const positions = ropePositions(6, [{ start: 1, count: 4, rows: 2, columns: 2 }]);

  it('cuts the rows that a decoder takes', () => {
    expect([...positionIds(positions, 1, 4, 3)]).toEqual([1n, 1n, 1n, 1n, 1n, 2n, 1n, 2n, 1n]);
  });

  it('gives plain positions alone or before the three', () => {
    expect([...positionIds(positions, 4, 6, 1)]).toEqual([4n, 5n]);
    expect([...positionIds(positions, 4, 6, 4)]).toEqual([4n, 5n, 1n, 3n, 2n, 3n, 2n, 3n]);
  });
});
