import { describe, expect, it } from 'vitest';
import { ModelError } from '../../../../src/reasoning/modelError.ts';
import { describeServer } from '../../../../src/models/servers/describe.ts';
import { closedPort, jsonServer, modelList, type Answer } from './jsonServer.ts';

const { signal } = new AbortController();
const json = (body: unknown): Answer => ({ json: body });

async function errorOf(url: string, key?: string): Promise<ModelError> {
  const error: unknown = await describeServer(url, { signal, ...(key ? { key } : {}) }).then(
    () => new Error('It was described.'),
    (failure: unknown) => failure,
  );
  if (error instanceof ModelError) return error;
  throw error;
}

describe('an engine is told by its list of models and its own endpoints', () => {
  it('vLLM', async () => {
    const { url } = await jsonServer({
      '/v1/models': modelList({
        id: 's1-vl-32b',
        owned_by: 'vllm',
        root: 'x',
        max_model_len: 65536,
      }),
      '/version': json({ version: '0.19.1' }),
    });
    expect(await describeServer(url, { signal })).toEqual({
      engine: 'vllm',
      version: '0.19.1',
      models: [{ id: 's1-vl-32b', contextTokens: 65536 }],
    });
  });

  it('SGLang', async () => {
    const { url } = await jsonServer({
      '/v1/models': modelList({ id: 'qwen3-vl', owned_by: 'sglang' }),
      '/get_server_info': json({
        version: '0.5.6',
        context_length: null,
        max_req_input_len: 32762,
      }),
      '/get_model_info': json({ model_path: 'x', has_image_understanding: true }),
    });
    expect(await describeServer(url, { signal })).toEqual({
      engine: 'sglang',
      version: '0.5.6',
      models: [{ id: 'qwen3-vl', contextTokens: 32762, images: true }],
    });
  });

  it('SGLang with the newer names of its endpoints', async () => {
    const { url } = await jsonServer({
      '/v1/models': modelList({ id: 'q', owned_by: 'sglang', max_model_len: 40960 }),
      '/server_info': json({ version: '0.6.0', context_length: 999 }),
      '/model_info': json({ model_path: 'x', has_image_understanding: false }),
    });
    expect(await describeServer(url, { signal })).toMatchObject({
      version: '0.6.0',
      models: [{ contextTokens: 40960, images: false }],
    });
  });

  it('llama-server', async () => {
    const { url } = await jsonServer({
      '/v1/models': modelList({
        id: 'q.gguf',
        owned_by: 'llamacpp',
        meta: { n_ctx_train: 262144 },
      }),
      '/props': json({
        default_generation_settings: { n_ctx: 8192 },
        modalities: { vision: true, audio: false },
        build_info: 'b7000-abc',
      }),
    });
    expect(await describeServer(url, { signal })).toEqual({
      engine: 'llama-server',
      version: 'b7000-abc',
      models: [{ id: 'q.gguf', contextTokens: 8192, maxContextTokens: 262144, images: true }],
    });
  });

  it('LM Studio, without its embedding models', async () => {
    const { url } = await jsonServer({
      '/v1/models': modelList(
        { id: 'qwen3-vl-8b', owned_by: 'organization_owner' },
        { id: 'plain', owned_by: 'organization_owner' },
        { id: 'embed', owned_by: 'organization_owner' },
      ),
      '/api/v0/models': json({
        data: [
          {
            id: 'qwen3-vl-8b',
            type: 'vlm',
            state: 'loaded',
            max_context_length: 262144,
            loaded_context_length: 4096,
          },
          { id: 'plain', type: 'llm', state: 'not-loaded', max_context_length: 32768 },
          { id: 'embed', type: 'embeddings', state: 'not-loaded' },
        ],
      }),
    });
    expect(await describeServer(url, { signal })).toEqual({
      engine: 'lmstudio',
      models: [
        { id: 'qwen3-vl-8b', contextTokens: 4096, maxContextTokens: 262144, images: true },
        { id: 'plain', maxContextTokens: 32768, images: false },
      ],
    });
  });

  it.each<[string, Record<string, Answer>]>([
    ['lmstudio', { '/api/v0/models': json({ data: [{ id: 'm', type: 'vlm', state: 'loaded' }] }) }],
    ['ollama', { '/api/version': json({ version: '0.13.1' }) }],
    ['llama-server', { '/props': json({ default_generation_settings: { n_ctx: 4096 } }) }],
    ['sglang', { '/get_model_info': json({ model_path: 'x' }) }],
    ['other', {}],
  ])('%s, when nobody owns the models', async (engine, paths) => {
    const { url } = await jsonServer({ '/v1/models': modelList({ id: 'm' }), ...paths });
    expect((await describeServer(url, { signal })).engine).toBe(engine);
  });

  it('a hosted service, which is asked nothing else', async () => {
    const { url, asked } = await jsonServer({
      '/v1/models': modelList({
        id: 'gpt',
        owned_by: 'system',
        context_length: 128000,
        architecture: { input_modalities: ['text', 'image'] },
      }),
    });
    expect(await describeServer(url, { signal })).toEqual({
      engine: 'other',
      models: [{ id: 'gpt', contextTokens: 128000, images: true }],
    });
    expect(asked).toEqual(['GET /v1/models']);
  });

  it('below a path of a proxy', async () => {
    const { url } = await jsonServer({
      '/llm/v1/models': modelList({ id: 'm', owned_by: 'vllm' }),
      '/llm/version': json({ version: '1' }),
    });
    expect(await describeServer(`${url}/llm/v1`, { signal })).toMatchObject({ version: '1' });
  });
});

