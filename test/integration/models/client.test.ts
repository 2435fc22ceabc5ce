import { afterEach, describe, expect, it } from 'vitest';
import { createServerModel } from '../../../src/models/openai/index.ts';
import type { ModelEntry } from '../../../src/models/servers/entry.ts';
import type { ModelDelta } from '../../../src/reasoning/model.ts';
import { s1vl } from '../../../src/reasoning/profiles/s1vl.ts';
import { sendEvents, startRawServer, type RawServer } from '../../fixtures/rawServer.ts';
import { failure, request } from './oneReply.ts';

/** The client against a real server on this machine, which misbehaves. */

const servers: RawServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
async function serve(...answers: Parameters<typeof startRawServer>): Promise<RawServer> {
  const server = await startRawServer(...answers);
  servers.push(server);
  return server;
}

const modelAt = (url: string, more: Partial<ModelEntry> = {}, key?: string) =>
  createServerModel(
    { name: 'lab', url, model: 's1-vl', ...more },
    { profile: s1vl, ...(key !== undefined && { key }) },
  );
async function all(
  model: ReturnType<typeof modelAt>,
  signal = new AbortController().signal,
  asked = request,
): Promise<ModelDelta[]> {
  const deltas: ModelDelta[] = [];
  for await (const delta of model.stream(asked, signal)) deltas.push(delta);
  return deltas;
}
const text = (content: string) =>
  Buffer.from(`data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`);
const done = Buffer.from('data: [DONE]\n\n');

