import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { ENGINES } from '../../../fixtures/servers/index.ts';
import { chunksOf, joined, post, start } from './helpers.ts';

describe('trouble on the way', () => {
  it.each(ENGINES)('%s sends the same however it is cut into pieces', async (engine) => {
    const server = await start({ engine, quirks: { pieces: [1, 2, 3], crlf: true, pings: true } });
    const text = joined(await chunksOf(await post(server)), 'content');
    expect(text).toBe('Hello, wörld.');
  });

  it('ends lines with CR LF', async () => {
    const server = await start({ engine: 'vllm', quirks: { crlf: true } });
    const text = await (await post(server)).text();
    expect(text).toContain('data: [DONE]\r\n\r\n');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('cuts the connection, once', async () => {
    const server = await start({ engine: 'vllm', quirks: { cutAfterBytes: 300, times: 1 } });
    await expect(post(server).then((response) => response.text())).rejects.toThrow();
    expect(await (await post(server)).text()).toContain('[DONE]');
    expect(server.chats()).toHaveLength(2);
  });

  it('tells an error in mid-stream', async () => {
    const server = await start({
      engine: 'llama-server',
      quirks: { errorAfterEvents: 3, errorText: 'Compute error.' },
    });
    const text = await (await post(server)).text();
    expect(text).toContain('"message":"Compute error."');
    expect(text).not.toContain('"finish_reason":"stop"');
  });

  it.each([
    ['html', 'text/html; charset=utf-8'],
    ['json', 'application/json'],
    ['garbage', 'text/event-stream'],
  ] as const)('answers with %s', async (answer, type) => {
    const server = await start({ engine: 'vllm', quirks: { answer } });
    const response = await post(server);
    expect(response.headers.get('content-type')).toBe(type);
    await response.text();
  });

  it('notes that a client went away, and closes although a reply hangs', async () => {
    const server = await start({ engine: 'vllm', quirks: { answer: 'stall' } });
    const { modelId, url } = server;
    const asking = request(`${url}/chat/completions`, { method: 'POST', agent: false });
    const messages = [{ role: 'user', content: 'x' }];
    asking.end(JSON.stringify({ model: modelId, stream: true, messages }));
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    response.on('error', () => undefined);
    await once(response, 'data');
    expect(server.openConnections()).toBe(1);
    response.destroy();
    await expect.poll(() => server.chats()[0]?.aborted).toBe(true);
    await expect.poll(() => server.openConnections()).toBe(0);
    const hanging = await start({ engine: 'vllm', quirks: { answer: 'hang' } });
    const lost = post(hanging).catch(() => 'lost');
    await expect.poll(() => hanging.chats().length).toBe(1);
    await hanging.close();
    expect(await lost).toBe('lost');
  });

  it('keeps requests as they came', async () => {
    const server = await start({ engine: 'sglang' });
    await (await post(server, { seed: 3 }, { 'x-lab': 'one' })).text();
    const [kept] = server.chats();
    expect(kept).toMatchObject({ method: 'POST', path: '/v1/chat/completions', status: 200 });
    expect(kept?.headers['x-lab']).toBe('one');
    expect(JSON.parse(kept?.rawBody ?? '')).toEqual(kept?.body);
  });
});
