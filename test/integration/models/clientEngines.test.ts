import { afterEach, describe, expect, it } from 'vitest';
import { createServerModel } from '../../../src/models/openai/index.ts';
import type { ModelEntry } from '../../../src/models/servers/entry.ts';
import type {
  Model,
  ModelDelta,
  ModelMessage,
  ModelRequest,
} from '../../../src/reasoning/model.ts';
import type { ModelError } from '../../../src/reasoning/modelError.ts';
import { s1vl } from '../../../src/reasoning/profiles/s1vl.ts';
import { PYTHON_TOOL } from '../../../src/reasoning/prompt/pythonTool.ts';
import { encodePng } from '../../fixtures/encode/png.ts';
import {
  startServer,
  type TestServer,
  type TestServerOptions,
} from '../../fixtures/servers/server.ts';
import { ENGINES, type EngineName, type ScriptedReply } from '../../fixtures/servers/types.ts';
import { failure } from './oneReply.ts';

/** The client against servers that behave as each engine does. */

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function setUp(
  engine: EngineName,
  reply: ScriptedReply,
  more: Partial<TestServerOptions> = {},
  entry: Partial<ModelEntry> = {},
): Promise<{ server: TestServer; model: Model }> {
  const server = await startServer({ engine, model: () => reply, ...more });
  servers.push(server);
  const { url, modelId } = server;
  return {
    server,
    model: createServerModel({ name: 'lab', url, model: modelId, ...entry }, { profile: s1vl }),
  };
}

const message = (role: ModelMessage['role'], text: string, images = 0): ModelMessage => ({
  role,
  parts: [
    ...Array.from({ length: images }, () => ({ type: 'image', image: PICTURE }) as const),
    { type: 'text', text },
  ],
});
const PICTURE = {
  mime: 'image/png',
  bytes: encodePng({ width: 2, height: 2, rgb: new Uint8Array(12) }),
  width: 2,
  height: 2,
} as const;
const asking = (...messages: ModelMessage[]): ModelRequest => ({ messages, stop: ['</code>'] });
const look = asking(message('system', 'You look at figures.'), message('user', 'How many?', 2));

/** Thoughts, text and calls of a reply, and the rest as it came. */
async function read(model: Model, request: ModelRequest) {
  const deltas: ModelDelta[] = [];
  for await (const delta of model.stream(request, new AbortController().signal)) deltas.push(delta);
  const joined = (type: 'text' | 'thought') =>
    deltas.map((delta) => (delta.type === type ? delta.text : '')).join('');
  return {
    thought: joined('thought'),
    text: joined('text'),
    calls: deltas.filter(({ type }) => type === 'toolCall'),
    end: deltas.find((delta) => delta.type === 'end')?.reason,
    usage: deltas.findLast((delta) => delta.type === 'usage'),
    notices: deltas.flatMap((delta) => (delta.type === 'notice' ? [delta.text] : [])),
  };
}
const failureOf = (model: Model, request = look) => failure(read(model, request));

const words = { thought: 'Größe in µm — 細胞 🔬.', text: 'Es sind 57.' };

