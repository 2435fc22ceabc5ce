import { expect, it } from 'vitest';
import { summarise } from '../../../src/extension/history/summary.ts';
import type { StoredEvent } from '../../../src/runs/storedEvents.ts';

const header = { record: 1, run: 'r', created: '2026-03-05T10:00:00.000Z', figscope: '1' } as const;
const base = { run: 'r', turn: 0, time: header.created };
const preview = { file: 'p.png', width: 4, height: 3, stats: { dhash: '00', spread: 1 } };

const started = (question: string, model = 'Lab'): StoredEvent => ({
  type: 'started',
  ...base,
  question,
  mode: 'auto',
  model: { id: 'lab', label: model, profile: 's1vl' },
  figures: [{ id: 'image_1', name: 'cells.png', width: 4, height: 3, preview }],
  followUp: false,
});
const answer = (text: string, answered = true): StoredEvent => ({
  type: 'answer',
  ...base,
  text,
  answered,
  evidence: [],
  durationMs: 1,
});
const failed = (message: string): StoredEvent => ({
  type: 'failed',
  ...base,
  kind: 'modelError',
  message,
});
const of = (...events: StoredEvent[]) => summarise(header, events);

it('says what was asked first, and what became of the last question', () => {
  expect(
    of(started('How many?'), answer('3'), started('How bright?', 'Other'), answer('Dim')),
  ).toEqual({
    id: 'r',
    created: new Date(header.created),
    question: 'How many?',
    figures: ['cells.png'],
    state: 'answered',
    outcome: 'Dim',
    model: 'Other',
  });
});

it('marks an answer that nothing backs', () => {
  const doubtful = {
    ...answer('57'),
    unbacked: 'Not backed by any observation: x.',
  } as StoredEvent;
  expect(of(started('?'), doubtful)?.outcome).toBe('⚠ 57');
});

it('tells an answer from a refusal, a failure and an end in the middle', () => {
  expect(of(started('?'), answer('Too dark.', false))?.state).toBe('notAnswered');
  expect(of(started('?'), failed('No connection.'))).toMatchObject({
    state: 'failed',
    outcome: 'No connection.',
  });
  expect(of(started('?'))).toMatchObject({ state: 'interrupted', outcome: '' });
});

it('is of no run in which nothing was asked', () => {
  expect(of()).toBeUndefined();
});

it('is one line without markup, and no longer than a list can show', () => {
  const text = '\n\n## **Three** [cells](https://x.example), `a`\n\nMore.';
  expect(of(started('?'), answer(text))?.outcome).toBe('Three cells, a');
  const long = of(started('?'), answer('x'.repeat(1000)))?.outcome ?? '';
  expect(long).toMatch(/^x+…$/);
  expect(long.length).toBeLessThan(300);
});
