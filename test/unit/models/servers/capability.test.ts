import { describe, expect, it } from 'vitest';
import type { ModelEntry } from '../../../../src/models/servers/entry.ts';
import type { Finding, FindingId } from '../../../../src/models/servers/probe/finding.ts';
import {
  testModel,
  type ModelTest,
  type TestOptions,
} from '../../../../src/models/servers/test.ts';
import { tools } from '../../../../src/reasoning/profiles/index.ts';
import { chatServer, goodModel, pictures, say, words, type ChatBody } from './chatServer.ts';
import { closedPort, jsonServer, modelList, type Answer, type JsonServer } from './jsonServer.ts';

const { signal } = new AbortController();

function test(
  { url }: Pick<JsonServer, 'url'>,
  entry: Partial<ModelEntry> = {},
  options: Partial<TestOptions> = {},
): Promise<ModelTest> {
  return testModel({ name: 'lab', url: `${url}/v1`, model: 'm', ...entry }, { signal, ...options });
}

function findingOf({ findings }: ModelTest, wanted: FindingId): Finding {
  const found = findings.filter(({ id }) => id === wanted);
  expect(found, wanted).toHaveLength(1);
  return found[0] as Finding;
}

describe('a model that does everything right', () => {
  it('is found to', async () => {
    const steps: string[] = [];
    const server = await chatServer(goodModel);
    const result = await test(server, {}, { onStep: (text) => steps.push(text) });
    expect(
      Object.fromEntries(result.findings.map(({ id, status, value }) => [id, [status, value]])),
    ).toEqual({
      server: ['works', 'vllm'],
      model: ['works', 'm'],
      context: ['works', 32768],
      streaming: ['works', true],
      reasoning: ['works', 'none'],
      image: ['works', 'seen'],
      images: ['works', 'seen'],
      tools: ['works', true],
      cache: ['works', 64],
      profile: ['limited', 'tools'],
    });
    expect(result).toMatchObject({
      usable: true,
      engine: 'vllm',
      contextTokens: 32768,
      profile: 'tools',
    });
    expect(steps.length).toBeGreaterThan(4);
  });

  it('gets nothing of the user’s: drawn pictures alone, at most two in a message', async () => {
    const bodies: ChatBody[] = [];
    const server = await chatServer((body) => {
      bodies.push(body);
      return goodModel(body);
    });
    await test(server, { sampling: { maxTokens: 100_000, temperature: 0.6 } });
    expect(Math.max(...bodies.map((body) => pictures(body).length))).toBe(2);
    for (const body of bodies) {
      expect(body.max_tokens).toBeLessThanOrEqual(4096);
      for (const picture of pictures(body)) expect(picture.length).toBeLessThan(4096);
    }
    expect(bodies.map(words).join(' ')).not.toMatch(/[/\\]|figscope/iu);
  });
});

describe('pictures', () => {
  it('may be refused', async () => {
    const server = await chatServer((body) =>
      pictures(body).length > 0
        ? { status: 400, error: 'm is not a multimodal model' }
        : goodModel(body),
    );
    const result = await test(server);
    expect(findingOf(result, 'image')).toMatchObject({
      status: 'fails',
      value: 'refused',
      advice: expect.stringContaining('"images": false') as string,
    });
    expect(findingOf(result, 'images').status).toBe('untested');
    expect(findingOf(result, 'cache')).toMatchObject({ status: 'works' });
    expect(result.usable).toBe(false);
  });

  it('may be known not to go: the model is usable through code alone', async () => {
    let sent = 0;
    const server = await chatServer((body) => {
      sent += pictures(body).length;
      return goodModel(body);
    });
    const result = await test(server, { images: false });
    expect(result.usable).toBe(true);
    expect(sent).toBe(0);
    expect(findingOf(result, 'image')).toMatchObject({ status: 'untested', value: 'off' });
  });

  it('may be dropped by the server without a word', async () => {
    const server = await chatServer((body) =>
      pictures(body).length > 0 ? say('I see ', 'no picture.') : goodModel(body),
    );
    const result = await test(server);
    expect(findingOf(result, 'image')).toMatchObject({ status: 'limited', value: 'wrong' });
    expect(findingOf(result, 'image').text).toContain('“I see no picture.” instead of 7');
    expect(result.usable).toBe(true);
  });

  it('may go one at a time alone', async () => {
    const server = await chatServer((body) =>
      pictures(body).length > 1
        ? { status: 400, error: 'At most 1 image(s) may be provided in one prompt.' }
        : goodModel(body),
    );
    const result = await test(server);
    expect(findingOf(result, 'image').value).toBe('seen');
    expect(findingOf(result, 'images')).toMatchObject({
      status: 'fails',
      advice: 'Start vLLM with --limit-mm-per-prompt.image 16.',
    });
  });

  it('may be thought about until the tokens end', async () => {
    const server = await chatServer((body) =>
      pictures(body).length > 0
        ? { deltas: [{ reasoning: 'Hmm. ' }, { reasoning: 'Let me count.' }], end: 'length' }
        : goodModel(body),
    );
    expect(findingOf(await test(server), 'image')).toMatchObject({
      status: 'limited',
      value: 'unfinished',
      advice: expect.stringContaining('maxTokens') as string,
    });
  });
});