describe.each(ENGINES)('%s', (engine) => {
  it('streams thoughts, text, why it ended and the tokens', async () => {
    const { server, model } = await setUp(engine, words);
    const { thought, text, end, usage } = await read(model, look);
    // Some put thoughts into the text: taking them apart is the reader's work.
    expect(`${thought}${text}`.replaceAll(/<\/?think>|\s/gu, '')).toBe(
      `${words.thought}${words.text}`.replaceAll(' ', ''),
    );
    expect(end).toBe('stop');
    expect(usage?.type === 'usage' && usage.promptTokens).toBeGreaterThan(0);
    await expect.poll(() => server.chats()[0]?.status).toBe(200);
  });

  it('gives the same in odd pieces, with pings, other line ends and no [DONE]', async () => {
    const { server, model } = await setUp(engine, words);
    const expected = await read(model, look);
    Object.assign(server.quirks, { pieces: [1, 3, 7, 2], pings: true, crlf: true, done: false });
    const { usage: _, ...again } = await read(model, look);
    expect(expected).toMatchObject(again);
  });

  it('takes an answer in one piece', async () => {
    const { model } = await setUp(engine, words, { quirks: { answer: 'json' } });
    const { text, end } = await read(model, look);
    expect(text).toContain(words.text);
    expect(end).toBe('stop');
  });

  it('calls a function', async () => {
    const call = { name: 'python', arguments: { code: 'print("µ")' } };
    const { model } = await setUp(engine, { toolCalls: [call, call], finish: 'tool_calls' });
    const { calls, end } = await read(model, { ...look, tools: [PYTHON_TOOL] });
    expect(calls).toHaveLength(2);
    for (const one of calls)
      expect(
        one.type === 'toolCall' && [one.name, JSON.parse(one.arguments), one.id !== ''],
      ).toEqual(['python', call.arguments, true]);
    expect(new Set(calls.map((one) => one.type === 'toolCall' && one.id)).size).toBe(2);
    expect(end).toBe('toolCalls');
  });

  it('refuses in its own words, and the user is told in ours', async () => {
    const keyed = await setUp(engine, words, { key: 'sk-right' });
    expect(await failureOf(keyed.model)).toMatchObject({ kind: 'key' });
    const other = await setUp(engine, words, {}, { model: 'no-such-model' });
    // With a single model these take any name.
    if (engine !== 'llama-server' && engine !== 'sglang')
      expect((await failureOf(other.model)).message).toContain('no model "no-such-model"');
    const blind = await setUp(engine, words, { quirks: { images: false } });
    expect(await failureOf(blind.model)).toMatchObject({ kind: 'noImages' });
    const single = await setUp(engine, words, { quirks: { tools: false } });
    const withTool = { ...look, tools: [PYTHON_TOOL] };
    // SGLang hands the words of a call out as text.
    if (engine !== 'sglang')
      expect(await failureOf(single.model, withTool)).toMatchObject({ kind: 'noTools' });
    const still = await setUp(engine, words, { quirks: { refuse: 'rate', retryAfter: '90' } });
    expect(await failureOf(still.model)).toMatchObject({ kind: 'rate', retryAfterMs: 90_000 });
    const crash = await setUp(engine, words, { quirks: { refuse: 'crash' } });
    expect(await failureOf(crash.model)).toMatchObject({ kind: 'refused' });
  });

  it('waits a little when it is asked to, and once only', async () => {
    const { server, model } = await setUp(engine, words, {
      quirks: { refuse: 'rate', retryAfter: '0.01', times: 1 },
    });
    expect((await read(model, look)).notices).toHaveLength(1);
    Object.assign(server.quirks, { times: 2 });
    expect(await failureOf(model)).toMatchObject({ kind: 'rate' });
  });

  it('breaks off in the middle in many ways', async () => {
    const cut = await setUp(engine, words, { quirks: { cutAfterBytes: 700 } });
    expect(await failureOf(cut.model)).toMatchObject({ kind: 'cut' });
    const stall = await setUp(
      engine,
      words,
      { quirks: { answer: 'stall' } },
      { limits: { idleSeconds: 1 } },
    );
    expect(await failureOf(stall.model)).toMatchObject({ kind: 'cut' });
    const error = await setUp(engine, words, { quirks: { errorAfterEvents: 2 } });
    expect((await failureOf(error.model)).message).toContain('illegal memory access');
    const page = await setUp(engine, words, { quirks: { answer: 'html' } });
    expect(await failureOf(page.model)).toMatchObject({ kind: 'nonsense' });
    const garbage = await setUp(engine, words, { quirks: { answer: 'garbage' } });
    expect(await failureOf(garbage.model)).toMatchObject({ kind: 'nonsense' });
  });

  it('has a context that is too short, and nobody is left in the dark', async () => {
    const { model } = await setUp(engine, words, { quirks: { contextTokens: 512 } });
    const long = asking(
      message('system', 'Rules. '.repeat(300)),
      message('user', 'data '.repeat(2000)),
    );
    const { notices } = await read(model, long).catch((error: unknown) => {
      expect(error).toMatchObject({ kind: 'context' });
      return { notices: [(error as ModelError).message] };
    });
    expect(notices.join('')).toContain('OLLAMA_CONTEXT_LENGTH');
    expect(notices.join('')).toContain('4096');
  });

  it('leaves no connection behind', async () => {
    const { server, model } = await setUp(engine, words, { quirks: { delayMs: 5 } });
    for (let round = 0; round < 3; round += 1)
      for await (const _ of model.stream(look, new AbortController().signal)) break;
    await expect.poll(() => server.openConnections()).toBe(0);
    expect(server.chats()).toHaveLength(3);
  });
});
