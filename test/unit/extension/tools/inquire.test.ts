import { beforeEach, describe, expect, it } from 'vitest';
import { SessionHub } from '../../../../src/extension/session/hub.ts';
import { inquire } from '../../../../src/extension/session/inquire.ts';
import { Session } from '../../../../src/extension/session/session.ts';
import type { StoredEvent } from '../../../../src/runs/storedEvents.ts';
import { fake } from '../../../fixtures/vscode.ts';
import { ScriptedSandbox, shown } from '../../reasoning/fakes.ts';
import { ScriptedSandboxes, sessionParts, SteppedModel } from '../sessionParts.ts';

const CELL = '<think>Look.</think><code>\n```python\nprint(1)\n```\n</code>';
const ANSWER = '<think>Done.</think><answer>\\boxed{12}\nTwelve.</answer>';

const sandboxes = () =>
  new ScriptedSandboxes(
    () => new ScriptedSandbox([{ stdout: '1', images: [shown([0, 0, 9, 9], 2)] }, { stdout: '2' }]),
  );

beforeEach(() => fake.reset());

async function withFigure(replies: string[], host?: string) {
  const model = new SteppedModel(replies);
  const consent: string[] = [];
  const made = await sessionParts(model, sandboxes(), {
    ...(host !== undefined && { host }),
    consent: (to) => {
      consent.push(to);
      return Promise.resolve(false);
    },
  });
  const session = new Session(made.parts);
  await session.addFigures([{ kind: 'uri', uri: made.uri }]);
  return { session, model, consent, ...made };
}

describe('inquire', () => {
  it('gives the answer, and tells what happens on the way', async () => {
    const { session, parts } = await withFigure([CELL, ANSWER]);
    const events: StoredEvent['type'][] = [];
    const told: string[] = [];
    const { run, exchange } = await inquire(session, {
      question: 'How many?',
      mode: 'images',
      signal: new AbortController().signal,
      onEvent: ({ type }) => void events.push(type),
      onActivity: (words) => void told.push(words),
    });
    expect(exchange.answer).toMatchObject({ value: 12, answered: true });
    expect(exchange.started).toMatchObject({ question: 'How many?', mode: 'images' });
    expect(events).toEqual(expect.arrayContaining(['started', 'code', 'observation', 'answer']));
    expect(told).toContain('Turn 1: running Python');
    expect(told).toEqual([...new Set(told)]);
    // It is in the history, as every other run.
    expect((await parts.store.readStored(run)).events.at(-1)?.type).toBe('answer');
  });

  it('gives the exchange of a follow-up alone', async () => {
    const { session } = await withFigure([ANSWER, ANSWER.replaceAll('12', '13')]);
    const { signal } = new AbortController();
    const first = await inquire(session, { question: 'How many?', signal });
    const second = await inquire(session, { question: 'And now?', signal });
    expect(second.run).toBe(first.run);
    expect(second.exchange.started).toMatchObject({ question: 'And now?', followUp: true });
    expect(second.exchange.answer?.value).toBe(13);
  });

  it('stops the run with its signal, and keeps what there is', async () => {
    const { session, model } = await withFigure([CELL]);
    model.go = new Promise(() => undefined);
    const stop = new AbortController();
    const asked = inquire(session, {
      question: 'How many?',
      signal: stop.signal,
      onEvent: ({ type }) => type === 'started' && stop.abort(),
    });
    const { exchange } = await asked;
    expect(exchange.failed?.kind).toBe('cancelled');
    expect(session.busy).toBe(false);
  });

  it('does not begin when the signal is aborted already', async () => {
    const { session, model } = await withFigure([ANSWER]);
    const asked = inquire(session, { question: 'How many?', signal: AbortSignal.abort() });
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    expect(model.requests).toEqual([]);
  });

  it('asks before figures leave the machine, and says that nothing was sent', async () => {
    const { session, consent, model } = await withFigure([ANSWER], 'lab.example');
    const { signal } = new AbortController();
    const asked = inquire(session, { question: 'How many?', signal });
    await expect(asked).rejects.toThrow('Nothing was sent to lab.example.');
    expect(consent).toEqual(['lab.example']);
    expect(model.requests).toEqual([]);
  });

  it('says why a question never began', async () => {
    const failing = new ScriptedSandbox();
    failing.start = () => Promise.reject(new Error('There is no Python here.'));
    const model = new SteppedModel([ANSWER]);
    const { parts, uri } = await sessionParts(model, new ScriptedSandboxes(() => failing));
    const session = new Session(parts);
    await session.addFigures([{ kind: 'uri', uri }]);
    const { signal } = new AbortController();
    const asked = inquire(session, { question: 'How many?', signal });
    await expect(asked).rejects.toThrow('There is no Python here.');
    expect(await parts.store.list()).toEqual([]);
  });
});

describe('a session that nobody shows', () => {
  it('stays while it is held, and is let go afterwards', async () => {
    const { parts, uri } = await sessionParts(new SteppedModel([ANSWER]), sandboxes());
    const hub = new SessionHub(parts, () => false);
    const session = hub.create();
    const release = hub.hold(session);
    hub.prune();
    await session.addFigures([{ kind: 'uri', uri }]);
    const { signal } = new AbortController();
    const { run } = await inquire(session, { question: 'How many?', signal });
    expect(await hub.ofRun(run)).toBe(session);
    release();
    expect(await hub.ofRun(run)).not.toBe(session);
    await hub.dispose();
  });
});
