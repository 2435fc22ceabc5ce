import { describe, expect, it } from 'vitest';
import { Run } from '../../../src/reasoning/loop/run.ts';
import { ModelError } from '../../../src/reasoning/modelError.ts';
import { messageText } from '../../../src/reasoning/messages/conversation.ts';
import { eventsOf, timelineText } from './trustHelpers.ts';
import { ask, collect, expectAppendOnly, last, notices } from './asking.ts';
import { answer, cell, clock, figure, ScriptedModel, ScriptedSandbox, shown } from './fakes.ts';

const signal = new AbortController().signal;
const view = { images: [shown([10, 20, 110, 95], 4, 1)] };

describe('an answer that is not backed by any observation', () => {
  it.each([
    [
      'cites an image that was never produced',
      'There are 57.\nEvidence:\n- [t9-1] the corner',
      't9-1, which this run never produced',
    ],
    [
      'names one in its text',
      'As [t4-2] shows, there are 57.',
      't4-2, which this run never produced',
    ],
    [
      'speaks of a crop without any code',
      'In the enlarged crop I count 57 cells.',
      '“In the enlarged crop',
    ],
    ['says that code counted', 'The code counted 57 cells.', '“The code counted 57 cells”'],
    ['says that it measured', 'I measured 57 px.', '“I measured 57 px”'],
  ])('%s', async (_, text, words) => {
    const events = await ask(new ScriptedModel([answer(text)]), new ScriptedSandbox());
    const end = last(events);
    expect(end?.type === 'answer' && end.unbacked).toContain(words);
  });

  it.each([
    ['a plain look', 'There are 57 cells in the figure.'],
    ['a region of the figure', 'There are 57.\nEvidence:\n- image_1 [0, 0, 50, 50] the corner'],
    ['an answer that says it cannot', 'Not answered: I measured nothing.'],
  ])('is not marked after %s', async (_, text) => {
    const events = await ask(new ScriptedModel([answer(text)]), new ScriptedSandbox());
    expect(last(events)).not.toHaveProperty('unbacked');
  });

  it('is not marked when code has run', async () => {
    const model = new ScriptedModel([
      cell('x'),
      answer('The code counted 57. [t8-1]\nEvidence:\n- [t1-1] here'),
    ]);
    const events = await ask(model, new ScriptedSandbox([view]));
    expect(last(events)).not.toHaveProperty('unbacked');
    expect(notices(events)).toEqual([
      'The answer speaks of t8-1, an image that this run never produced.',
    ]);
  });

  it('is marked when the only cell failed', async () => {
    const model = new ScriptedModel([cell('x'), answer('The code counted 57.')]);
    const error = { type: 'NameError', message: 'x' };
    const events = await ask(model, new ScriptedSandbox([{ error }]));
    expect(last(events)).toHaveProperty('unbacked');
  });
});

describe('a connection that is cut', () => {
  const cut = new ModelError('cut', 'The connection broke off.');

  it('in mid-reply has the reply asked for again, from the last complete turn', async () => {
    const model = new CutModel([cell('x'), 'I beg', answer('There are 57.', 'I know.')], cut);
    const events = await ask(model, new ScriptedSandbox([view]));
    expect(events.map(({ type }) => type)).toContain('retry');
    expect(last(events)).toMatchObject({ type: 'answer', text: 'There are 57.', turn: 2 });
    expectAppendOnly(model);
    // The broken reply is in no request, and its thoughts are not counted twice.
    expect(model.requests[2]?.messages).toEqual(model.requests[1]?.messages);
    expect(timelineText(events)).toEqual(['Let me look.', 'I know.']);
  });

  it('twice ends the question and keeps what there is', async () => {
    const model = new CutModel(['I beg', 'I began'], cut, 2);
    const run = new Run([figure()], { model, sandbox: new ScriptedSandbox(), now: clock() });
    const events = await collect(run.ask({ text: 'a?' }, signal));
    expect(last(events)).toMatchObject({
      type: 'failed',
      kind: 'modelError',
      message: cut.message,
    });
    expect(events.filter(({ type }) => type === 'retry')).toHaveLength(1);
    model.cuts = 0;
    model.push(answer('2'));
    expect(last(await collect(run.ask({ text: 'b?' }, signal)))).toMatchObject({ type: 'answer' });
  });

  it('with another error is not asked again', async () => {
    const error = new ModelError('key', 'The key is wrong.');
    const events = await ask(new ScriptedModel([{ error }]), new ScriptedSandbox());
    expect(events.map(({ type }) => type)).not.toContain('retry');
    expect(last(events)).toMatchObject({ message: 'The key is wrong.' });
  });

  it('stopped while it is asked again leaves a run that goes on', async () => {
    const model = new CutModel(['I beg', answer('2')], cut);
    const run = new Run([figure()], { model, sandbox: new ScriptedSandbox(), now: clock() });
    for await (const event of run.ask({ text: 'a?' }, signal)) if (event.type === 'retry') break;
    expect(last(await collect(run.ask({ text: 'b?' }, signal)))).toMatchObject({ type: 'answer' });
  });
});