describe('the client', () => {
  it('sends the key, its own headers and the body, and reads the stream', async () => {
    const server = await serve((response) => sendEvents(response, [text('Fi'), text('ve.'), done]));
    const deltas = await all(modelAt(server.url, { headers: { 'x-lab': 'optics' } }, 'sk-1'));
    expect(deltas).toEqual([
      { type: 'text', text: 'Fi' },
      { type: 'text', text: 've.' },
    ]);
    expect(server.requests[0]).toMatchObject({
      url: '/v1/chat/completions',
      headers: {
        authorization: 'Bearer sk-1',
        'x-lab': 'optics',
        'content-type': 'application/json',
      },
    });
    expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({
      model: 's1-vl',
      stream: true,
    });
  });

  it('closes the connection when the reader has had enough, and leaves none behind', async () => {
    let closed = 0;
    const server = await serve((response) => {
      response.on('close', () => (closed += 1));
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const timer = setInterval(() => response.write(text('x')), 5);
      response.on('close', () => clearInterval(timer));
    });
    for (let round = 0; round < 5; round += 1)
      for await (const delta of modelAt(server.url).stream(request, new AbortController().signal)) {
        expect(delta).toEqual({ type: 'text', text: 'x' });
        break;
      }
    await expect.poll(() => [closed, server.connections()]).toEqual([5, 0]);
  });

  it('stops at once when it is cancelled: before the answer, and in the middle of it', async () => {
    const server = await serve((response, _, number) => {
      if (number === 1) void response.writeHead(200).write(text('x'));
    });
    for (const _ of [0, 1]) {
      const controller = new AbortController();
      const running = all(modelAt(server.url), controller.signal);
      await expect.poll(() => server.connections()).toBe(1);
      controller.abort();
      await expect(running).rejects.toMatchObject({ name: 'AbortError' });
      await expect.poll(() => server.connections()).toBe(0);
    }
  });

  it('says that nothing answers', async () => {
    const server = await startRawServer(() => undefined);
    await server.close();
    const error = await failure(all(modelAt(server.url)));
    expect(error).toMatchObject({ kind: 'down' });
    expect(error.message).toMatch(
      /Nothing answers at 127\.0\.0\.1:\d+ \(connection refused\)\. Start the server/u,
    );
    const nowhere = await failure(all(modelAt('http://no-such-host.invalid/v1')));
    expect(nowhere.message).toContain('no-such-host.invalid');
  });

  it('says that the server is silent', async () => {
    const server = await serve(() => undefined);
    const error = await failure(all(modelAt(server.url, { limits: { idleSeconds: 1 } })));
    expect(error).toMatchObject({
      kind: 'down',
      message: expect.stringContaining('within 1 s') as string,
    });
  });

  it('says that a reply broke off, or fell silent', async () => {
    const server = await serve((response, _, number) => {
      response.writeHead(200).write(text('x'));
      if (number === 0) setTimeout(() => response.destroy(), 20);
    });
    expect(await failure(all(modelAt(server.url)))).toMatchObject({ kind: 'cut' });
    const silent = await failure(all(modelAt(server.url, { limits: { idleSeconds: 1 } })));
    expect(silent).toMatchObject({
      kind: 'cut',
      message: expect.stringContaining('fell silent') as string,
    });
  });

  it('waits once where the server names a short time, and says so', async () => {
    const server = await serve((response, _, number) =>
      number === 0
        ? void response.writeHead(429, { 'retry-after': '0.05' }).end()
        : sendEvents(response, [text('5'), done]),
    );
    expect(await all(modelAt(server.url))).toEqual([
      {
        type: 'notice',
        level: 'info',
        text: expect.stringContaining('takes no more requests just now: waiting 1 s') as string,
      },
      { type: 'text', text: '5' },
    ]);
    const full = await serve(
      (response) => void response.writeHead(429, { 'retry-after': '600' }).end(),
    );
    const error = await failure(all(modelAt(full.url)));
    expect(error).toMatchObject({
      kind: 'rate',
      message: expect.stringContaining('Try again in 600 s.') as string,
    });
    expect(full.requests).toHaveLength(1);
  });

  it('waits while the model is loaded, and can be cancelled then', async () => {
    const server = await serve((response, _, number) =>
      number === 0
        ? void response.writeHead(503).end('{"error":{"message":"Loading model"}}')
        : sendEvents(response, [text('5'), done]),
    );
    expect((await all(modelAt(server.url))).map(({ type }) => type)).toEqual(['notice', 'text']);
    const loading = await serve((response) => void response.writeHead(503).end());
    const controller = new AbortController();
    const running = all(modelAt(loading.url), controller.signal);
    await expect.poll(() => loading.requests.length).toBe(1);
    controller.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('follows no redirect: key and figures go where the user said', async () => {
    const other = await serve(() => undefined);
    const server = await serve(
      (response) => void response.writeHead(307, { location: other.url }).end(),
    );
    const error = await failure(all(modelAt(server.url, {}, 'sk-1')));
    expect(error.message).toContain('Redirects are not followed');
    expect(other.requests).toEqual([]);
  });

  it('refuses a header that smuggles another one in', async () => {
    const server = await serve(() => undefined);
    const error = await failure(all(modelAt(server.url, { headers: { 'x-a': 'b\r\nx-evil: 1' } })));
    expect(error.message).toContain('could not be made');
    expect(server.requests).toEqual([]);
  });

  it('tells, once, that a server has cut the conversation', async () => {
    const counts = [3000, 900, 800];
    const server = await serve((response, _, number) => {
      const usage = { choices: [], usage: { prompt_tokens: counts[number], completion_tokens: 1 } };
      return sendEvents(response, [
        text('5'),
        Buffer.from(`data: ${JSON.stringify(usage)}\n\n`),
        done,
      ]);
    });
    const model = modelAt(server.url);
    const said: string[][] = [];
    let { messages } = request;
    for (const _ of counts) {
      const deltas = await all(model, undefined, { ...request, messages });
      said.push(deltas.flatMap((delta) => (delta.type === 'notice' ? [delta.text] : [])));
      messages = [...messages, { role: 'assistant', parts: [{ type: 'text', text: 'Five.' }] }];
    }
    expect(said).toEqual([[], [expect.stringContaining('OLLAMA_CONTEXT_LENGTH')], []]);
  });
});
