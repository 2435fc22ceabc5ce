import { describe, expect, it } from 'vitest';
import { Run } from '../../../src/reasoning/loop/run.ts';
import type { ModelDelta } from '../../../src/reasoning/model.ts';
import { tools } from '../../../src/reasoning/profiles/index.ts';
import { TurnReader } from '../../../src/reasoning/reader/turnReader.ts';
import { ask, collect, expectAppendOnly, last, notices } from './asking.ts';
import { clock, figure, ScriptedModel, ScriptedSandbox, type Reply } from './fakes.ts';
import { call } from './transcripts.ts';

const model = (replies: readonly Reply[]) =>
  Object.assign(new ScriptedModel(replies), { profile: tools });
const roles = ({ requests }: ScriptedModel) => requests.at(-1)?.messages.map(({ role }) => role);
const signal = new AbortController().signal;

describe('a model with function calling', () => {
  it('is offered python, and every call is answered under its id', async () => {
    const caller = model([[call('x7', '{"code":"1+1"}')], 'Route: direct\nIt is \\boxed{2}.']);
    const events = await ask(caller, new ScriptedSandbox([{ value: '2' }]));
    expect(last(events)).toMatchObject({ type: 'answer', text: 'It is 2.', value: 2 });
    expect(caller.requests[0]?.tools?.map(({ name }) => name)).toEqual(['python']);
    const [asked, answered] = caller.requests[1]?.messages.slice(-2) ?? [];
    expect(asked?.parts).toEqual([
      { type: 'toolCall', id: 'x7', name: 'python', arguments: '{"code":"1+1"}' },
    ]);
    expect(answered).toMatchObject({ role: 'tool', callId: 'x7' });
    expectAppendOnly(caller);
  });

  it('is reminded under the same id when the arguments are broken', async () => {
    const caller = model([[call('b', '{"code": "1+')], 'It is 2.']);
    const events = await ask(caller, new ScriptedSandbox());
    expect(notices(events)[0]).toContain('a tool call that is not JSON');
    expect(caller.requests[1]?.messages.at(-1)).toMatchObject({ role: 'tool', callId: 'b' });
  });

  it('gets a user message when it wrote its code as text', async () => {
    const caller = model(['```python\n1+1\n```\n', 'It is 2.']);
    await ask(caller, new ScriptedSandbox([{ value: '2' }]));
    expect(roles(caller)).toEqual(['system', 'user', 'assistant', 'user']);
  });

  it('has a call that was stopped answered before the next question', async () => {
    const caller = model([[call('s', '{"code":"1+1"}')], 'It is 2.']);
    const run = new Run([figure()], {
      model: caller,
      sandbox: new ScriptedSandbox([new Error('the process is gone')]),
      now: clock(),
    });
    expect(last(await collect(run.ask({ text: 'a?' }, signal)))).toMatchObject({ type: 'failed' });
    await collect(run.ask({ text: 'b?' }, signal));
    expect(roles(caller)?.slice(2)).toEqual(['assistant', 'tool', 'user']);
    expect(caller.requests[1]?.messages[3]?.callId).toBe('s');
  });

  it('goes on with a recorded run: its calls and their answers belong together', async () => {
    const sandbox = () => new ScriptedSandbox([{ value: '2' }, { value: '2' }]);
    const first = model([[call('c1', '{"code":"1+1"}')], 'It is 2.']);
    const past = await ask(first, sandbox());
    const second = model(['Still 2.']);
    const run = new Run([figure()], { model: second, sandbox: sandbox(), now: clock() }, past);
    await collect(run.ask({ text: 'Sure?' }, signal));
    const messages = second.requests[0]?.messages ?? [];
    const made = messages.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.type === 'toolCall' ? [part] : [])),
    );
    expect(made).toEqual([
      { type: 'toolCall', id: 'call_t1', name: 'python', arguments: '{"code":"1+1"}' },
    ]);
    expect(messages.find(({ role }) => role === 'tool')?.callId).toBe('call_t1');
  });
});

describe('the route', () => {
  it('holds a model to the look that it chose, once', async () => {
    const caller = model(['Route: look\n\n57', 'Route: direct\n\n57']);
    const events = await ask(caller, new ScriptedSandbox());
    expect(notices(events)).toEqual([
      'The model chose to look closer and answered without doing so. The model was asked once more.',
    ]);
    expect(last(events)).toMatchObject({ type: 'answer', text: '57', value: 57 });
  });

  it('is asked for in mode auto only', async () => {
    for (const mode of ['auto', 'images', 'reasoning'] as const) {
      const caller = model(['57', '57']);
      await ask(caller, new ScriptedSandbox(), { mode });
      const text = JSON.stringify(caller.requests[0]?.messages.at(-1)?.parts.at(-1));
      expect(text.includes('Route: look')).toBe(mode === 'auto');
    }
  });

  it('alone is no answer', async () => {
    const events = await ask(
      model(['Route: direct', '**Route:** direct\n57']),
      new ScriptedSandbox(),
    );
    expect(notices(events)[0]).toContain('The reply had no answer.');
    expect(last(events)).toMatchObject({ text: '57' });
  });
});

describe('the reader of a plain answer', () => {
  const read = (deltas: readonly ModelDelta[]) => {
    const reader = new TurnReader(tools.tags, true);
    const events = deltas.flatMap((delta) =>
      delta.type === 'toolCall'
        ? reader.call(delta)
        : delta.type === 'text' || delta.type === 'thought'
          ? reader.feed(delta.text, delta.type)
          : [],
    );
    return [...events, ...reader.end()];
  };

  it('does not show text as a thought that is the answer', () => {
    expect(
      read([
        { type: 'thought', text: 'hm' },
        { type: 'text', text: 'It is 5.' },
      ]),
    ).toEqual([
      { type: 'thought', text: 'hm' },
      { type: 'answer', text: 'It is 5.' },
    ]);
  });

  it('shows it as a thought before a call or a tag', () => {
    expect(read([{ type: 'text', text: 'I look.' }, call('a', '{"code":"x"}')])).toEqual([
      { type: 'thought', text: 'I look.' },
      { type: 'code', code: 'x' },
    ]);
    expect(read([{ type: 'text', text: 'I know. <answer>5</answer>' }])).toEqual([
      { type: 'thought', text: 'I know.' },
      { type: 'answer', text: '5' },
    ]);
    expect(read([{ type: 'text', text: 'a thought</think>5' }])).toEqual([
      { type: 'thought', text: 'a thought' },
      { type: 'answer', text: '5' },
    ]);
  });

  it('takes code from the usual arguments', () => {
    for (const args of [
      '{"code":"x"}',
      '{"arguments":{"code":"x"}}',
      '{"script":"```python\\nx\\n```"}',
    ])
      expect(read([call('a', args)])).toEqual([{ type: 'code', code: 'x' }]);
    expect(read([call('a', '{}')])).toEqual([
      { type: 'nothing', reason: 'a tool call without code' },
    ]);
  });
});
