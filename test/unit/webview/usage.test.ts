import { describe, expect, it } from 'vitest';
import { timeline } from '../../../src/runs/timeline.ts';
import { totalUsage } from '../../../src/runs/usage.ts';
import { usageWords } from '../../../webview/words/usage.ts';
import { answeredRun, unbackedRun } from '../../e2e/page/harness/checked.ts';

describe('tokens in words', () => {
  it.each([
    [undefined, ''],
    [{}, ''],
    [{ cachedTokens: 7 }, ''],
    [
      { promptTokens: 0, cachedTokens: 0, completionTokens: 0 },
      '0 tokens read, 0 from the cache, 0 written',
    ],
    [{ promptTokens: 1 }, '1 token read'],
    [{ completionTokens: 1 }, '1 token written'],
    [{ completionTokens: 1200 }, '1,200 tokens written'],
    [{ promptTokens: 1204, completionTokens: 85 }, '1,204 tokens read, 85 written'],
    [
      { promptTokens: 1204, completionTokens: 85, decodeMs: 7000 },
      '1,204 tokens read, 85 written, 12 tokens/s',
    ],
    // A few tokens say nothing about speed.
    [{ completionTokens: 7, decodeMs: 10 }, '7 tokens written'],
    [{ completionTokens: 85, decodeMs: 0 }, '85 tokens written'],
  ])('%o', (usage, words) => {
    expect(usageWords(usage)).toBe(words);
  });
});

describe('tokens of a question', () => {
  const total = (events: ReturnType<typeof answeredRun>) => timeline(events).map(totalUsage);

  it('are those of its cells and its answer', () => {
    expect(total(answeredRun())).toEqual([
      { promptTokens: 12430, cachedTokens: 9100, completionTokens: 400 },
    ]);
  });

  it('are unknown where no reply told them', () => {
    expect(total(unbackedRun())).toEqual([undefined]);
  });
});
