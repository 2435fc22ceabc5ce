import { describe, expect, it, onTestFinished } from 'vitest';
import {
  ENGINES,
  SCRIPTED,
  startServer,
  type EngineName,
  type Quirks,
  type TestServer,
} from '../../../fixtures/servers/index.ts';
import { describeServer } from '../../../../src/models/servers/describe.ts';
import { discoverServers } from '../../../../src/models/servers/discover.ts';
import type { FindingId } from '../../../../src/models/servers/probe/finding.ts';
import { testModel, type ModelTest } from '../../../../src/models/servers/test.ts';

const { signal } = new AbortController();

async function server(
  engine: EngineName,
  quirks: Partial<Quirks> = {},
  model = SCRIPTED.probe(),
): Promise<TestServer> {
  const started = await startServer({ engine, model, quirks });
  onTestFinished(() => started.close());
  return started;
}

const run = ({ url, modelId }: TestServer) =>
  testModel({ name: 'm', url, model: modelId }, { signal });

const statusOf = ({ findings }: ModelTest, wanted: FindingId) =>
  findings.find(({ id }) => id === wanted);

describe.each(ENGINES)('%s', (engine) => {
  it('is told apart, with its context length and whether it takes images', async () => {
    const { url, modelId } = await server(engine, { contextTokens: 12_345 });
    const description = await describeServer(url, { signal });
    expect(description.engine).toBe(engine);
    expect(description.models).toHaveLength(1);
    expect(description.models[0]).toMatchObject({ id: modelId, contextTokens: 12_345 });
    // vLLM does not tell.
    if (engine !== 'vllm') {
      expect(description.models[0]?.images).toBe(true);
      const blind = await server(engine, { images: false });
      expect((await describeServer(blind.url, { signal })).models[0]?.images).toBe(false);
    }
  });

  it('passes the test with a model that does everything right', async () => {
    const result = await run(await server(engine, { contextTokens: 32_768 }));
    const found = Object.fromEntries(
      result.findings.map(({ id, status, value }) => [id, value ?? status]),
    );
    expect(found).toEqual({
      server: engine,
      model: result.model,
      context: 32_768,
      streaming: true,
      reasoning: {
        vllm: 'reasoning',
        sglang: 'reasoning_content',
        'llama-server': 'reasoning_content',
        ollama: 'reasoning',
        lmstudio: 'inline',
      }[engine],
      image: 'seen',
      images: 'seen',
      tools: true,
      cache: expect.anything() as unknown,
      profile: expect.any(String) as unknown,
    });
    expect(result.usable).toBe(true);
  });

  it('that takes no images is found out, with what to do', async () => {
    const result = await run(await server(engine, { images: false }));
    expect(statusOf(result, 'image')).toMatchObject({
      status: 'fails',
      value: 'refused',
      advice: expect.any(String) as string,
    });
    expect(result.usable).toBe(false);
  });

  it('that drops images without a word is found out', async () => {
    const result = await run(await server(engine, {}, SCRIPTED.probe({ blind: true })));
    expect(statusOf(result, 'image')).toMatchObject({ status: 'limited', value: 'wrong' });
  });

  it('without function calling is usable with code as text', async () => {
    const result = await run(await server(engine, { tools: false }));
    expect(statusOf(result, 'tools')).toMatchObject({ status: 'limited', value: false });
    expect(result).toMatchObject({ usable: true, profile: 's1vl' });
  });

  it('that wants a key says so', async () => {
    const started = await startServer({ engine, model: SCRIPTED.probe(), key: 'sk-right' });
    onTestFinished(() => started.close());
    await expect(describeServer(started.url, { signal })).rejects.toMatchObject({ kind: 'key' });
    expect((await describeServer(started.url, { signal, key: 'sk-right' })).engine).toBe(engine);
  });
});

it('all five are discovered at once', async () => {
  const servers = await Promise.all(ENGINES.map((engine) => server(engine)));
  const found = await discoverServers({ signal, ports: servers.map(({ port }) => port) });
  expect(found.map(({ url, description }) => [url, description.engine])).toEqual(
    servers.map(({ url, engine }) => [url, engine]),
  );
});

it('Ollama’s small default is named', async () => {
  const result = await run(await server('ollama'));
  expect(statusOf(result, 'context')).toMatchObject({
    status: 'limited',
    value: 4096,
    advice: expect.stringMatching(/4096.*default.*OLLAMA_CONTEXT_LENGTH/u) as string,
  });
});

it('a test leaves no connection behind', async () => {
  const started = await server('vllm');
  await run(started);
  await expect.poll(() => started.openConnections(), { timeout: 10_000 }).toBe(0);
}, 15_000);
