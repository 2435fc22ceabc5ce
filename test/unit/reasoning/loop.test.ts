import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/reasoning/events.ts';
import { reason } from '../../../src/reasoning/loop/reason.ts';
import { Run } from '../../../src/reasoning/loop/run.ts';
import { answer, cell, clock, figure, ScriptedModel, ScriptedSandbox, shown } from './fakes.ts';
import { ask, collect, expectAppendOnly, last, notices, transcript } from './asking.ts';
import { eventsText, goldenText, messagesText } from './goldenText.ts';

describe('a question', () => {
  it('goes over several turns to an answer with evidence', async () => {
    const model = new ScriptedModel([
      cell('figkit.show(figkit.zoom(image_1, [10, 20, 110, 95]))\nprint("looking")'),
      cell('figkit.count_objects(image_1)', 'Now I count.'),
      answer(
        'There are \\boxed{57} cells.\nUncertainty: ± 3, from two thresholds.\nEvidence:\n- [t1-1] the dense corner\n- image_1 [0, 0, 50, 50] the empty corner\n- [t7-1] not there',
      ),
    ]);
    const sandbox = new ScriptedSandbox([
      { stdout: 'looking\n', images: [shown([10, 20, 110, 95], 4, 1, [400, 300])] },
      {
        value: 'CountResult(count=57)',
        images: [shown(undefined, 1, 2)],
        notes: ['The box was cut to the figure.'],
      },
    ]);
    const events = await ask(model, sandbox);
    goldenText('several-turns', transcript(model, events));
    goldenText('system-prompt', messagesText(model.requests[0]?.messages.slice(0, 1) ?? [], true));
    expectAppendOnly(model);
    expect(model.requests[0]?.stop).toEqual(['</code>', '</answer>']);
    expect(model.closed).toBe(3);
  });

  it('goes on after an error, a repair and a lost interpreter', async () => {
    const model = new ScriptedModel([
      cell('    x = cv.cvtColor(image_1, 6)\n    print(x[1, 2, 3])'),
      cell('while True: pass'),
      cell('print("```")'),
      answer('\\boxed{3}'),
    ]);
    const sandbox = new ScriptedSandbox([
      {
        error: {
          type: 'IndexError',
          message: 'too many indices',
          line: 2,
          source: 'print(x[1, 2, 3])',
        },
      },
      {
        error: { type: 'TimeLimit', message: 'The cell ran longer than 20 s and was stopped.' },
        stateLost: true,
      },
      { stdout: '```\n' },
    ]);
    const events = await ask(model, sandbox);
    goldenText('error-repair-timeout', transcript(model, events));
    expect(sandbox.cells[0]?.code).toBe('x = cv2.cvtColor(image_1, 6)\nprint(x[1, 2, 3])');
    expectAppendOnly(model);
  });

  it('asks for the answer in the last turn and then gives up', async () => {
    const model = new ScriptedModel([cell('a = 1'), cell('a = 2'), cell('a = 3')]);
    const sandbox = new ScriptedSandbox([{}, {}, {}]);
    const events = await ask(model, sandbox, { limits: { turns: 3 } });
    goldenText('turn-limit', transcript(model, events));
    expect(sandbox.cells).toHaveLength(2);
    expect(last(events)).toMatchObject({ type: 'failed', kind: 'turnLimit' });
  });

  it('takes an answer given in the last turn', async () => {
    const model = new ScriptedModel([cell('a = 1'), answer('\\boxed{1}')]);
    const events = await ask(model, new ScriptedSandbox([{}]), { limits: { turns: 2 } });
    expect(last(events)).toMatchObject({ type: 'answer', value: 1 });
  });

  it('reminds a model that gave neither code nor an answer, once', async () => {
    const model = new ScriptedModel(['<think>Hm.</think>\nI will look.', '']);
    const events = await ask(model, new ScriptedSandbox());
    goldenText('reminder', transcript(model, events));
    expect(last(events)).toMatchObject({ type: 'failed', kind: 'modelError' });
  });

  it('forgets the reminder after a good turn', async () => {
    const model = new ScriptedModel(['Hm.', cell('a = 1'), 'Hm.', answer('\\boxed{1}')]);
    const events = await ask(model, new ScriptedSandbox([{}]));
    expect(last(events)).toMatchObject({ type: 'answer', value: 1 });
  });

  it('says what went wrong in the model, in words', async () => {
    const model = new ScriptedModel([{ error: new Error('the server closed the connection') }]);
    const events = await ask(model, new ScriptedSandbox());
    expect(last(events)).toMatchObject({
      type: 'failed',
      kind: 'modelError',
      message: 'The model "scripted model" failed: the server closed the connection.',
    });
  });

  it('stops a model that writes without end', async () => {
    const model = new ScriptedModel(['so on and '.repeat(60_000)], 50_000);
    const events = await ask(model, new ScriptedSandbox());
    expect(last(events)).toMatchObject({ type: 'failed', kind: 'modelError' });
    expect(last(events)).toHaveProperty('message', expect.stringContaining('400000 characters'));
    expect(model.closed).toBe(1);
  });

  it('leaves earlier thoughts out where the profile says so', async () => {
    const model = new ScriptedModel([cell('a = 1', 'A secret.'), answer('\\boxed{1}')]);
    model.profile = { ...model.profile, keepThoughts: false };
    await ask(model, new ScriptedSandbox([{}]));
    const told = messagesText(model.requests[1]?.messages ?? []);
    expect(told).toContain('── assistant\n<code>\n```python\na = 1');
    expect(told).not.toContain('secret');
  });

  it('says what went wrong in the sandbox, and keeps the code that ran', async () => {
    const model = new ScriptedModel([cell('a = 1')]);
    const events = await ask(
      model,
      new ScriptedSandbox([new Error('the process could not start')]),
    );
    expect(events.some(({ type }) => type === 'code')).toBe(true);
    expect(last(events)).toMatchObject({
      kind: 'sandboxError',
      message: 'The Python sandbox failed: the process could not start.',
    });
  });

  it('says which figure cannot be decoded', async () => {
    const sandbox = new ScriptedSandbox();
    const error = Object.assign(new Error('cells.png is cut off.'), { name: 'FigureError' });
    sandbox.start = () => Promise.reject(error);
    const events = await ask(new ScriptedModel([]), sandbox);
    expect(events).toMatchObject([
      { type: 'failed', kind: 'figureError', message: 'cells.png is cut off.', turn: 0 },
    ]);
  });

  it('notices a model that goes in circles', async () => {
    const model = new ScriptedModel(Array.from({ length: 6 }, () => cell('print(1)')));
    const sandbox = new ScriptedSandbox(Array.from({ length: 6 }, () => ({ stdout: '1\n' })));
    const events = await ask(model, sandbox);
    expect(sandbox.cells).toHaveLength(4);
    expect(notices(events)).toContain(
      'This cell and its result are the same as in turn 1: running it again tells nothing new.',
    );
    expect(messagesText(model.requests[2]?.messages ?? [])).toContain('same as in turn 1');
    expect(last(events)).toMatchObject({ type: 'failed', kind: 'modelError' });
  });

  it('does not take the same code with another result for a circle', async () => {
    const model = new ScriptedModel([
      ...Array.from({ length: 5 }, () => cell('i += 1; print(i)')),
      answer('\\boxed{5}'),
    ]);
    const sandbox = new ScriptedSandbox([1, 2, 3, 4, 5].map((i) => ({ stdout: `${i}\n` })));
    const events = await ask(model, sandbox);
    expect(notices(events)).toEqual([]);
    expect(last(events)).toMatchObject({ type: 'answer', value: 5 });
  });
});

