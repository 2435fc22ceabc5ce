import { describe, expect, it } from 'vitest';
import {
  AddressError,
  addressOf,
  nameOf,
  parseAddress,
  resolveAddress,
} from '../../../../src/models/servers/address.ts';
import {
  baseUrl,
  isLoopback,
  remoteHost,
  rootUrl,
} from '../../../../src/models/servers/baseUrl.ts';
import { modelEntry } from '../../../../src/models/servers/entry.ts';
import { PROFILES } from '../../../../src/reasoning/profiles/index.ts';
import { jsonServer, modelList } from './jsonServer.ts';

const { signal } = new AbortController();
const V1 = 'http://127.0.0.1:8000/v1';

describe('parseAddress', () => {
  it.each<[string, object]>([
    [`openai:${V1}#s1-vl-32b`, { url: V1, model: 's1-vl-32b' }],
    [`openai:${V1}#s1-vl-32b@thyme`, { url: V1, model: 's1-vl-32b', profile: 'thyme' }],
    [`openai:${V1}`, { url: V1 }],
    [`openai:${V1}@tools`, { url: V1, profile: 'tools' }],
    [`openai:${V1}#@tools`, { url: V1, profile: 'tools' }],
    [`openai:${V1}#`, { url: V1 }],
    ['openai:http://127.0.0.1:8000#m', { url: V1, model: 'm' }],
    ['openai:http://127.0.0.1:8000/#m', { url: V1, model: 'm' }],
    ['openai:http://127.0.0.1:8000@tools', { url: V1, profile: 'tools' }],
    ['openai:127.0.0.1:8000#m', { url: V1, model: 'm' }],
    [
      'openai:localhost:11434#qwen3-vl:8b',
      { url: 'http://localhost:11434/v1', model: 'qwen3-vl:8b' },
    ],
    [`openai:${V1}/chat/completions#m`, { url: V1, model: 'm' }],
    [
      'openai:https://lab.example/llm/v1/#org/S1-VL-32B',
      { url: 'https://lab.example/llm/v1', model: 'org/S1-VL-32B' },
    ],
    // An @ in an id of a model is no profile, unless there is one of that name; the last @ counts.
    [`openai:${V1}#vendor@2025-01`, { url: V1, model: 'vendor@2025-01' }],
    [
      `openai:${V1}#vendor@2025-01@pyvision`,
      { url: V1, model: 'vendor@2025-01', profile: 'pyvision' },
    ],
    [`openai:${V1}#a#b`, { url: V1, model: 'a#b' }],
  ])('reads %s', (address, expected) => {
    expect(parseAddress(address, PROFILES)).toEqual(expected);
  });

  it.each<[string, RegExp]>([
    ['openai:', /lacks the address.*An example/u],
    ['openai:#m', /lacks the address/u],
    ['openai:gpu01:8000/v1#m', /must begin with http/u],
    ['openai:ftp://gpu01/v1#m', /must begin with http.*not with ftp/u],
    ['openai:http://#m', /no address/u],
    ['openai:http://gpu01:99999/v1#m', /no address/u],
    ['openai:http://me:secret@gpu01/v1#m', /name or password/u],
    [`openai:${V1}?key=abc#m`, /\? or # part/u],
  ])('refuses %s with a sentence', (address, words) => {
    const read = () => parseAddress(address, PROFILES);
    expect(read).toThrow(AddressError);
    expect(read).toThrow(words);
    expect(read).not.toThrow(/secret/u);
  });
});

describe('resolveAddress', () => {
  it('makes an entry whose key comes from FIGSCOPE_API_KEY', async () => {
    const entry = await resolveAddress(
      { url: V1, model: 'org/S1-VL 32B', profile: 's1vl' },
      { signal },
    );
    expect(entry).toEqual({
      name: 'S1-VL-32B',
      url: V1,
      model: 'org/S1-VL 32B',
      profile: 's1vl',
      keyEnv: 'FIGSCOPE_API_KEY',
    });
    expect(modelEntry.parse(entry)).toEqual(entry);
  });

  it('takes the only model of the server', async () => {
    const server = await jsonServer({ '/v1/models': modelList({ id: 'only', owned_by: 'vllm' }) });
    const entry = await resolveAddress({ url: `${server.url}/v1` }, { signal, key: 'sk-1' });
    expect(entry.model).toBe('only');
    expect(server.headers[0]?.authorization).toBe('Bearer sk-1');
  });

  it('lists several, as they can be given', async () => {
    const { url } = await jsonServer({
      '/v1/models': modelList({ id: 'a', owned_by: 'vllm' }, { id: 'b', owned_by: 'vllm' }),
    });
    await expect(resolveAddress({ url: `${url}/v1` }, { signal })).rejects.toThrow(
      `has 2 models. Say which:\n  openai:${url}/v1#a\n  openai:${url}/v1#b`,
    );
  });

  it('quotes ids that a shell would read', () => {
    expect(addressOf(V1, 'org/S1-VL:8b@x')).toBe(`openai:${V1}#org/S1-VL:8b@x`);
    expect(addressOf(V1, "a; rm -rf ~ 'b'")).toBe(`'openai:${V1}#a; rm -rf ~ '\\''b'\\'''`);
  });

  it('says when there is none', async () => {
    const { url } = await jsonServer({ '/v1/models': modelList() });
    await expect(resolveAddress({ url: `${url}/v1` }, { signal })).rejects.toThrow(
      /serves no model/u,
    );
  });
});

describe('names from ids of models', () => {
  it.each([
    ['ScienceOne-AI/S1-VL-32B-RL', 'S1-VL-32B-RL'],
    ['qwen3-vl:8b', 'qwen3-vl-8b'],
    ['/models/s1 vl.gguf', 's1-vl.gguf'],
    ['細胞', 'model'],
    ['-x', 'x'],
    ['a'.repeat(100), 'a'.repeat(64)],
  ])('%s is %s', (id, name) => {
    expect(nameOf(id)).toBe(name);
    expect(modelEntry.shape.name.safeParse(name).success).toBe(true);
  });
});

describe('addresses of servers', () => {
  it.each([
    ['http://gpu01:8000', 'http://gpu01:8000/v1'],
    ['http://gpu01:8000/v1/', 'http://gpu01:8000/v1'],
    ['http://gpu01:8000/v1/models', 'http://gpu01:8000/v1'],
    ['https://lab.example/api', 'https://lab.example/api'],
    ['[::1]:8000', 'http://[::1]:8000/v1'],
  ])('%s is completed to %s', (text, url) => {
    expect(baseUrl(text)).toBe(url);
    expect(baseUrl(url)).toBe(url);
  });

  it('lead to the engine’s own endpoints', () => {
    expect(rootUrl('http://gpu01:8000/v1')).toBe('http://gpu01:8000');
    expect(rootUrl('https://lab.example/llm/v1')).toBe('https://lab.example/llm');
    expect(rootUrl('https://lab.example/api')).toBe('https://lab.example/api');
  });

  it.each(['localhost', 'LOCALHOST', 'x.localhost', '127.0.0.1', '127.8.9.1', '[::1]', '0.0.0.0'])(
    '%s is this machine',
    (name) => {
      expect(isLoopback(name)).toBe(true);
    },
  );

  it.each(['gpu01', 'localhost.example', '127.0.0.1.example', '10.0.0.1', '128.0.0.1', '[::2]'])(
    '%s is another machine',
    (name) => {
      expect(isLoopback(name)).toBe(false);
      expect(remoteHost(`http://${name}:8000/v1`)).toBe(`${name}:8000`);
    },
  );
});
