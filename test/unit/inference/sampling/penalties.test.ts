import { expect, it } from 'vitest';
import { History } from '../../../../src/inference/sampling/history.ts';
import { resolveSampling } from '../../../../src/inference/sampling/index.ts';
import { atLeast, highest, kthHighest } from '../../../../src/inference/sampling/select.ts';

it('penalties make tokens less likely, whether their logits are above or below zero', () => {
  const history = new History();
  history.reset([0, 1, 7]);
  for (const token of [1, 2, 2]) history.accept(token);
  const scores = Float32Array.of(4, -4, 2, 8);
  history.penalise(scores, resolveSampling({ repetitionPenalty: 2 }));
  expect([...scores]).toEqual([2, -8, 1, 8]);
  history.penalise(scores, resolveSampling({ presencePenalty: 1, frequencyPenalty: 0.5 }));
  expect([...scores]).toEqual([2, -9.5, -1, 8]);
  history.reset([]);
  history.penalise(scores, resolveSampling({ repetitionPenalty: 2, presencePenalty: 1 }));
  expect([...scores]).toEqual([2, -9.5, -1, 8]);
});

it('equal scores are in the order of their ids, and ties with the last one stay', () => {
  const scores = Float32Array.of(1, 3, -Infinity, 3, 2, 2);
  expect(kthHighest(scores, 3)).toBe(2);
  expect([...atLeast(scores, 2)]).toEqual([1, 3, 4, 5]);
  expect([...atLeast(scores, -Infinity)]).toEqual([1, 3, 4, 5, 0]);
  expect(kthHighest(scores, 6)).toBe(-Infinity);
  expect(kthHighest(scores, 100)).toBe(-Infinity);
  expect(highest(scores)).toEqual({ token: 1, score: 3 });
});
