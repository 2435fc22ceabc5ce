import { describe, expect, it } from 'vitest';
import type { ModelDelta, ModelProgress } from '../../../src/reasoning/model.ts';
import { Run } from '../../../src/reasoning/loop/run.ts';
import { collect } from './asking.ts';
import { cell, clock, figure, ScriptedModel, ScriptedSandbox, type Reply } from './fakes.ts';

const reading: ModelProgress = { doing: 'reading', done: 5, total: 9, cached: 0 };
const progress = (one: ModelProgress): ModelDelta => ({ type: 'progress', progress: one });
const text = (words: string): ModelDelta => ({ type: 'text', text: words });

/** What is told of progress, and the types of the events, in the order in which they came. */
async function told(replies: readonly Reply[]) {
  const order: (string | undefined)[] = [];
  const run = new Run([figure()], {
    model: new ScriptedModel(replies),
    sandbox: new ScriptedSandbox([{ stdout: '1\n' }, { stdout: '1\n' }]),
    now: clock(),
    onProgress: (one) => order.push(one ? `(${one.doing})` : '(begun)'),
  });
  const events = await collect(
    (async function* () {
      for await (const event of run.ask({ text: 'How many?' }, new AbortController().signal)) {
        order.push(event.type);
        yield event;
      }
    })(),
  );
  return { order, events };
}

describe('what a model does before its reply begins', () => {
  it('is told while it lasts, and is no event', async () => {
    const { order, events } = await told([
      [
        progress({ doing: 'loading', part: 'decoder', device: 'CPU' }),
        progress(reading),
        text(cell('print(1)')),
      ],
      [progress(reading), text('<answer>\\boxed{1}</answer>')],
    ]);
    expect(order).toEqual([
      'started',
      '(loading)',
      '(reading)',
      '(begun)',
      'thoughtDelta',
      'code',
      'observation',
      '(reading)',
      '(begun)',
      'answer',
    ]);
    expect(JSON.stringify(events)).not.toContain('reading');
  });

  it('is over as well when the model fails, and a notice between does not end it', async () => {
    async function* failing(): AsyncGenerator<ModelDelta> {
      await Promise.resolve();
      yield progress({ doing: 'loading' });
      yield { type: 'notice', level: 'info', text: 'It runs on the CPU.' };
      throw new Error('no memory');
    }
    const order: (string | undefined)[] = [];
    const model = new ScriptedModel([]);
    model.stream = failing;
    const run = new Run([figure()], {
      model,
      sandbox: new ScriptedSandbox(),
      now: clock(),
      onProgress: (one) => order.push(one?.doing),
    });
    const events = await collect(run.ask({ text: 'How many?' }, new AbortController().signal));
    expect(order).toEqual(['loading', undefined]);
    expect(events.map(({ type }) => type)).toEqual(['started', 'notice', 'failed']);
  });

  it('changes nothing where nobody listens', async () => {
    const run = new Run([figure()], {
      model: new ScriptedModel([[progress(reading), text('<answer>\\boxed{1}</answer>')]]),
      sandbox: new ScriptedSandbox(),
      now: clock(),
    });
    const events = await collect(run.ask({ text: 'How many?' }, new AbortController().signal));
    expect(events.at(-1)?.type).toBe('answer');
  });
});