describe('modes', () => {
  it('reasoning runs no code', async () => {
    const model = new ScriptedModel([cell('a = 1'), answer('\\boxed{4}')]);
    const sandbox = new ScriptedSandbox();
    const events = await ask(model, sandbox, { mode: 'reasoning' });
    goldenText('mode-reasoning', transcript(model, events));
    expect(sandbox.cells).toEqual([]);
  });

  it('images asks for a look before the answer', async () => {
    const model = new ScriptedModel([answer('\\boxed{4}'), cell('print(5)'), answer('\\boxed{5}')]);
    const events = await ask(model, new ScriptedSandbox([{ stdout: '5\n' }]), { mode: 'images' });
    goldenText('mode-images', transcript(model, events));
    expect(last(events)).toMatchObject({ type: 'answer', value: 5 });
  });

  it('images fails when the model will not look', async () => {
    const model = new ScriptedModel([answer('\\boxed{4}'), answer('\\boxed{4}')]);
    const events = await ask(model, new ScriptedSandbox(), { mode: 'images' });
    expect(last(events)).toMatchObject({ type: 'failed', kind: 'modelError' });
    expect(events.some(({ type }) => type === 'answer')).toBe(false);
  });

  it('images lets a model say that it cannot answer', async () => {
    const model = new ScriptedModel([answer('Not answered: the figure is empty.')]);
    const events = await ask(model, new ScriptedSandbox(), { mode: 'images' });
    expect(last(events)).toMatchObject({ answered: false, text: 'the figure is empty.' });
  });

  it('auto lets the model choose', async () => {
    const model = new ScriptedModel([answer('\\boxed{4}')]);
    const events = await ask(model, new ScriptedSandbox());
    expect(last(events)).toMatchObject({ type: 'answer', value: 4, answered: true });
  });
});