describe('thoughts', () => {
  it.each(['reasoning', 'reasoning_content'])('are found in the field %s', async (field) => {
    const server = await chatServer((body) => {
      const reply = goodModel(body);
      return 'deltas' in reply && !body.tools
        ? { ...reply, deltas: [{ [field]: 'I count.' }, ...reply.deltas] }
        : reply;
    });
    const result = await test(server);
    expect(findingOf(result, 'reasoning')).toMatchObject({ status: 'works', value: field });
    expect(findingOf(result, 'image').value).toBe('seen');
  });

  it('are found in the text, without an opening tag, and do not spoil the count', async () => {
    const server = await chatServer((body) => {
      const reply = goodModel(body);
      return 'deltas' in reply && !body.tools
        ? { ...reply, deltas: [{ content: 'Is it 99? No.</think>\n\n' }, ...reply.deltas] }
        : reply;
    });
    const result = await test(server);
    expect(findingOf(result, 'reasoning')).toMatchObject({
      value: 'inline',
      advice: expect.stringContaining('--reasoning-parser') as string,
    });
    expect(findingOf(result, 'image').value).toBe('seen');
  });
});

describe('replies', () => {
  it('in one piece are usable', async () => {
    const server = await chatServer((body) => {
      const reply = goodModel(body);
      return 'deltas' in reply && !body.tools && pictures(body).length === 0
        ? { ...reply, ...say('1, 2, 3') }
        : reply;
    });
    const result = await test(server);
    expect(findingOf(result, 'streaming')).toMatchObject({ status: 'limited', value: false });
    expect(result.usable).toBe(true);
  });

  it('that are empty are not', async () => {
    const server = await chatServer(() => ({ deltas: [] }));
    const result = await test(server);
    expect(findingOf(result, 'streaming')).toMatchObject({ status: 'fails', value: 'empty' });
    expect(result.usable).toBe(false);
  });

  it('that do not come end the test with the reason', async () => {
    const server = await chatServer(() => ({ status: 500, error: 'CUDA out of memory' }));
    const result = await test(server);
    expect(findingOf(result, 'streaming').text).toMatch(/CUDA out of memory/u);
    expect(result.findings.map(({ id }) => id)).toEqual([
      'server',
      'model',
      'context',
      'streaming',
    ]);
    expect(result.usable).toBe(false);
  });
});

describe('function calling', () => {
  const without = (body: ChatBody) =>
    body.tools
      ? { status: 400, error: '"auto" tool choice requires --enable-auto-tool-choice' }
      : goodModel(body);

  it('that is missing is no matter for profiles that write code as text', async () => {
    const result = await test(await chatServer(without));
    expect(findingOf(result, 'tools')).toMatchObject({
      status: 'limited',
      value: false,
      advice: expect.stringContaining('--enable-auto-tool-choice') as string,
    });
    expect(findingOf(result, 'profile')).toMatchObject({ status: 'works', value: 's1vl' });
    expect(result.usable).toBe(true);
  });

  it('that is missing makes a model of the profile "tools" unusable', async () => {
    const result = await test(await chatServer(without), { profile: 'tools' }, { profile: tools });
    expect(findingOf(result, 'profile')).toMatchObject({ status: 'fails', value: 's1vl' });
    expect(result.usable).toBe(false);
  });

  it('counts when the call is right', async () => {
    const server = await chatServer((body) =>
      body.tools ? say('I would ', 'call it.') : goodModel(body),
    );
    expect(findingOf(await test(server), 'tools')).toMatchObject({
      status: 'limited',
      value: false,
    });
  });
});

