import { getEventListeners } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createServerModel } from '../../../src/models/openai/index.ts';
import type { ModelEntry } from '../../../src/models/servers/entry.ts';
import type { ModelDelta } from '../../../src/reasoning/model.ts';
import { s1vl } from '../../../src/reasoning/profiles/s1vl.ts';
import { sendEvents, startRawServer, type RawServer } from '../../fixtures/rawServer.ts';
import { failure, request } from './oneReply.ts';

/** Faults of connections, servers and what stands between, each as the user is told of it. */

const servers: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
async function serve(...answers: Parameters<typeof startRawServer>): Promise<RawServer> {
  const server = await startRawServer(...answers);
  servers.push(server);
  return server;
}
/** A server that says this to whoever connects. */
async function talk(words: string): Promise<string> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined).end(words);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

async function all(
  url: string,
  more: Partial<ModelEntry> = {},
  { key, signal = new AbortController().signal }: { key?: string; signal?: AbortSignal } = {},
): Promise<ModelDelta[]> {
  const entry = { name: 'lab', url, model: 's1-vl', ...more };
  const model = createServerModel(entry, { profile: s1vl, ...(key !== undefined && { key }) });
  const deltas: ModelDelta[] = [];
  for await (const delta of model.stream(request, signal)) deltas.push(delta);
  return deltas;
}
const event = (value: unknown) => Buffer.from(`data: ${JSON.stringify(value)}\n\n`);
const whole = event({ choices: [{ delta: { content: 'Five.' }, finish_reason: 'stop' }] });
const five = [
  { type: 'text', text: 'Five.' },
  { type: 'end', reason: 'stop' },
];

describe('a complete reply', () => {
  it('stays one when the connection breaks off after its end', async () => {
    const server = await serve((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(whole);
      setTimeout(() => response.destroy(), 20);
    });
    expect(await all(server.url)).toEqual(five);
  });

  it('stays one when the server then falls silent', async () => {
    const server = await serve((response) => void response.writeHead(200).write(whole));
    expect(await all(server.url, { limits: { idleSeconds: 1 } })).toEqual(five);
  });

  it('comes from an address without /v1', async () => {
    const server = await serve((response) => sendEvents(response, [whole]));
    expect(await all(server.url.replace('/v1', ''))).toEqual(five);
    expect(server.requests[0]?.url).toBe('/v1/chat/completions');
  });

  it('of many pieces is read without a warning of Node', async () => {
    const warnings: Error[] = [];
    const warned = (warning: Error) => warnings.push(warning);
    process.on('warning', warned);
    const usage = event({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 1 } });
    const server = await serve((response) =>
      sendEvents(response, [whole, ...[...usage].map((byte) => Uint8Array.of(byte))]),
    );
    expect(await all(server.url)).toHaveLength(3);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', warned);
    expect(warnings).toEqual([]);
  });

  it('leaves no listener behind at a signal that lives on', async () => {
    const server = await serve((response) => sendEvents(response, [whole]));
    const { signal } = new AbortController();
    for (let round = 0; round < 20; round += 1) await all(server.url, {}, { signal });
    await expect.poll(() => getEventListeners(signal, 'abort').length).toBe(0);
    await expect.poll(() => server.connections()).toBe(0);
  });
});

describe('the user is told', () => {
  it('that the server closed the connection: it may be asked once more', async () => {
    const server = await serve((response) => void response.destroy());
    const error = await failure(all(server.url));
    expect(error.kind).toBe('cut');
    expect(error.message).toContain('closed the connection before it answered');
  });

  it('that the wait would be too long, at once', async () => {
    const server = await serve(
      (response) => void response.writeHead(503, { 'retry-after': '3600' }).end(),
    );
    expect(await failure(all(server.url))).toMatchObject({ kind: 'busy', retryAfterMs: 3_600_000 });
    expect(server.requests).toHaveLength(1);
  });

  it('what is wrong, even where the words of a refusal never end', async () => {
    const server = await serve((response) => void response.writeHead(401).write('{"error":'));
    const error = await failure(all(server.url, { limits: { idleSeconds: 1 } }));
    expect(error.kind).toBe('key');
  });

  it('that https is the wrong way', async () => {
    const server = await serve(() => undefined);
    const error = await failure(all(server.url.replace('http:', 'https:')));
    expect(error.kind).toBe('down');
    expect(error.message).toMatch(/does not speak https \(\w+\).*http:\/\//u);
  });

  it('that something else than a web server listens there', async () => {
    const error = await failure(all(await talk('SSH-2.0-OpenSSH_9.6\r\n')));
    expect(error.kind).toBe('down');
    expect(error.message).toContain('does not speak HTTP');
  });

  it('nothing of the key, whatever is wrong with it', async () => {
    const server = await serve(
      (response, { headers }) =>
        void response.writeHead(400).end(`No: ${headers.authorization ?? ''}`),
    );
    const echoed = await failure(all(server.url, {}, { key: 'sk-very-secret' }));
    expect(echoed.message).toContain('No: Bearer …');
    const broken = await failure(all(server.url, {}, { key: 'sk-very\nsecret' }));
    for (const error of [echoed, broken])
      expect(`${error.message}${String(error.cause)}`).not.toMatch(/very|secret/u);
  });

  it('an address that cannot be used', () => {
    expect(() =>
      createServerModel({ name: 'lab', url: 'http://u:p@lab/v1', model: 'm' }, { profile: s1vl }),
    ).toThrow('Keys do not stand in addresses');
  });
});
