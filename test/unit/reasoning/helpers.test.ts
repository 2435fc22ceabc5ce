import { expect, it } from 'vitest';
import { resolveRegion } from '../../../src/reasoning/loop/question.ts';
import { withoutThoughts } from '../../../src/reasoning/reader/withoutThoughts.ts';
import { s1vl } from '../../../src/reasoning/profiles/s1vl.ts';
import { runId } from '../../../src/reasoning/runId.ts';

it('names runs so that they sort by time', () => {
  const name = runId(new Date(Date.UTC(2026, 0, 2, 3, 4, 5)));
  expect(name).toMatch(/^20260102-030405-[0-9a-f]{6}$/u);
  expect(runId(new Date(Date.UTC(2026, 0, 2, 3, 4, 5)))).not.toBe(name);
});

it('cuts regions to the figure and refuses unknown figures', () => {
  const figures = [{ id: 'image_1', width: 400, height: 300 }];
  expect(resolveRegion({ box: [-5, 10, 50.5, 400] }, figures)).toEqual({
    figure: 'image_1',
    box: [0, 10, 51, 300],
  });
  expect(resolveRegion(undefined, figures)).toBeUndefined();
  expect(() => resolveRegion({ figure: 'image_3', box: [0, 0, 1, 1] }, figures)).toThrow('image_3');
});

it.each([
  ['<think>a</think>\n<code>b</code>', '<code>b</code>'],
  ['a</think><answer>b</answer>', '<answer>b</answer>'],
  ['<think>a <code>b</code>', '<think>a <code>b</code>'],
  ['<think>a</think>', '<think>a</think>'],
])('leaves thoughts out of %j', (reply, rest) => {
  expect(withoutThoughts(reply, s1vl.tags)).toBe(rest);
});
