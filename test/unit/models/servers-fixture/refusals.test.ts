import { describe, expect, it } from 'vitest';
import { ENGINES, type EngineName } from '../../../fixtures/servers/index.ts';
import { chunksOf, pngUrl, post, start, withImage } from './helpers.ts';

const call = {
  role: 'assistant',
  content: null,
  tool_calls: [{ id: 'a', type: 'function', function: { name: 'python', arguments: '{}' } }],
};
const user = { role: 'user', content: 'Hello' };
const jpeg = pngUrl().replace('image/png', 'image/jpeg');

describe('what no engine should be sent', () => {
  it.each<[string, readonly unknown[]]>([
    ['no message', []],
    ['an unknown role', [{ role: 'developer', content: 'x' }]],
    ['a system message later on', [user, { role: 'system', content: 'x' }, user]],
    ['nothing for the model to do', [user, { role: 'assistant', content: 'x' }]],
    ['null content', [{ role: 'user', content: null }]],
    ['a part of an unknown type', [{ role: 'user', content: [{ type: 'input_text', text: 'x' }] }]],
    ['a call that is not answered', [user, call, user]],
    ['an answer to no call', [user, { role: 'tool', tool_call_id: 'b', content: 'x' }]],
    ['a field of its own', [{ ...user, images: [] }]],
    ['arguments that are no JSON', [user, withArguments('{"a": "b"c"}'), answered(), user]],
    [
      'an image in a tool message',
      [user, call, { role: 'tool', tool_call_id: 'a', content: parts(pngUrl()) }],
    ],
    ['an image of the assistant', [user, { role: 'assistant', content: parts(pngUrl()) }, user]],
    ['a PNG that is called JPEG', withImage(jpeg)],
    ['a PNG that is cut short', withImage(pngUrl().slice(0, 100))],
    ['an address', withImage('https://example.org/figure.png')],
  ])('%s', async (_, messages) => {
    const server = await start({ engine: 'vllm' });
    expect((await post(server, { messages })).status).toBe(400);
    expect((await post(server)).status).toBe(200);
  });

  it('takes a sound image, and the conversation with a call', async () => {
    const server = await start({ engine: 'vllm' });
    expect((await post(server, { messages: withImage(pngUrl()) })).status).toBe(200);
    expect((await post(server, { messages: [user, call, answered()] })).status).toBe(200);
  });
});

function parts(url: string): readonly unknown[] {
  return [{ type: 'image_url', image_url: { url } }];
}

function answered(): unknown {
  return { role: 'tool', tool_call_id: 'a', content: 'done' };
}

function withArguments(text: string): unknown {
  return {
    ...call,
    tool_calls: [{ id: 'a', type: 'function', function: { name: 'python', arguments: text } }],
  };
}

const WORDS: Readonly<Record<EngineName, Readonly<Record<'context' | 'images', RegExp>>>> = {
  vllm: { context: /maximum context length is 100 tokens/u, images: /not a multimodal model/u },
  sglang: { context: /longer than the model's context length \(100/u, images: /multimodal/u },
  'llama-server': { context: /"n_ctx":100/u, images: /mmproj/u },
  ollama: { context: /^data:/u, images: /does not support images/u },
  lmstudio: { context: /only 100 tokens/u, images: /does not support images/u },
};

describe.each(ENGINES)('%s refuses in its own words', (engine) => {
  it('a wrong key', async () => {
    const server = await start({ engine, key: 'right' });
    expect((await post(server)).status).toBe(401);
    expect((await post(server, {}, { authorization: 'Bearer right' })).status).toBe(200);
  });

  it('images for a model without eyes, and conversations that are too long', async () => {
    const server = await start({ engine, quirks: { images: false, contextTokens: 100 } });
    const images = await post(server, { messages: withImage(pngUrl()) });
    expect(images.status).toBeGreaterThanOrEqual(400);
    expect(await images.text()).toMatch(WORDS[engine].images);
    const long = await post(server, { messages: [{ role: 'user', content: 'word '.repeat(500) }] });
    // Ollama says nothing and drops the beginning.
    expect(long.status).toBe(engine === 'ollama' ? 200 : 400);
    expect(await long.text()).toMatch(WORDS[engine].context);
  });

  it('too many requests, as often as it is told to', async () => {
    const server = await start({ engine, quirks: { refuse: 'rate', retryAfter: '7', times: 1 } });
    const refused = await post(server);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await post(server)).status).toBe(200);
  });
});

it('Ollama drops the oldest messages, and its count of tokens tells', async () => {
  const seen: string[] = [];
  const server = await start({
    engine: 'ollama',
    quirks: { contextTokens: 200 },
    model: ({ messages }) => {
      seen.push(...messages.map(({ text }) => text.slice(0, 5)));
      return { text: 'Yes.' };
    },
  });
  const messages = [
    { role: 'system', content: 'first' },
    { role: 'user', content: 'oldest '.repeat(200) },
    { role: 'assistant', content: 'older' },
    { role: 'user', content: 'newest' },
  ];
  const chunks = await chunksOf(await post(server, { messages }));
  expect(seen).toEqual(['first', 'older', 'newes']);
  expect(chunks.at(-1)?.usage?.prompt_tokens).toBeLessThan(200);
});
