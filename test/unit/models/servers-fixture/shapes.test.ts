import { describe, expect, it } from 'vitest';
import { ENGINES, type EngineName } from '../../../fixtures/servers/index.ts';
import { chunksOf, joined, post, says, start } from './helpers.ts';

describe.each(ENGINES)('%s', (engine) => {
  it('streams thought and text, the reason in a chunk of its own, the usage at the end', async () => {
    const server = await start({ engine, model: says('Five & “sechs”.', 'Let me see.') });
    const response = await post(server);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const chunks = await chunksOf(response);
    const field = { ...FIELDS, lmstudio: undefined }[engine];
    if (field === undefined)
      expect(joined(chunks, 'content')).toBe('Let me see.</think>\n\nFive & “sechs”.');
    else {
      expect(joined(chunks, field)).toBe('Let me see.');
      expect(joined(chunks, 'content')).toBe('Five & “sechs”.');
    }
    const last = chunks.findIndex(({ choices }) => choices[0]?.finish_reason === 'stop');
    expect(chunks[last]?.choices[0]?.delta['content'] ?? '').toBe('');
    expect(chunks.slice(last + 1)).toMatchObject([
      { choices: [], usage: { prompt_tokens: expect.any(Number) as number } },
    ]);
  });

  it('gives calls of functions by their index, in pieces or whole', async () => {
    const given = { code: 'print("count: ü")\n' };
    const model = () => ({ toolCalls: [{ name: 'python', arguments: given }] });
    const chunks = await chunksOf(
      await post(await start({ engine, model }), { tools: [PYTHON], tool_choice: 'auto' }),
    );
    const calls = chunks.flatMap(
      ({ choices }) => (choices[0]?.delta['tool_calls'] ?? []) as readonly Part[],
    );
    expect(calls.length === 1).toBe(engine === 'ollama');
    expect(calls.every(({ index }) => index === 0)).toBe(true);
    expect(calls[0]?.function.name).toBe('python');
    expect(JSON.parse(calls.map((call) => call.function.arguments).join(''))).toEqual(given);
    expect(chunks.some(({ choices }) => choices[0]?.finish_reason === 'tool_calls')).toBe(true);
  });

  it('ends at a stop string, in the thinking too', async () => {
    const server = await start({ engine, model: says('Text', 'I write </code> and think on') });
    const chunks = await chunksOf(await post(server, { stop: ['</code>'] }));
    const all = ['content', 'reasoning', 'reasoning_content'].map((name) => joined(chunks, name));
    expect(all.join('')).toBe('I write ');
  });

  it('counts thinking in max_tokens', async () => {
    const server = await start({ engine, model: says('Text', 'x'.repeat(400)) });
    const chunks = await chunksOf(await post(server, { max_tokens: 10 }));
    expect(chunks.some(({ choices }) => choices[0]?.finish_reason === 'length')).toBe(true);
  });

  it('lists its model, and answers in one piece when no stream is asked for', async () => {
    const server = await start({ engine });
    const list = (await (await fetch(`${server.url}/models`)).json()) as Models;
    expect(list.data[0]).toMatchObject({ id: server.modelId, owned_by: OWNERS[engine] });
    const whole = await post(server, { stream: false, stream_options: undefined });
    expect(await whole.json()).toMatchObject({
      choices: [{ message: { content: 'Hello, wörld.' }, finish_reason: 'stop' }],
    });
  });
});

const FIELDS = {
  vllm: 'reasoning',
  sglang: 'reasoning_content',
  'llama-server': 'reasoning_content',
  ollama: 'reasoning',
} as const;
const OWNERS: Readonly<Record<EngineName, string>> = {
  vllm: 'vllm',
  sglang: 'sglang',
  'llama-server': 'llamacpp',
  ollama: 'library',
  lmstudio: 'organization_owner',
};
const PYTHON = {
  type: 'function',
  function: { name: 'python', description: '', parameters: { type: 'object' } },
};
interface Part {
  readonly index: number;
  readonly function: { readonly name?: string; readonly arguments?: string };
}
interface Models {
  readonly data: readonly unknown[];
}

describe('the prefix cache', () => {
  it('finds what an earlier request began with, and nothing after a change', async () => {
    const server = await start({ engine: 'vllm' });
    const first = { role: 'user', content: 'A long question. '.repeat(40) };
    const more = [
      { role: 'assistant', content: 'Yes.' },
      { role: 'user', content: 'And?' },
    ];
    const cached = async (messages: readonly unknown[]) =>
      (await chunksOf(await post(server, { messages }))).at(-1)?.usage?.prompt_tokens_details
        ?.cached_tokens;
    expect(await cached([first])).toBe(0);
    expect(await cached([first, ...more])).toBeGreaterThan(150);
    expect(await cached([{ ...first, content: `X${first.content}` }, ...more])).toBe(0);
  });
});