describe('limits on what the model gets', () => {
  it('withholds images beyond the limit and says so to both', async () => {
    const model = new ScriptedModel([cell('a'), cell('b'), answer('\\boxed{1}')]);
    const sandbox = new ScriptedSandbox([
      { images: [shown([0, 0, 100, 100], 3, 1), shown([0, 0, 50, 50], 6, 2)] },
      { images: [shown([200, 100, 300, 200], 3, 4)] },
    ]);
    const events = await ask(model, sandbox, { limits: { images: 1 } });
    goldenText('image-limit', transcript(model, events));
    const sent = model.requests.at(-1)?.messages.flatMap(({ parts }) => parts) ?? [];
    // The preview and one image of a cell.
    expect(sent.filter(({ type }) => type === 'image')).toHaveLength(2);
  });

  it('sends no images to a model that takes none, and says so once', async () => {
    const model = new ScriptedModel([cell('a'), answer('\\boxed{1}')]);
    model.images = false;
    const events = await ask(
      model,
      new ScriptedSandbox([{ images: [shown([0, 0, 100, 100], 3, 1)] }]),
    );
    const parts = model.requests.at(-1)?.messages.flatMap((message) => message.parts) ?? [];
    expect(parts.every(({ type }) => type === 'text')).toBe(true);
    expect(notices(events)).toEqual([
      '"scripted model" takes no images: it sees the figure through its code only.',
    ]);
    expect(messagesText(model.requests.at(-1)?.messages ?? [])).toContain(
      'Not sent: this model takes text only.',
    );
  });

  it('cuts long output in the middle for the model and keeps it in the event', async () => {
    const stdout = `first\n${'x'.repeat(9000)}\nlast\n`;
    const model = new ScriptedModel([cell('a'), answer('\\boxed{1}')]);
    const events = await ask(model, new ScriptedSandbox([{ stdout }]), {
      limits: { stdoutChars: 100 },
    });
    expect(events.find(({ type }) => type === 'observation')).toMatchObject({ stdout });
    const told = messagesText(model.requests[1]?.messages ?? []);
    expect(told).toContain('first');
    expect(told).toContain('last');
    expect(told).toContain('8912 are left out here');
    expect(told.length).toBeLessThan(3000);
  });

  it('gives cells no more pixels than an image sent to the model may have', async () => {
    const model = new ScriptedModel([cell('a'), answer('\\boxed{1}')]);
    const sandbox = new ScriptedSandbox([{}]);
    await ask(model, sandbox, { limits: { maxImagePixels: 1000 } });
    expect(sandbox.cells[0]?.limits.imagePixels).toBe(1000);
  });
});

