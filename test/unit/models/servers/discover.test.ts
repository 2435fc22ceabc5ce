import { describe, expect, it } from 'vitest';
import { discoverServers, KNOWN_PORTS } from '../../../../src/models/servers/discover.ts';
import { closedPort, jsonServer, modelList } from './jsonServer.ts';

const { signal } = new AbortController();

describe('discovery', () => {
  it('finds model servers and passes over everything else', async () => {
    const vllm = await jsonServer({ '/v1/models': modelList({ id: 'a', owned_by: 'vllm' }) });
    const ollama = await jsonServer({ '/v1/models': modelList({ id: 'b', owned_by: 'library' }) });
    const target = await jsonServer({ '/v1/models': modelList({ id: 'c', owned_by: 'vllm' }) });
    const others = await Promise.all([
      jsonServer({ '/v1/models': (_, response) => response.end('<html>A web page</html>') }),
      jsonServer({ '/v1/models': { status: 401, json: {} } }),
      jsonServer({
        '/v1/models': { status: 302, json: {}, headers: { location: `${target.url}/v1/models` } },
      }),
      jsonServer({ '/v1/models': () => undefined }),
      jsonServer({ '/v1/models': (request) => request.socket.end('garbage\r\n\r\n') }),
      jsonServer({}),
    ]);
    const ports = [vllm.port, await closedPort(), ...others.map(({ port }) => port), ollama.port];
    const found = await discoverServers({ signal, ports });
    expect(
      found.map(({ url, description: { engine, models } }) => [url, engine, models[0]?.id]),
    ).toEqual([
      [`${vllm.url}/v1`, 'vllm', 'a'],
      [`${ollama.url}/v1`, 'ollama', 'b'],
    ]);
    expect(target.asked).toEqual([]);
    expect(vllm.headers.every((headers) => headers.authorization === undefined)).toBe(true);
  });

  it('asks this machine alone, on the ports of the five engines', async () => {
    const asked: string[] = [];
    const fetch = ((url: string) => {
      asked.push(url);
      return Promise.reject(new TypeError('fetch failed'));
    }) as typeof globalThis.fetch;
    expect(await discoverServers({ signal, fetch })).toEqual([]);
    expect(asked).toEqual(
      [8000, 30000, 8080, 9931, 11434, 1234].map((port) => `http://127.0.0.1:${port}/v1/models`),
    );
    expect(KNOWN_PORTS).toHaveLength(6);
  });

  it('ends when it is cancelled', async () => {
    const controller = new AbortController();
    const { port } = await jsonServer({ '/v1/models': () => controller.abort() });
    await expect(
      discoverServers({ signal: controller.signal, ports: [port] }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});
