import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { RunEvent } from '../../../src/reasoning/events.ts';
import { collect } from '../../../src/runs/collect.ts';
import { runResult } from '../../../src/runs/result.ts';
import { sampleRun } from '../../fixtures/sampleRun.ts';

const { events } = sampleRun();
const second = events.findIndex((event, i) => event.type === 'started' && i > 0);
const first = events.slice(0, second);

test('a run as one object', () => {
  const result = collect(first, ({ name }) => `runs/${name}.png`);
  expect(result).toMatchObject({
    schema: 'figscope.run/1',
    question: 'How many cells are there?',
    answered: true,
    value: 15,
    unit: 'cells',
    uncertainty: '14 to 16, from two thresholds around the chosen one',
    model: { id: 'analyst', label: 'rule-based analyst (built in)' },
    mode: 'auto',
    figures: [{ id: 'image_1', name: 'spots.png', width: 600, height: 420 }],
    notices: [{ level: 'info' }],
    timings: { totalMs: 3800, cellsMs: 830 + 610 + 210 },
    earlier: [],
  });
  expect(result.turns.map(({ turn }) => turn)).toEqual([1, 2, 3]);
  const [one, two, three] = result.turns;
  expect(one?.thought).toMatch(/^The question asks .* so I count bright objects/);
  expect(one?.repairs).toHaveLength(1);
  expect(two?.observation?.error).toMatchObject({ type: 'IndexError', line: 3 });
  expect(two?.observation?.images).toMatchObject([
    {
      path: 'runs/t2-1.png',
      width: 340,
      height: 340,
      title: 'pair at [130, 60]',
      frame: { figure: 'image_1', box: [130, 60, 215, 145], scale: 4 },
    },
    { path: 'runs/t2-2.png' },
  ]);
  expect(three?.observation).toMatchObject({ value: '15', images: [{ gain: { new: false } }] });
});

test('it is plain JSON and holds no image bytes', () => {
  const result = collect(events);
  expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  expect(JSON.stringify(result)).not.toContain('"png"');
});

test('a follow-up question is the one that is answered, earlier ones come in short', () => {
  const result = collect(events);
  expect(result).toMatchObject({
    question: 'And how many of them are larger than 20 µm?',
    answered: false,
    region: [20, 20, 330, 290],
    earlier: [{ question: 'How many cells are there?', answered: true }],
  });
  expect(result.value).toBeUndefined();
});

test('a run that failed keeps its turns and says why', () => {
  const failed: RunEvent = {
    type: 'failed',
    run: 'r',
    turn: 2,
    time: '2026-11-22T20:56:03.000Z',
    kind: 'cancelled',
    message: 'The run was stopped.',
  };
  const result = collect([...first.slice(0, 8), failed]);
  expect(result).toMatchObject({
    answer: '',
    answered: false,
    failure: { kind: 'cancelled', message: 'The run was stopped.' },
  });
  expect(result.turns).toHaveLength(2);
});

test('no question, no result', () => expect(() => collect([])).toThrow(/no result/));

test('the published JSON schema is the one the code checks', () => {
  const file = new URL('../../../docs/run-result.schema.json', import.meta.url);
  const schema = JSON.stringify(z.toJSONSchema(runResult), null, 2);
  if (process.env['UPDATE_GOLDEN']) writeFileSync(file, `${schema}\n`);
  const published: unknown = JSON.parse(readFileSync(file, 'utf8'));
  expect(published).toEqual(JSON.parse(schema));
});

test.each([
  ['a finished run', events],
  ['a first question', first],
  ['a run cut short', first.slice(0, 3)],
])('%s fits the schema', (_, some) => {
  const strict = runResult.strict();
  expect(strict.parse(JSON.parse(JSON.stringify(collect(some))))).toBeTruthy();
});