describe('Ollama', () => {
  const ollama = (running: readonly object[], parameters = ''): Record<string, Answer> => ({
    '/v1/models': modelList(
      { id: 'qwen3-vl:8b', owned_by: 'library' },
      { id: 'embed', owned_by: 'library' },
    ),
    '/api/version': json({ version: '0.13.1' }),
    '/api/ps': json({ models: running }),
    '/api/show': (_, response, body) => {
      const { model } = JSON.parse(body) as { model: string };
      const vision = { capabilities: ['completion', 'vision', 'tools'], parameters };
      const about =
        model === 'embed'
          ? { capabilities: ['embedding'] }
          : {
              ...vision,
              model_info: { 'general.architecture': 'qwen3vl', 'qwen3vl.context_length': 262144 },
            };
      response.end(JSON.stringify(about));
    },
  });

  it('says that the loaded context is the small default, and what to do', async () => {
    const { url } = await jsonServer(ollama([{ name: 'qwen3-vl:8b', context_length: 4096 }]));
    const { engine, models } = await describeServer(url, { signal });
    expect(engine).toBe('ollama');
    expect(models).toMatchObject([
      { id: 'qwen3-vl:8b', contextTokens: 4096, maxContextTokens: 262144, images: true },
    ]);
    expect(models[0]?.note).toMatch(/4096 tokens, Ollama’s default.*OLLAMA_CONTEXT_LENGTH/u);
  });

  it('does not take the trained context for the loaded one', async () => {
    const { url } = await jsonServer(ollama([]));
    const [model] = (await describeServer(url, { signal })).models;
    expect(model).not.toHaveProperty('contextTokens');
    expect(model?.note).toMatch(/not loaded.*4096/u);
  });

  it('has nothing to say about a larger one, loaded or written into the model', async () => {
    for (const paths of [
      ollama([{ model: 'qwen3-vl:8b', context_length: 32768 }]),
      ollama([], 'temperature 1\nnum_ctx                        32768\n'),
    ]) {
      const { url } = await jsonServer(paths);
      const [model] = (await describeServer(url, { signal })).models;
      expect(model?.contextTokens).toBe(32768);
      expect(model).not.toHaveProperty('note');
    }
  });

  it('without any model is no error', async () => {
    const { url } = await jsonServer({
      '/v1/models': json({ object: 'list', data: null }),
      '/api/version': json({ version: '0.13.1' }),
    });
    expect(await describeServer(url, { signal })).toMatchObject({ engine: 'ollama', models: [] });
  });
});