describe('a reply that ends at the limit of tokens', () => {
  it('runs no half cell', async () => {
    const half = [
      { type: 'text', text: '<think>x</think><code>image_1[' },
      { type: 'end', reason: 'length' },
    ] as const;
    const sandbox = new ScriptedSandbox();
    const events = await ask(new ScriptedModel([half, answer('57')]), sandbox);
    expect(sandbox.cells).toEqual([]);
    expect(notices(events)[0]).toContain(
      'in the middle of a cell or an answer at the limit of tokens',
    );
  });
});

describe('the gain check', () => {
  const asked = async (replies: readonly string[], images = true) => {
    const model = Object.assign(
      new ScriptedModel([cell('x'), answer('There are \\boxed{57}.'), ...replies]),
      { images },
    );
    const run = new Run([figure()], { model, sandbox: new ScriptedSandbox([view]), now: clock() });
    const events = await collect(run.ask({ text: 'How many?' }, signal));
    return { model, run, events };
  };

  it('asks once more without the images of the cells, and changes nothing of the conversation', async () => {
    const { model, run } = await asked([answer('\\boxed{41}'), answer('Sure.')]);
    const [event] = await collect(run.checkGain(signal));
    expect(event).toMatchObject({
      type: 'gainChecked',
      turn: 2,
      effect: 'changed',
      withheld: ['t1-1'],
      without: { value: 41, answered: true },
    });
    expect(event?.type === 'gainChecked' && event.text).toContain('answered 41 instead of 57');
    const request = model.requests[2]?.messages ?? [];
    // The figure itself stays; the picture of the cell is named as withheld.
    expect(request.map(({ parts }) => parts.filter(({ type }) => type === 'image').length)).toEqual(
      [0, 1, 0, 0, 0],
    );
    expect(request.map(messageText).join('')).toContain('(image withheld)');
    await collect(run.ask({ text: 'Sure?' }, signal));
    const after = model.requests[3]?.messages ?? [];
    expect(after.slice(0, 4)).toEqual(model.requests[1]?.messages);
    expect(after.map(messageText).join('')).not.toContain('withheld');
  });

  it.each([
    ['the same value', answer('\\boxed{57}'), 'same'],
    ['another cell', cell('y'), 'changed'],
    ['nothing', 'hm', 'changed'],
    ['a refusal', answer('Not answered: no image.'), 'changed'],
    ['other words', answer('Many.'), 'unclear'],
  ])('that gives %s', async (_, reply, effect) => {
    const { run } = await asked([reply]);
    expect(await collect(run.checkGain(signal))).toMatchObject([{ type: 'gainChecked', effect }]);
  });

  it('that is stopped says nothing, and the answer stands', async () => {
    const { run } = await asked([answer('\\boxed{57}')]);
    const controller = new AbortController();
    controller.abort();
    expect(await collect(run.checkGain(controller.signal))).toEqual([]);
    expect(await collect(run.checkGain(signal))).toMatchObject([{ effect: 'same' }]);
  });

  it('goes for a run that was recorded', async () => {
    const { events } = await asked([]);
    const model = new ScriptedModel([answer('\\boxed{57}')]);
    const sandbox = new ScriptedSandbox([view]);
    const run = new Run([figure()], { model, sandbox, now: clock() }, events);
    expect(await collect(run.checkGain(signal))).toMatchObject([
      { effect: 'same', withheld: ['t1-1'] },
    ]);
  });

  it.each([
    ['a model without eyes', async () => (await asked([], false)).run, 'takes no images'],
    ['an answer without images', () => eventsOf([answer('57')]), 'nothing to withhold'],
    ['a question without an answer', () => eventsOf([]), 'no answer to check'],
    ['a model that fails', async () => (await asked([])).run, 'the script has no more replies'],
  ])('says what is wrong with %s, and the answer stands', async (_, make, words) => {
    const events = await collect((await make()).checkGain(signal));
    expect(events).toMatchObject([{ type: 'notice', level: 'warning' }]);
    expect(notices(events)[0]).toContain(words);
  });
});

/** A model whose replies without an end break off. */
class CutModel extends ScriptedModel {
  readonly #replies: string[];
  constructor(
    replies: string[],
    readonly error: Error,
    public cuts = 1,
  ) {
    super([]);
    this.#replies = replies;
  }
  push(reply: string): void {
    this.#replies.push(reply);
  }
  override async *stream(request: Parameters<ScriptedModel['stream']>[0]) {
    this.requests.push(request);
    const text = this.#replies.shift() ?? '';
    yield { type: 'text' as const, text };
    if (text.includes('>') || this.cuts === 0) return;
    this.cuts -= 1;
    throw this.error;
  }
}