describe('cancelling', () => {
  it('before the first turn', async () => {
    const events = await ask(new ScriptedModel([]), new ScriptedSandbox(), {
      signal: AbortSignal.abort(),
    });
    expect(events).toMatchObject([{ type: 'failed', kind: 'cancelled' }]);
  });

  it('while the sandbox starts', async () => {
    const controller = new AbortController();
    const sandbox = new ScriptedSandbox();
    sandbox.start = () => {
      controller.abort();
      return new Promise(() => undefined);
    };
    const events = await ask(new ScriptedModel([]), sandbox, { signal: controller.signal });
    expect(events).toMatchObject([{ type: 'failed', kind: 'cancelled' }]);
  });

  it('in the middle of a reply, even when the model does not listen', async () => {
    const controller = new AbortController();
    const model = new ScriptedModel([
      { hangAfter: '<think>I begin to see ' },
      answer('\\boxed{2}'),
    ]);
    const run = new Run([figure()], { model, sandbox: new ScriptedSandbox(), now: clock() });
    const events: RunEvent[] = [];
    for await (const event of run.ask({ text: 'How many?' }, controller.signal)) {
      events.push(event);
      if (event.type === 'thoughtDelta' && event.text.includes('see')) controller.abort();
    }
    expect(last(events)).toMatchObject({ type: 'failed', kind: 'cancelled', turn: 1 });
    expect(eventsText(events)).toContain('I begin to see');
    const next = await collect(run.ask({ text: 'And now?' }, new AbortController().signal));
    expect(last(next)).toMatchObject({ type: 'answer', value: 2, turn: 2 });
    goldenText('cancelled-reply', transcript(model, [...events, ...next]));
  });

  it('in the middle of a cell', async () => {
    const controller = new AbortController();
    const model = new ScriptedModel([cell('while True: pass'), answer('\\boxed{2}')]);
    const sandbox = new ScriptedSandbox(['hang']);
    const run = new Run([figure()], { model, sandbox, now: clock() });
    const events: RunEvent[] = [];
    for await (const event of run.ask({ text: 'How many?' }, controller.signal)) {
      events.push(event);
      if (event.type === 'code') setTimeout(() => controller.abort(), 1);
    }
    expect(last(events)).toMatchObject({ type: 'failed', kind: 'cancelled' });
    const next = await collect(run.ask({ text: 'And now?' }, new AbortController().signal));
    goldenText('cancelled-cell', transcript(model, [...events, ...next]));
  });

  it('closes the stream when nobody reads the events any more', async () => {
    const model = new ScriptedModel(['<think>one two three four five six']);
    const run = new Run([figure()], { model, sandbox: new ScriptedSandbox() });
    for await (const event of run.ask({ text: 'How many?' }, new AbortController().signal))
      if (event.type === 'thoughtDelta') break;
    expect(model.closed).toBe(1);
  });
});