describe('what cannot be described', () => {
  it('is down', async () => {
    const error = await errorOf(`http://127.0.0.1:${await closedPort()}/v1`);
    expect(error.kind).toBe('down');
    expect(error.message).toMatch(
      /Nothing answers at 127\.0\.0\.1:\d+ \(connection refused\)\. Start/u,
    );
  });

  it('wants a key, or another one', async () => {
    const { url } = await jsonServer({
      '/v1/models': { status: 401, json: { error: { message: 'Invalid API Key' } } },
    });
    const without = await errorOf(url);
    expect(without.kind).toBe('key');
    expect(without.message).toMatch(/wants a key.*Invalid API Key/u);
    const wrong = await errorOf(url, 'sk-secret');
    expect(wrong.message).toMatch(/does not accept the key/u);
    expect(wrong.message).not.toContain('sk-secret');
  });

  it.each<[string, Answer, string, RegExp]>([
    ['another path', { status: 404, json: {} }, 'nonsense', /usually ends in \/v1/u],
    ['a page', (_, response) => response.end('<html>'), 'nonsense', /no OpenAI-compatible server/u],
    ['other JSON', json({ hello: 'world' }), 'nonsense', /no list of models/u],
    ['a list of other things', json({ data: [1, 'a'] }), 'nonsense', /no list of models/u],
    [
      'a redirect',
      { status: 302, json: {}, headers: { location: 'http://127.0.0.1:1/' } },
      'nonsense',
      /not followed/u,
    ],
    [
      'a busy server',
      { status: 503, json: { error: { message: 'Loading model' } } },
      'busy',
      /Loading model/u,
    ],
    ['an error', { status: 500, json: { detail: 'oops' } }, 'refused', /error 500.*oops/u],
    ['a cut connection', (request) => request.socket.destroy(), 'down', /connection closed/u],
  ])('is %s', async (_, answer, kind, words) => {
    const { url } = await jsonServer({ '/v1/models': answer });
    const error = await errorOf(url);
    expect(error.kind).toBe(kind);
    expect(error.message).toMatch(words);
  });

  it('sends more than 1 MiB, and is not read to the end', async () => {
    let sent = 0;
    const { url } = await jsonServer({
      '/v1/models': (_, response) => {
        const piece = 'x'.repeat(64 * 1024);
        const write = () => {
          while (!response.destroyed && sent < 1e9) {
            sent += piece.length;
            if (!response.write(piece)) return;
          }
        };
        response.on('drain', write).writeHead(200);
        write();
      },
    });
    expect((await errorOf(url)).kind).toBe('nonsense');
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  it('does not answer in time', async () => {
    const { url } = await jsonServer({ '/v1/models': () => undefined });
    await expect(describeServer(url, { signal, timeoutMs: 50 })).rejects.toMatchObject({
      kind: 'down',
      message: expect.stringContaining('did not answer') as string,
    });
  });

  it('is cancelled', async () => {
    const controller = new AbortController();
    const { url } = await jsonServer({ '/v1/models': () => controller.abort() });
    await expect(describeServer(url, { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

it('an endpoint of the engine that fails takes nothing away', async () => {
  const { url } = await jsonServer({
    '/v1/models': modelList({ id: 'm', owned_by: 'vllm', max_model_len: 'many' }),
    '/version': (request) => request.socket.destroy(),
  });
  expect(await describeServer(url, { signal })).toEqual({ engine: 'vllm', models: [{ id: 'm' }] });
});

it('nothing that a server sends can write lines of its own into our lists', async () => {
  const { url } = await jsonServer({
    '/v1/models': modelList(
      { id: 'm\n  ✔ trusted', owned_by: 'vllm' },
      { id: 'x'.repeat(1000), owned_by: 'vllm' },
      { id: 'good one', owned_by: 'vllm' },
    ),
    '/version': json({ version: `1.0\r\n\u001b[2J${'9'.repeat(500)}` }),
  });
  const { version = '', models } = await describeServer(url, { signal });
  expect(models.map(({ id }) => id)).toEqual(['good one']);
  expect(version).toMatch(/^1\.0 \[2J9+…$/u);
  expect(version.length).toBe(60);
});

describe('whatever a server answers', () => {
  /** mulberry32 */
  function random(seed: number): () => number {
    let state = seed;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
  }
  const FIELDS = [
    'data',
    'models',
    'id',
    'owned_by',
    'object',
    'version',
    'error',
    'message',
    'meta',
    'n_ctx',
    'max_model_len',
    'default_generation_settings',
    'modalities',
    'vision',
    'name',
    'context_length',
    'model_info',
    'general.architecture',
    'capabilities',
    'parameters',
    'state',
    'type',
    '__proto__',
    'constructor',
  ];
  const VALUES = [
    null,
    true,
    0,
    -1,
    1e308,
    4096,
    '',
    'm',
    'vllm',
    'sglang',
    'llamacpp',
    'library',
    'organization_owner',
    'list',
    'num_ctx 5',
  ];

  function anything(next: () => number, depth: number): unknown {
    const pick = <T>(from: readonly T[]) => from[Math.floor(next() * from.length)] as T;
    const kind = depth > 4 ? 0 : next();
    if (kind < 0.3) return pick(VALUES);
    if (kind < 0.5)
      return Array.from({ length: Math.floor(next() * 4) }, () => anything(next, depth + 1));
    const members = Array.from({ length: Math.floor(next() * 6) }, () => [
      pick(FIELDS),
      anything(next, depth + 1),
    ]);
    return Object.fromEntries(members) as unknown;
  }

  it('is a description or an error in words', async () => {
    let described = 0;
    for (let seed = 1; seed <= 400; seed += 1) {
      const next = random(seed);
      const fetch = (async (url: string) => {
        const forced = url.endsWith('/v1/models') && next() < 0.7;
        const body = forced
          ? {
              data: [
                {
                  id: 'm',
                  owned_by: VALUES[Math.floor(next() * VALUES.length)],
                  more: anything(next, 0),
                },
              ],
            }
          : anything(next, 0);
        return Response.json(body);
      }) as typeof globalThis.fetch;
      try {
        const { models } = await describeServer('http://127.0.0.1:1/v1', { signal, fetch });
        described += 1;
        for (const { contextTokens } of models)
          if (contextTokens !== undefined) expect(contextTokens, `seed ${seed}`).toBeGreaterThan(0);
      } catch (error) {
        expect(error, `seed ${seed}`).toBeInstanceOf(ModelError);
      }
    }
    expect(described).toBeGreaterThan(100);
  });
});
