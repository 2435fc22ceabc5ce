import { expect, it } from 'vitest';
import type { RunEvent } from '../../../src/reasoning/events.ts';
import { latestCode, timeline } from '../../../src/runs/timeline.ts';

const base = { run: 'r', time: '2026-01-01T00:00:00.000Z' };
const seen = { stdout: '', stderr: '', images: [], notes: [], stateLost: false, durationMs: 1 };
const started = {
  ...base,
  type: 'started',
  turn: 0,
  question: 'q',
  mode: 'auto',
  model: { id: 'm', label: 'm', profile: 's1vl' },
  figures: [],
  followUp: false,
} satisfies RunEvent;
const code = (turn: number, text: string, rerun?: number): RunEvent => ({
  ...base,
  type: 'code',
  turn,
  code: text,
  repairs: [],
  ...(rerun !== undefined && { rerun }),
});
const result = (turn: number, rerun?: number): RunEvent => ({
  ...base,
  type: 'observation',
  turn,
  ...seen,
  ...(rerun !== undefined && { rerun }),
});
const answered = (turn: number): RunEvent => ({
  ...base,
  type: 'answer',
  turn,
  text: 'a',
  answered: true,
  evidence: [],
  durationMs: 1,
});
const run = [started, code(1, 'a'), result(1), code(2, 'b'), result(2), answered(3)];

it('keeps a changed cell with its turn and marks what followed as out of date', () => {
  const [exchange] = timeline([...run, code(1, 'a2', 1), result(1, 1)]);
  expect(exchange?.turns.map(({ outdated }) => outdated)).toEqual([false, true]);
  expect(exchange?.answerOutdated).toBe(true);
  expect(exchange?.turns[0]?.code?.code).toBe('a');
  expect(exchange?.turns[0] && latestCode(exchange.turns[0])).toBe('a2');
  expect(exchange?.turns[0]?.reruns[0]?.observation).toBeDefined();
  expect(exchange?.failed).toBeUndefined();
});

it('takes the mark from a turn that was run again since, and leaves the answer marked', () => {
  const [exchange] = timeline([...run, code(1, 'a2', 1), result(1, 1), code(2, 'b', 1)]);
  expect(exchange?.turns.map(({ outdated }) => outdated)).toEqual([false, false]);
  expect(exchange?.answerOutdated).toBe(true);
});

it('does not take a stopped re-run for a failure of the question', () => {
  const failed: RunEvent = {
    ...base,
    type: 'failed',
    turn: 2,
    rerun: 1,
    kind: 'cancelled',
    message: 'm',
  };
  const [exchange] = timeline([...run, code(2, 'x', 1), failed]);
  expect(exchange?.failed).toBeUndefined();
  expect(exchange?.turns[1]?.reruns[0]?.failed).toEqual(failed);
});

it('drops the thoughts of a reply that broke off, and keeps a check with its answer', () => {
  const thought = (text: string): RunEvent => ({ ...base, type: 'thoughtDelta', turn: 1, text });
  const events: RunEvent[] = [
    started,
    thought('I beg'),
    { ...base, type: 'retry', turn: 1, text: 'It broke off.' },
    thought('I count.'),
    { ...base, type: 'answer', turn: 1, text: '5', answered: true, evidence: [], durationMs: 1 },
    {
      ...base,
      type: 'gainChecked',
      turn: 1,
      time: '2026-01-02T00:00:00.000Z',
      withheld: ['t1-1'],
      effect: 'same',
      text: 'The same.',
      without: { text: '5', answered: true },
      durationMs: 1,
    },
  ];
  const [exchange] = timeline(events);
  expect(exchange?.turns.map((turn) => turn.thought)).toEqual(['I count.']);
  expect(exchange?.gainCheck?.effect).toBe('same');
  // A check may come days later: the question took no longer for it.
  expect(exchange?.durationMs).toBe(0);
});

it('drops the thoughts of a reply that broke off and keeps why', () => {
  const thought = (turn: number, text: string): RunEvent => ({
    ...base,
    type: 'thoughtDelta',
    turn,
    text,
  });
  const retry: RunEvent = { ...base, type: 'retry', turn: 1, text: 'It broke off.' };
  const [exchange] = timeline([
    started,
    thought(1, 'lost'),
    retry,
    thought(1, 'kept'),
    code(1, 'a'),
  ]);
  expect(exchange?.turns).toMatchObject([
    { number: 1, thought: 'kept', retry, code: { code: 'a' } },
  ]);
  expect(timeline(run)[0]?.turns[0]).not.toHaveProperty('retry');
});

it('does not count the time until a check of the answer, nor until the notice that it failed', () => {
  const at = (event: RunEvent, time: string): RunEvent => ({ ...event, time });
  const notice: RunEvent = {
    ...base,
    type: 'notice',
    turn: 3,
    level: 'warning',
    text: 'Not checked.',
  };
  const [exchange] = timeline([
    started,
    at({ ...notice, level: 'info' }, '2026-01-01T00:00:01.000Z'),
    at(answered(3), '2026-01-01T00:00:02.000Z'),
    at(notice, '2026-01-01T01:00:00.000Z'),
  ]);
  expect(exchange?.notices).toHaveLength(2);
  expect(exchange?.durationMs).toBe(2000);
});
