import { describe, expect, it } from 'vitest';
import { converted, fromHalf, toHalf } from '../../../../src/inference/sessions/floats.ts';

describe('halves', () => {
  it('come back as they were, for every number that is one', () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = fromHalf(bits);
      if (Number.isNaN(value)) expect(toHalf(value) & 0x7e00).toBe(0x7e00);
      else expect(toHalf(value), String(value)).toBe(bits);
    }
  });

  it.each([
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65519, 0x7bff],
    [65520, 0x7c00],
    [1e9, 0x7c00],
    [-Infinity, 0xfc00],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [2 ** -25 * 1.01, 0x0001],
    [2 ** -24 * 1.5, 0x0002],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [0.1, 0x2e66],
  ])('%d is rounded to nearest, ties to even', (value, bits) => {
    expect(toHalf(value)).toBe(bits);
  });

  it('arrays are converted only where the types differ', () => {
    const full = Float32Array.of(1, -0.5, 3.25);
    expect(converted(full, 'float32')).toBe(full);
    const half = converted(full, 'float16');
    expect(half).toBeInstanceOf(Uint16Array);
    expect([...converted(half, 'float32')]).toEqual([...full]);
  });
});
