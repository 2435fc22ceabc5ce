import { expect, it } from 'vitest';
import { Random } from '../../../../src/inference/sampling/random.ts';

it('gives the numbers of xoshiro128** 1.1', () => {
  // From the authors' algorithm in other arithmetic, state 1, 2, 3, 4.
  const random = Random.fromState([1, 2, 3, 4]);
  expect(Array.from({ length: 10 }, () => random.bits())).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
    4258142804,
  ]);
});

it('gives numbers from 0 to below 1, evenly', () => {
  const random = new Random(3);
  const counts = new Array<number>(16).fill(0);
  for (let i = 0; i < 16_000; i++) {
    const number = random.number();
    expect(number >= 0 && number < 1).toBe(true);
    const at = Math.floor(number * 16);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  expect(chiSquare).toBeLessThan(15 + 4 * Math.sqrt(30));
});

it('tells near seeds apart', () => {
  const first = new Set(Array.from({ length: 1000 }, (_, seed) => new Random(seed).bits()));
  expect(first.size).toBeGreaterThan(990);
});
