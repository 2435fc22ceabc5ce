import { describe, expect, it } from 'vitest';
import type { AnswerEvent } from '../../../src/reasoning/events.ts';
import { fromStored, toStored } from '../../../src/runs/codec.ts';
import { usageWords } from '../../../src/runs/report/wording.ts';
import { storedEvent } from '../../../src/runs/storedEvents.ts';
import { totalUsage, writingSpeed } from '../../../src/runs/usage.ts';

const first = {
  promptTokens: 1000,
  cachedTokens: 0,
  completionTokens: 50,
  loadMs: 3000,
  visionMs: 200,
  prefillMs: 900,
  decodeMs: 4000,
};
const second = {
  promptTokens: 1200,
  cachedTokens: 1050,
  completionTokens: 51,
  prefillMs: 100,
  decodeMs: 4000,
};

describe('tokens and times of a model on this machine', () => {
  it('are summed over the replies of a question', () => {
    const total = totalUsage({
      turns: [{ code: { usage: first } }, {}],
      answer: { usage: second },
    });
    expect(total).toEqual({
      promptTokens: 2200,
      cachedTokens: 1050,
      completionTokens: 101,
      loadMs: 3000,
      visionMs: 200,
      prefillMs: 1000,
      decodeMs: 8000,
    });
    expect(usageWords(total ?? {})).toBe(
      '2,200 tokens read, 1,050 of them from the cache, 101 written at 13 tokens/s',
    );
  });

  it('say nothing about speed where no time is known, or too little was written', () => {
    expect(writingSpeed({ completionTokens: 50 })).toBeUndefined();
    expect(writingSpeed({ completionTokens: 7, decodeMs: 10 })).toBeUndefined();
    expect(writingSpeed({ completionTokens: 8, decodeMs: 1000 })).toBe(7);
  });

  it('are kept in the record', () => {
    const answer: AnswerEvent = {
      type: 'answer',
      run: 'r',
      turn: 1,
      time: '2026-11-23T06:00:00.000Z',
      text: '3',
      answered: true,
      evidence: [],
      durationMs: 5,
      usage: { ...first, prefillMs: 900.25 },
    };
    const stored = JSON.parse(JSON.stringify(toStored(answer).stored)) as unknown;
    expect(fromStored(storedEvent.parse(stored), () => new Uint8Array())).toEqual(answer);
  });
});
