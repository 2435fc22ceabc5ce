import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalModel } from '../../../src/models/local/localModel.ts';
import type { ModelProgress } from '../../../src/reasoning/model.ts';
import { Run } from '../../../src/reasoning/loop/run.ts';
import { s1vl, tools } from '../../../src/reasoning/profiles/index.ts';
import type { Profile } from '../../../src/reasoning/profiles/profile.ts';
import type { Script } from '../../fixtures/inferenceChild/script.ts';
import { collect } from '../../unit/reasoning/asking.ts';
import { figure, ScriptedSandbox } from '../../unit/reasoning/fakes.ts';
import { ScriptedModels } from './hosts.ts';

let models: ScriptedModels;
beforeAll(async () => {
  models = await ScriptedModels.make();
});
afterAll(() => models.dispose());

/** Asks one question of a scripted model. */
async function ask(name: string, script: Script, profile: Profile) {
  const { folder } = await models.model(name, script);
  const progress: (ModelProgress['doing'] | undefined)[] = [];
  const run = new Run([figure()], {
    model: createLocalModel({ name, folder }, { host: models.host(), profile }),
    sandbox: new ScriptedSandbox([{ stdout: '1\n' }, { stdout: '1\n' }]),
    onProgress: (one) => progress.push(one?.doing),
  });
  const events = await collect(run.ask({ text: 'How many?' }, AbortSignal.timeout(60_000)));
  return { events, progress, asked: models.noted({ folder }).flatMap((one) => one.generate ?? []) };
}

describe('a run with a local model', () => {
  it('tells what is done before the reply begins, and the tokens and times of the answer', async () => {
    const { events, progress, asked } = await ask(
      'answers',
      { prefill: [10, 20], reply: ['<think>\nEasy.\n</think>\n', '<answer>\\boxed{3}</answer>'] },
      s1vl,
    );
    expect(progress).toEqual(['loading', 'measuring', 'reading', 'reading', undefined]);
    expect(events.map(({ type }) => type)).toEqual(['started', 'notice', 'thoughtDelta', 'answer']);
    expect(events.at(-1)).toMatchObject({
      value: 3,
      usage: { promptTokens: 100, cachedTokens: 60, loadMs: 12, prefillMs: 40, decodeMs: 2000 },
    });
    const [system, user] = asked[0]?.messages ?? [];
    expect(system?.role).toBe('system');
    expect(user?.parts.map(({ type }) => type)).toContain('image');
  });

  it('goes on when the process dies in mid-reply: on another provider, with the same question', async () => {
    const { events, asked } = await ask(
      'dies',
      {
        devices: ['webgpu', 'cpu'],
        diesAfter: 1,
        reply: ['<think>\nHm.', '\n</think><answer>\\boxed{3}</answer>'],
        lastWords: 'Error: device lost',
      },
      s1vl,
    );
    const told = events.flatMap((one) => (one.type === 'notice' ? one.text : []));
    const retry = events.find(({ type }) => type === 'retry');
    expect(retry).toMatchObject({
      text: expect.stringContaining(
        'ended while it wrote its reply (ended by SIGABRT: Error: device lost)',
      ) as string,
    });
    expect(told[0]).toContain('dies runs on WebGPU');
    expect(told[1]).toContain('dies runs on the CPU');
    expect(told[2]).toContain('WebGPU is not used');
    expect(events.at(-1)).toMatchObject({ type: 'answer', value: 3 });
    expect(asked).toHaveLength(2);
    expect(asked[1]?.messages).toEqual(asked[0]?.messages);
  });

  it('calls its tool natively, and gets the result as an answer to that call', async () => {
    const call = '{"name": "python", "arguments": {"code": "print(1)"}}';
    const { events, asked } = await ask(
      'calls',
      { reply: ['Route: look\n', `<tool_call>\n${call}\n</tool_call>`] },
      tools,
    );
    const [code] = events.filter(({ type }) => type === 'code');
    expect(code).toMatchObject({ code: 'print(1)', usage: { completionTokens: 21 } });
    expect(asked[0]?.tools).toHaveLength(1);
    const [, , assistant, tool] = asked[1]?.messages ?? [];
    expect(assistant).toEqual({
      role: 'assistant',
      parts: [
        { type: 'text', text: 'Route: look' },
        { type: 'toolCall', name: 'python', arguments: { code: 'print(1)' } },
      ],
    });
    expect(tool?.role).toBe('tool');
    expect(JSON.stringify(tool?.parts)).toContain('1\\n');
  });

  it('fails in the words of the process', async () => {
    const message = 'mine does not fit into memory: it needs about 9.1 GiB, and 2.0 GiB are free.';
    const { events } = await ask('refuses', { refuses: { kind: 'memory', message } }, s1vl);
    expect(events.at(-1)).toMatchObject({ type: 'failed', kind: 'modelError', message });
  });
});