describe('a run of several questions', () => {
  it('goes on with turn numbers, messages and variables', async () => {
    const model = new ScriptedModel([
      cell('n = 57', 'Count.'),
      answer('\\boxed{57}'),
      cell('print(n)', 'I still have n.'),
      answer('As before: \\boxed{57}. Evidence:\n- [t1-1] seen then\n', 'Same.'),
    ]);
    const sandbox = new ScriptedSandbox([
      { images: [shown([0, 0, 100, 75], 4, 1)] },
      { stdout: '57\n' },
    ]);
    const run = new Run([figure()], { model, sandbox, now: clock() });
    const { signal } = new AbortController();
    const first = await collect(run.ask({ text: 'How many?' }, signal));
    const second = await collect(run.ask({ text: 'Are you sure?', mode: 'images' }, signal));
    goldenText('follow-up', transcript(model, [...first, ...second]));
    expectAppendOnly(model);
    expect(new Set([...first, ...second].map((event) => event.run))).toEqual(new Set([run.id]));
  });

  it('takes one question at a time', async () => {
    const model = new ScriptedModel([answer('\\boxed{1}')]);
    const run = new Run([figure()], { model, sandbox: new ScriptedSandbox() });
    const { signal } = new AbortController();
    const first = run.ask({ text: 'a' }, signal);
    await first.next();
    await expect(run.ask({ text: 'b' }, signal).next()).rejects.toThrow('still at work');
    await first.return(undefined);
    const next = await collect(run.ask({ text: 'c' }, signal));
    expect(last(next)).toMatchObject({ type: 'answer' });
  });
});

describe('a question about a region', () => {
  const question = { text: 'What is this?', figures: [figure()] };

  it('shows the region first, cut from the original', async () => {
    const model = new ScriptedModel([answer('A cell.\nEvidence:\n- [t1-1] the region')]);
    const sandbox = new ScriptedSandbox([{ images: [shown([10, 20, 110, 95], 4, 1, [400, 300])] }]);
    const events = await collect(
      reason(
        { ...question, region: { box: [110.4, 95, 10, 20.2] } },
        { model, sandbox, now: clock() },
        new AbortController().signal,
      ),
    );
    goldenText('region', transcript(model, events));
  });

  it('goes on without the view when it cannot be made', async () => {
    const model = new ScriptedModel([answer('A cell.')]);
    const error = { type: 'MemoryLimit', message: 'too much' };
    const events = await collect(
      reason(
        { ...question, region: { figure: 'image_1', box: [0, 0, 10, 10] } },
        { model, sandbox: new ScriptedSandbox([{ error }]) },
        new AbortController().signal,
      ),
    );
    expect(notices(events)).toEqual([
      'The region could not be shown to the model (MemoryLimit: too much).',
    ]);
    expect(messagesText(model.requests[0]?.messages ?? [])).toContain(
      'image_1 region [0, 0, 10, 10]',
    );
    expect(last(events)).toMatchObject({ type: 'answer', turn: 2 });
  });

  it('keeps the figures for the next question when the view was stopped', async () => {
    const controller = new AbortController();
    const model = new ScriptedModel([answer('A cell.')]);
    const run = new Run([figure()], { model, sandbox: new ScriptedSandbox(['hang']) });
    const events: RunEvent[] = [];
    for await (const event of run.ask(
      { text: 'What?', region: { box: [0, 0, 10, 10] } },
      controller.signal,
    )) {
      events.push(event);
      if (event.type === 'code') setTimeout(() => controller.abort(), 1);
    }
    expect(last(events)).toMatchObject({ kind: 'cancelled' });
    await collect(run.ask({ text: 'Well?' }, new AbortController().signal));
    const told = messagesText(model.requests[0]?.messages ?? []);
    expect(told).toContain('Figure image_1: "cells.png"');
    expect(told).toContain('⟦image 400×300⟧');
  });

  it('says so when the region is outside the figure', async () => {
    const events = await collect(
      reason(
        { ...question, region: { box: [500, 0, 600, 10] } },
        { model: new ScriptedModel([]), sandbox: new ScriptedSandbox() },
        new AbortController().signal,
      ),
    );
    expect(events).toMatchObject([{ kind: 'figureError' }]);
    expect(events[0]).toHaveProperty('message', expect.stringContaining('400×300 px'));
  });
});
