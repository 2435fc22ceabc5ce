import { describe, expect, it } from 'vitest';
import { distance } from '../../../../src/inference/engine/trial.ts';
import { toHalf } from '../../../../src/inference/sessions/floats.ts';

describe('distance', () => {
  const logits = Float32Array.from({ length: 300 }, (_, index) => Math.sin(index) * 4 + 9);

  it('is nothing for the same, little for rounding, much for others', () => {
    expect(distance(logits, logits)).toBe(0);
    expect(distance(logits, Uint16Array.from(logits, toHalf))).toBeLessThan(0.002);
    const other = Float32Array.from(logits, (_, index) => Math.sin(index * 1.7) * 4 + 9);
    expect(distance(logits, other)).toBeGreaterThan(1);
  });

  it('does not count what all logits have in common', () => {
    const higher = logits.map((value) => value + 1000);
    expect(
      distance(
        higher,
        higher.map((value) => value + 4),
      ),
    ).toBeCloseTo(
      distance(
        logits,
        logits.map((value) => value + 4),
      ),
      3,
    );
  });

  it('knows no agreement of what are no logits', () => {
    const broken = logits.map(() => NaN);
    expect(distance(logits, broken)).toBe(Infinity);
    expect(distance(broken, broken)).toBe(Infinity);
    expect(distance(new Float32Array(0), new Float32Array(0))).toBe(Infinity);
    expect(distance(logits, logits.subarray(1))).toBe(Infinity);
  });
});
