import { afterEach, describe, expect, it } from 'vitest';
import { planPull, pullModel, type PullOptions } from '../../../src/models/catalog/index.ts';
import { startProxy, type Proxy } from '../../fixtures/hub/proxy.ts';
import { startPulling, type Pulling } from '../../fixtures/hub/pulling.ts';
import { MODEL, type HubSetup } from '../../fixtures/hub/server.ts';

const DATA = 'onnx/decoder_model_merged_q4.onnx_data';

let pulling: Pulling;
let proxy: Proxy | undefined;
const start = async (setup?: HubSetup) => (pulling = await startPulling(setup));
afterEach(async () => {
  await proxy?.close();
  proxy = undefined;
  await pulling.close();
});

const failing = (options: PullOptions) => expect(pullModel(options)).rejects;

describe('tokens', () => {
  it('are sent to the hub alone, never to the host that it redirects to', async () => {
    const { hub, options } = await start({ gated: 'hf_secret' });
    await pullModel(options({ token: 'hf_secret' }));
    const byHost = (host: string) =>
      new Set(hub.requests.filter((one) => one.host === host).map((one) => one.authorization));
    expect(byHost('hub')).toEqual(new Set(['Bearer hf_secret']));
    expect(byHost('files')).toEqual(new Set([undefined]));
  });

  it('come from the variables that belong to the hub', async () => {
    const { hub, options } = await start({ gated: 'right' });
    const used = async (more: Partial<PullOptions>) => {
      const before = hub.requests.length;
      await planPull(options(more)).catch(() => undefined);
      return hub.requests[before]?.authorization;
    };
    expect(await used({ env: { FIGSCOPE_HUB_TOKEN: 'right' } })).toBe('Bearer right');
    // A mirror that was chosen for Figscope does not get the token of the public hub.
    expect(await used({ env: { HF_TOKEN: 'public' } })).toBeUndefined();
    const { endpoint, ...without } = options();
    const own = async (env: NodeJS.ProcessEnv) => {
      const before = hub.requests.length;
      await planPull({ ...without, env }).catch(() => undefined);
      return hub.requests[before]?.authorization;
    };
    expect(await own({ HF_ENDPOINT: endpoint, HF_TOKEN: 'right' })).toBe('Bearer right');
    expect(await own({ FIGSCOPE_MODELS_MIRROR: endpoint, HF_TOKEN: 'public' })).toBeUndefined();
    await failing(options({ token: 'a b' })).toThrow(/characters that no token has/u);
  });

  it('are asked for in words where a licence must be accepted', async () => {
    const { hub, options } = await start({ gated: 'right' });
    await failing(options()).toMatchObject({
      kind: 'access',
      page: `${hub.url}/${MODEL}`,
      message: expect.stringMatching(
        /only for those who accept its licence. Open .*Tiny-VL-ONNX, accept it, make a token/u,
      ) as string,
    });
    await failing(options({ token: 'wrong' })).toThrow(/account of this token may not load/u);
  });

  it('are not sent over plain http to another machine', async () => {
    const { hub, options } = await start({ names: { hub: 'hub.test', files: 'files.test' } });
    proxy = await startProxy({ 'hub.test': hub.ports.hub, 'files.test': hub.ports.files });
    const plan = await planPull(options({ proxy: proxy.url, token: 'hf_secret' }));
    expect(plan.notices.join()).toMatch(/token is not sent: hub.test is reached by plain http/u);
    expect(hub.requests.every(({ authorization }) => authorization === undefined)).toBe(true);
  });
});

describe('redirects', () => {
  it('in a circle, or to what is no web address, are refused', async () => {
    const { hub, options } = await start();
    const circle = `${hub.url}/${MODEL}/resolve/main/config.json`;
    hub.fail(
      'config.json',
      ...Array.from({ length: 30 }, () => ({ kind: 'redirect', to: circle }) as const),
    );
    await failing(options()).toThrow(/redirects in a circle/u);
    hub.fail('config.json', { kind: 'redirect', to: 'file:///etc/passwd' });
    await failing(options()).toThrow(
      /redirects to null\/etc\/passwd, which is not https|which is not https/u,
    );
    hub.fail('config.json', { kind: 'redirect', to: 'http://[' });
    await failing(options()).toThrow(/something that is no address/u);
  });

  it('of a file keep what was asked for, and lose the token on another host', async () => {
    const { hub, options } = await start({ gated: 'right' });
    const other = await startPulling();
    try {
      hub.fail('config.json', {
        kind: 'redirect',
        to: `${other.hub.url}/${MODEL}/resolve/main/config.json`,
      });
      await pullModel(options({ token: 'right' }));
      expect(other.hub.requests).toHaveLength(1);
      expect(other.hub.requests[0]?.authorization).toBeUndefined();
    } finally {
      await other.close();
    }
  });
});

describe('proxies', () => {
  const names = { hub: 'hub.test', files: 'files.test' };
  const through = async (login?: string) => {
    const { hub } = await start({ names });
    proxy = await startProxy(
      { 'hub.test': hub.ports.hub, 'files.test': hub.ports.files },
      login === undefined ? {} : { login },
    );
    return proxy;
  };

  it('carry plain http by whole addresses, with a name and password', async () => {
    const { url, requests } = await through('me:pass word');
    const withLogin = url.replace('//', '//me:pass%20word@');
    await pullModel(pulling.options({ env: { http_proxy: withLogin } }));
    expect(requests[0]).toBe(`GET http://hub.test/api/models/${MODEL}/revision/main?blobs=true`);
    expect(requests.some((one) => one.startsWith('GET http://files.test/repos/'))).toBe(true);
    await failing(pulling.options({ name: 'b', env: { http_proxy: url } })).toThrow(
      /proxy wants a user name and password/u,
    );
  });

  it('are left out for hosts in NO_PROXY and for this machine, and say what is wrong with them', async () => {
    const { url, requests } = await through();
    const direct = { HTTP_PROXY: url, NO_PROXY: 'example.org,.test' };
    await failing(pulling.options({ env: direct })).toThrow(
      /hub.test is not found|nothing answers|broke/u,
    );
    expect(requests).toEqual([]);
    const local = `http://127.0.0.1:${pulling.hub.ports.hub}`;
    await planPull(pulling.options({ endpoint: local, env: { HTTP_PROXY: url } }));
    expect(requests).toEqual([]);
    await failing(pulling.options({ env: { ALL_PROXY: 'socks5://me:secret@host:1' } })).toThrow(
      /The proxy "socks5:\/\/…@host:1" cannot be used/u,
    );
  });
});

describe('hubs that are not there', () => {
  it('are told in words', async () => {
    const { options } = await start();
    await failing(options({ endpoint: 'http://127.0.0.1:9' })).toMatchObject({
      kind: 'network',
      message: expect.stringMatching(
        /nothing answers at 127.0.0.1:9 \(connection refused\)/u,
      ) as string,
    });
    for (const endpoint of ['ftp://x', 'http://', 'https://a:b@c', 'https://c/?x=1'])
      await failing(options({ endpoint })).toMatchObject({ kind: 'input' });
  });

  it('are asked again when they fall silent', async () => {
    const { hub, options } = await start();
    hub.fail(DATA, { kind: 'silent' });
    await pullModel(options({ idleMs: 300 }));
    expect(hub.asked(DATA)).toHaveLength(2);
  });

  it('which answer with a page are no hubs', async () => {
    const { hub, options } = await start();
    hub.fail('', { kind: 'wrong bytes' });
    await failing(options()).toThrow(/is not JSON. Is this the address of a model hub/u);
  });
});
