import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/reasoning/events.ts';
import { Run } from '../../../src/reasoning/loop/run.ts';
import { parseObservation } from '../../../src/reasoning/messages/conversation.ts';
import { answer, cell, clock, figure, ScriptedModel, ScriptedSandbox, shown } from './fakes.ts';
import { messagesText } from './goldenText.ts';

const signal = () => new AbortController().signal;

async function collect(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const all: RunEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

const box = [10, 10, 50, 50] as const;
const firstReplies = [cell('a = 1'), cell('figkit.show(a)', 'I look.'), answer('\\boxed{3}')];
const firstSeen = [{ stdout: 'one' }, { images: [shown(box, 2)] }];

/** A run of two cells and an answer. */
async function recorded(): Promise<{ events: RunEvent[]; model: ScriptedModel }> {
  const model = new ScriptedModel(firstReplies);
  const run = new Run([figure()], { model, sandbox: new ScriptedSandbox(firstSeen), now: clock() });
  return { events: await collect(run.ask({ text: 'How many?' }, signal())), model };
}

describe('a cell that a person changes', () => {
  it('runs in Python afresh, after the cells before it as they stand', async () => {
    const sandbox = new ScriptedSandbox([
      ...firstSeen,
      { stdout: 'one' },
      { stdout: 'two', images: [shown(box, 3, 9)] },
    ]);
    const run = new Run([figure()], { model: new ScriptedModel(firstReplies), sandbox });
    await collect(run.ask({ text: 'How many?' }, signal()));
    const events = await collect(run.rerun(2, 'figkit.show(a + 1)', signal()));

    expect(sandbox.restarts).toEqual([2]);
    expect(sandbox.cells.map(({ code }) => code)).toEqual([
      'a = 1',
      'figkit.show(a)',
      'a = 1',
      'figkit.show(a + 1)',
    ]);
    const [code, notice, seen] = events;
    expect(code).toMatchObject({ type: 'code', turn: 2, rerun: 1, code: 'figkit.show(a + 1)' });
    expect(notice).toMatchObject({ type: 'notice', text: expect.stringContaining('turn 1') });
    expect(seen).toMatchObject({ type: 'observation', turn: 2, rerun: 1, stdout: 'two' });
    expect(seen?.type === 'observation' && seen.images[0]?.name).toBe('t2r1-1');
  });

  it('is told to the model with the next question', async () => {
    const model = new ScriptedModel([...firstReplies, answer('\\boxed{4} as in [t1r1-1]')]);
    const sandbox = new ScriptedSandbox([
      ...firstSeen,
      { stdout: 'changed', images: [shown(box, 1)] },
    ]);
    const run = new Run([figure()], { model, sandbox });
    await collect(run.ask({ text: 'How many?' }, signal()));
    await collect(run.rerun(1, 'a = 2', signal()));
    const events = await collect(run.ask({ text: 'And now?' }, signal()));

    const told = model.requests.at(-1)?.messages.map(parseObservation).findLast(Boolean);
    expect(told).toMatchObject({ turn: 1, changedCode: 'a = 2', stdout: 'changed' });
    expect(events.some(({ type }) => type === 'notice')).toBe(false);
    expect(events.at(-1)).toMatchObject({ type: 'answer', value: 4 });
  });

  it('that is stopped leaves the run usable, with its variables brought back', async () => {
    const sandbox = new ScriptedSandbox([...firstSeen, 'hang', { stdout: 'one' }, {}]);
    const model = new ScriptedModel([...firstReplies, answer('\\boxed{5}')]);
    const run = new Run([figure()], { model, sandbox });
    await collect(run.ask({ text: 'How many?' }, signal()));
    const stop = new AbortController();
    const events: RunEvent[] = [];
    for await (const event of run.rerun(1, 'while True: pass', stop.signal)) {
      events.push(event);
      if (event.type === 'code') setTimeout(() => stop.abort(), 5);
    }
    expect(events.at(-1)).toMatchObject({ type: 'failed', kind: 'cancelled', turn: 1, rerun: 1 });
    const after = await collect(run.ask({ text: 'And now?' }, signal()));
    expect(sandbox.cells.slice(-2).map(({ code }) => code)).toEqual(['a = 1', 'figkit.show(a)']);
    expect(after.at(-1)).toMatchObject({ type: 'answer', value: 5 });
  });

  it('cannot be one that does not exist', async () => {
    const run = new Run([figure()], {
      model: new ScriptedModel([]),
      sandbox: new ScriptedSandbox(),
    });
    expect(() => run.rerun(7, '1', signal())).toThrow('no cell in turn 7');
  });
});

describe('a recorded run', () => {
  it('goes on: the messages are those it had, the cells run again first', async () => {
    const { events, model: before } = await recorded();
    const model = new ScriptedModel([cell('a + 1', 'Once more.'), answer('\\boxed{6}')]);
    const sandbox = new ScriptedSandbox([...firstSeen, { value: '2' }]);
    const run = new Run([figure()], { model, sandbox, now: clock() }, events);
    const more = await collect(run.ask({ text: 'And the rest?' }, signal()));

    expect(run.id).toBe(events[0]?.run);
    expect(sandbox.cells.map(({ code }) => code)).toEqual(['a = 1', 'figkit.show(a)', 'a + 1']);
    expect(more[0]).toMatchObject({ type: 'started', followUp: true });
    expect(more.at(-1)).toMatchObject({ type: 'answer', turn: 5, value: 6 });
    // What the model got before its last reply, it gets again; its own replies say the same.
    const [had, has] = [before.requests.at(-1)?.messages ?? [], model.requests[0]?.messages ?? []];
    expect(has.slice(0, had.length).map(({ role }) => role)).toEqual(had.map(({ role }) => role));
    expect(messagesText(has.slice(0, had.length))).toBe(messagesText(had));
  });

  it('that was cut off in mid-thought says so to the model', async () => {
    const { events } = await recorded();
    const cut = events.filter(({ type, turn }) => type !== 'answer' && turn < 3);
    const model = new ScriptedModel([answer('\\boxed{1}')]);
    const run = new Run([figure()], { model, sandbox: new ScriptedSandbox(firstSeen) }, [
      ...cut,
      { ...cut[0], type: 'thoughtDelta', turn: 3, text: 'Then I' } as RunEvent,
    ]);
    await collect(run.ask({ text: 'How many?' }, signal()));
    expect(messagesText(model.requests[0]?.messages ?? [])).toContain(
      'The last reply was cut off.',
    );
  });

  it('keeps the region of its question and does not show it as a turn of the model', async () => {
    const first = new ScriptedModel([answer('\\boxed{1}')]);
    const one = new Run([figure()], {
      model: first,
      sandbox: new ScriptedSandbox([{ images: [shown(box, 2)] }]),
    });
    const events = await collect(one.ask({ text: 'How many?', region: { box } }, signal()));
    const model = new ScriptedModel([answer('\\boxed{2}')]);
    const sandbox = new ScriptedSandbox([{ images: [shown(box, 2)] }]);
    const again = new Run([figure()], { model, sandbox }, events);
    await collect(again.ask({ text: 'Sure?' }, signal()));
    const had = first.requests[0]?.messages ?? [];
    const has = model.requests[0]?.messages ?? [];
    expect(messagesText(has.slice(0, had.length))).toBe(messagesText(had));
  });

  it('leaves out cells that ended their process', async () => {
    const replies = [cell('while True: pass'), answer('\\boxed{1}')];
    const timeLimit = { type: 'TimeLimit', message: 'too long' };
    const one = new Run([figure()], {
      model: new ScriptedModel(replies),
      sandbox: new ScriptedSandbox([{ error: timeLimit }]),
    });
    const events = await collect(one.ask({ text: 'How many?' }, signal()));
    const sandbox = new ScriptedSandbox();
    const again = new Run([figure()], { model: new ScriptedModel([answer('2')]), sandbox }, events);
    expect((await collect(again.ask({ text: 'Sure?' }, signal()))).at(-1)?.type).toBe('answer');
    expect(sandbox.cells).toEqual([]);
  });
});
