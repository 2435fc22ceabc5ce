import { describe, expect, it } from 'vitest';
import type {
  GenerateItem,
  GenerateParams,
  LoadedModel,
} from '../../../../src/inference/protocol.ts';
import { IpcError } from '../../../../src/ipc/errors.ts';
import type { LocalEntry } from '../../../../src/models/local/entry.ts';
import type { UseOptions } from '../../../../src/models/local/host.ts';
import { createLocalModel } from '../../../../src/models/local/localModel.ts';
import type { ModelSpec } from '../../../../src/models/local/spec.ts';
import type { ModelDelta, ModelRequest, ToolSpec } from '../../../../src/reasoning/model.ts';
import { s1vl, tools } from '../../../../src/reasoning/profiles/index.ts';
import { MODEL } from '../../../fixtures/inferenceChild/script.ts';

const entry: LocalEntry = { name: 'tiny', folder: '/models/tiny' };

const end: GenerateItem = {
  type: 'end',
  reason: 'stop',
  promptTokens: 100,
  cachedTokens: 60,
  completionTokens: 21,
  thoughtTokens: 4,
  timings: { visionMs: 0, prefillMs: 40, decodeMs: 2000 },
};

/** A host that gives these items; the first reply loads the model. */
class FakeHost {
  asked: { spec: ModelSpec; params: GenerateParams }[] = [];
  model: LoadedModel = { ...MODEL, notices: ['No DeepStack.'] };
  items: readonly GenerateItem[];
  ended = 0;
  #now = true;
  constructor(...items: GenerateItem[]) {
    this.items = items;
  }
  async *generate(spec: ModelSpec, params: GenerateParams, options: UseOptions) {
    this.asked.push({ spec, params });
    options.onWait?.();
    if (this.#now) options.onStep?.({ type: 'reading', part: 'vision_encoder', device: 'webgpu' });
    options.onLoaded?.(this.model, this.#now);
    this.#now = false;
    try {
      for (const item of this.items) {
        await Promise.resolve();
        options.signal.throwIfAborted();
        yield item;
      }
    } finally {
      this.ended += 1;
    }
  }
}

const python: ToolSpec = { name: 'python', description: 'runs', parameters: { type: 'object' } };

function request(more: Partial<ModelRequest> = {}): ModelRequest {
  return {
    messages: [{ role: 'user', parts: [{ type: 'text', text: 'How many?' }] }],
    stop: ['</code>'],
    ...more,
  };
}

async function all(deltas: AsyncIterable<ModelDelta>): Promise<ModelDelta[]> {
  const list: ModelDelta[] = [];
  for await (const delta of deltas) list.push(delta);
  return list;
}

const never = () => new AbortController().signal;

describe('a reply of a local model', () => {
  it('is told as it comes: progress, how it was loaded, text, tokens and times, the end', async () => {
    const host = new FakeHost(
      { type: 'prefill', done: 80, total: 100, cached: 60 },
      { type: 'notice', text: 'An image was shrunk.' },
      { type: 'text', text: '<think>\nhm' },
      end,
    );
    const model = createLocalModel(entry, { host, profile: s1vl });
    expect(await all(model.stream(request(), never()))).toEqual([
      { type: 'progress', progress: { doing: 'waiting' } },
      {
        type: 'progress',
        progress: { doing: 'loading', part: 'vision encoder', device: 'WebGPU' },
      },
      {
        type: 'notice',
        level: 'info',
        text: 'tiny runs on the CPU (2 threads, q4, 4,096 tokens of context), loaded in 0.0 s.',
      },
      { type: 'notice', level: 'warning', text: 'No DeepStack.' },
      { type: 'progress', progress: { doing: 'reading', done: 80, total: 100, cached: 60 } },
      { type: 'notice', level: 'warning', text: 'An image was shrunk.' },
      { type: 'text', text: '<think>\nhm' },
      {
        type: 'usage',
        promptTokens: 100,
        cachedTokens: 60,
        completionTokens: 21,
        loadMs: 12,
        prefillMs: 40,
        decodeMs: 2000,
      },
      { type: 'end', reason: 'stop' },
    ]);
    // The same load: nothing of it is news, and no time of this request.
    const second = await all(model.stream(request(), never()));
    expect(second.filter(({ type }) => type === 'notice')).toHaveLength(1);
    expect(second.find(({ type }) => type === 'usage')).not.toHaveProperty('loadMs');
    host.model = { ...host.model, device: 'webgpu' };
    const third = await all(model.stream(request(), never()));
    expect(third.filter(({ type }) => type === 'notice')).toHaveLength(3);
  });

  it('has its calls of tools taken out, with ids that go on', async () => {
    const host = new FakeHost(
      { type: 'text', text: 'I look.\n<tool_' },
      { type: 'text', text: 'call>{"name": "python", "arguments": {"code": "1"}}</tool_call>' },
      end,
    );
    const model = createLocalModel(entry, { host, profile: tools });
    const call = {
      type: 'toolCall',
      id: 'call_1',
      name: 'python',
      arguments: '{"code":"0"}',
    } as const;
    const messages = [
      ...request().messages,
      { role: 'assistant', parts: [{ type: 'text', text: 'a' }, call] },
      { role: 'tool', parts: [{ type: 'text', text: 'printed' }], callId: 'call_1' },
    ] as const;
    const deltas = await all(
      model.stream(request({ messages, tools: [python], stop: [] }), never()),
    );
    expect(deltas.filter(({ type }) => type === 'text' || type === 'toolCall')).toEqual([
      { type: 'text', text: 'I look.' },
      { type: 'toolCall', id: 'call_2', name: 'python', arguments: '{"code":"1"}' },
    ]);
    const { params } = host.asked[0] ?? {};
    expect(params?.stop).toEqual(['</tool_call>']);
    expect(params?.tools).toEqual([{ type: 'function', function: python }]);
    expect(params?.messages[1]?.parts[1]).toEqual({
      type: 'toolCall',
      name: 'python',
      arguments: { code: '0' },
    });
    expect(params?.messages[2]).toEqual({
      role: 'tool',
      parts: [{ type: 'text', text: 'printed' }],
    });
  });

  it('without tools keeps <tool_call> as text: the reader of the turn reads it', async () => {
    const text = '<tool_call>{}</tool_call>';
    const host = new FakeHost({ type: 'text', text }, end);
    const model = createLocalModel(entry, { host, profile: s1vl });
    const deltas = await all(model.stream(request(), never()));
    expect(deltas.find(({ type }) => type === 'text')).toEqual({ type: 'text', text });
    expect(host.asked[0]?.params).not.toHaveProperty('tools');
  });

  it('stops the process when nobody reads on', async () => {
    const host = new FakeHost(
      { type: 'text', text: 'a' },
      ...Array<GenerateItem>(1000).fill({ type: 'text', text: 'b' }),
    );
    const model = createLocalModel(entry, { host, profile: s1vl });
    for await (const delta of model.stream(request(), never())) if (delta.type === 'text') break;
    await expect.poll(() => host.ended).toBe(1);
  });

  it('ends with the error of its host', async () => {
    const host = {
      // eslint-disable-next-line require-yield -- fails before the first item
      async *generate(): AsyncGenerator<GenerateItem> {
        await Promise.resolve();
        throw new IpcError('AbortError', 'stopped');
      },
    };
    const model = createLocalModel(entry, { host, profile: s1vl });
    await expect(all(model.stream(request(), never()))).rejects.toThrow('stopped');
  });

  it('with images for a model without eyes is refused', async () => {
    const host = new FakeHost(end);
    host.model = { ...MODEL, images: false };
    const image = { mime: 'image/png', bytes: Uint8Array.of(1), width: 1, height: 1 } as const;
    const messages = [{ role: 'user', parts: [{ type: 'image', image }] }] as const;
    const model = createLocalModel(entry, { host, profile: s1vl });
    await expect(all(model.stream(request({ messages }), never()))).rejects.toMatchObject({
      kind: 'noImages',
      message:
        'tiny takes no images: its folder has no vision encoder. Choose a model that has one.',
    });
  });
});

describe('what an entry says', () => {
  it('goes to the process', async () => {
    const host = new FakeHost(end);
    const full: LocalEntry = {
      ...entry,
      label: 'Tiny',
      device: 'webgpu',
      dtype: { vision_encoder: 'fp16' },
      contextTokens: 2048,
      threads: 3,
      sampling: { temperature: 0, seed: 7 },
      maxTokens: 99,
      thinking: true,
      thinkingBudget: 50,
    };
    await all(createLocalModel(full, { host, profile: s1vl }).stream(request(), never()));
    const { spec, params } = host.asked[0] ?? {};
    expect(spec).toEqual({
      label: 'Tiny',
      folder: '/models/tiny',
      device: 'webgpu',
      dtype: { vision_encoder: 'fp16' },
      contextTokens: 2048,
      threads: 3,
    });
    expect(params).toEqual({
      messages: [{ role: 'user', parts: [{ type: 'text', text: 'How many?' }] }],
      sampling: { temperature: 0, seed: 7 },
      stop: ['</code>'],
      maxTokens: 99,
      thinking: true,
      thinkingBudget: 50,
    });
  });

  it.each([
    [{}, 524_288],
    [{ device: 'cpu' }, 524_288],
    [{ device: 'webgpu' }, undefined],
    [{ limits: { maxImagePixels: 100 } }, 100],
    [{ device: 'cuda', limits: { maxImagePixels: 100 } }, 100],
  ] as const)('%o: pixels of an image at most', (more, pixels) => {
    const model = createLocalModel({ ...entry, ...more }, { host: new FakeHost(), profile: s1vl });
    expect(model.id).toBe('local:tiny');
    expect(model.label).toBe('tiny on this machine');
    expect(model.limits?.maxImagePixels).toBe(pixels);
  });
});