describe('the profile', () => {
  it.each([
    ['Kwai-Keye/Thyme-RL', 'thyme'],
    ['S1-VL-32B-RL', 's1vl'],
    ['DeepEyesV2', 'deepeyes2'],
  ])('of %s is told by its name', async (model, profile) => {
    const server = await chatServer(goodModel, {
      '/v1/models': modelList({ id: model, owned_by: 'vllm' }),
    });
    const result = await test(server, { model });
    expect(result.profile).toBe(profile);
    expect(findingOf(result, 'profile').status).toBe('works');
  });
});

describe('the server', () => {
  it('may be down', async () => {
    const result = await test({ url: `http://127.0.0.1:${await closedPort()}` });
    expect(result.findings).toMatchObject([{ id: 'server', status: 'fails', value: 'down' }]);
    expect(result.usable).toBe(false);
  });

  it('may want a key', async () => {
    const server = await jsonServer({ '/v1/models': { status: 401, json: {} } });
    const result = await test(server, { keyEnv: 'FIGSCOPE_LAB_KEY' }, { key: 'wrong' });
    expect(result.findings).toMatchObject([
      {
        status: 'fails',
        value: 'key',
        advice: 'Set the environment variable FIGSCOPE_LAB_KEY to the right key.',
      },
    ]);
  });

  it('may not list the model', async () => {
    const server = await chatServer(goodModel, {
      '/v1/models': modelList({ id: 's1-vl-32b', owned_by: 'vllm' }),
    });
    expect(findingOf(await test(server, { model: 's1vl-32b' }), 'model')).toMatchObject({
      status: 'limited',
      advice: 'Did you mean s1-vl-32b? It lists: s1-vl-32b.',
    });
  });

  it('may have no list of models: the model is asked all the same', async () => {
    const server = await chatServer(goodModel, { '/v1/models': { status: 404, json: {} } });
    const result = await test(server);
    expect(findingOf(result, 'server').status).toBe('limited');
    expect(findingOf(result, 'image').value).toBe('seen');
    expect(result.usable).toBe(true);
  });

  it('may have loaded the model with a small context', async () => {
    const small: Record<string, Answer> = {
      '/v1/models': modelList({ id: 'm', owned_by: 'library' }),
      '/api/ps': { json: { models: [{ name: 'm', context_length: 4096 }] } },
    };
    const result = await test(await chatServer(goodModel, small));
    expect(findingOf(result, 'context')).toMatchObject({ status: 'limited', value: 4096 });
    expect(findingOf(result, 'context').advice).toContain('OLLAMA_CONTEXT_LENGTH');
  });
});

it('a cancel ends the test', async () => {
  const controller = new AbortController();
  const server = await chatServer((body) => {
    controller.abort();
    return goodModel(body);
  });
  await expect(test(server, {}, { signal: controller.signal })).rejects.toMatchObject({
    name: 'AbortError',
  });
});

describe('every finding', () => {
  it('that does not work says what to do', async () => {
    const servers = await Promise.all([
      chatServer((body) =>
        pictures(body).length > 0 ? { status: 400, error: 'no images' } : goodModel(body),
      ),
      chatServer((body) => (pictures(body).length > 0 ? say('12', '') : goodModel(body))),
      chatServer((body) =>
        body.tools ? say('no') : { ...goodModel({ ...body, messages: body.messages.slice(-2) }) },
      ),
    ]);
    for (const server of servers)
      for (const { status, advice, text } of (await test(server)).findings)
        if (status === 'fails' || status === 'limited') expect(advice, text).toBeTruthy();
  });
});
