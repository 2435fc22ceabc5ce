import { describe, expect, it } from 'vitest';
import { cacheShapeOf, memoryOf } from '../../../../src/models/catalog/estimates.ts';
import { modelsFolder } from '../../../../src/models/catalog/folder.ts';
import { linkedFile, strongEtag } from '../../../../src/models/catalog/hub/linked.ts';
import { proxyFor } from '../../../../src/models/catalog/hub/proxy.ts';
import { resolvePath } from '../../../../src/models/catalog/hub/resolvePath.ts';
import { hubSettings } from '../../../../src/models/catalog/hub/settings.ts';
import { cacheBytesPerToken, fits } from '../../../../src/models/catalog/memory.ts';
import type { HubAnswer } from '../../../../src/models/catalog/hub/client.ts';

describe('the models folder', () => {
  it('is where the user says, else in the data folder', () => {
    expect(modelsFolder({ FIGSCOPE_MODELS: '/a/b' })).toBe('/a/b');
    expect(modelsFolder({ FIGSCOPE_MODELS: '/a/b' }, '/c')).toBe('/c');
    expect(modelsFolder({ FIGSCOPE_MODELS: ' ' }, ' ')).toMatch(/figscope.models$/u);
  });
  it.runIf(process.platform === 'linux')('follows the XDG rules', () => {
    expect(modelsFolder({ XDG_DATA_HOME: '/data' })).toBe('/data/figscope/models');
    expect(modelsFolder({ XDG_DATA_HOME: 'relative' })).toMatch(
      /\.local\/share\/figscope\/models$/u,
    );
  });
});

describe('proxies of the environment', () => {
  const hub = new URL('https://huggingface.co/x');
  const found = (env: NodeJS.ProcessEnv, url = hub, proxy?: string) =>
    proxyFor(url, { env, ...(proxy === undefined ? {} : { proxy }) })?.href;
  it('go by the kind of address, small letters first', () => {
    expect(found({ HTTPS_PROXY: 'http://a:1' })).toBe('http://a:1/');
    expect(found({ HTTPS_PROXY: 'http://a:1', https_proxy: 'b:2' })).toBe('http://b:2/');
    expect(found({ HTTP_PROXY: 'http://a:1' })).toBeUndefined();
    expect(found({ HTTP_PROXY: 'http://a:1' }, new URL('http://mirror/x'))).toBe('http://a:1/');
    expect(found({ ALL_PROXY: 'https://a:1' })).toBe('https://a:1/');
    expect(found({ HTTPS_PROXY: 'http://a:1' }, hub, '')).toBeUndefined();
    expect(found({}, hub, 'c:3')).toBe('http://c:3/');
  });
  it.each([
    ['*', true],
    ['huggingface.co', true],
    ['.co', true],
    ['*.co', true],
    ['HUGGINGFACE.CO:443', true],
    ['huggingface.co:80', false],
    ['face.co', false],
    ['example.org huggingface.co', true],
    ['example.org,cdn.huggingface.co', false],
    ['', false],
  ])('NO_PROXY=%s: left out %s', (NO_PROXY, out) =>
    expect(found({ HTTPS_PROXY: 'http://a:1', NO_PROXY }) === undefined).toBe(out),
  );
  it('are not used for this machine', () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]', 'a.localhost'])
      expect(found({ HTTP_PROXY: 'http://a:1' }, new URL(`http://${host}:8/`))).toBeUndefined();
  });
});

describe('settings of a hub', () => {
  it('take the public hub unless told otherwise', () => {
    expect(hubSettings({ env: {} }).endpoint).toBe('https://huggingface.co');
    expect(hubSettings({ env: { HF_ENDPOINT: 'https://m.example/' } }).endpoint).toBe(
      'https://m.example',
    );
    expect(
      hubSettings({ env: { HF_ENDPOINT: 'x.example', FIGSCOPE_MODELS_MIRROR: 'http://y/hf/' } })
        .endpoint,
    ).toBe('http://y/hf');
    expect(
      hubSettings({ endpoint: 'z.example', env: { FIGSCOPE_MODELS_MIRROR: 'y' } }).endpoint,
    ).toBe('https://z.example');
  });
  it('send the public hub’s token to it, however it was named', () => {
    expect(hubSettings({ endpoint: 'https://huggingface.co/', env: { HF_TOKEN: 't' } }).token).toBe(
      't',
    );
    expect(hubSettings({ env: { HF_TOKEN: 't', FIGSCOPE_HUB_TOKEN: 'u' } }).token).toBe('u');
    expect(
      hubSettings({ endpoint: 'https://m.example', env: { HF_TOKEN: 't' } }).token,
    ).toBeUndefined();
  });
});

describe('what a hub says of a file', () => {
  const answer = (more: Partial<HubAnswer>): HubAnswer =>
    ({ status: 200, headers: {}, linked: {}, fromHub: true, ...more }) as HubAnswer;
  const sha = 'a'.repeat(64);
  const git = 'b'.repeat(40);
  it('is read from its own headers', () => {
    expect(
      linkedFile(
        answer({ linked: { 'x-linked-etag': `"${sha}"`, 'x-linked-size': '7' }, fromHub: false }),
      ),
    ).toEqual({ sha256: sha, bytes: 7 });
    expect(linkedFile(answer({ headers: { etag: `"${sha}"`, 'content-length': '9' } }))).toEqual({
      sha256: sha,
      bytes: 9,
    });
  });
  it('is not taken from another host, nor from what is no hash', () => {
    expect(linkedFile(answer({ headers: { etag: `"${sha}"` }, fromHub: false }))).toEqual({});
    // Git's hash on the hub, the sha1 of the content on some mirrors.
    for (const etag of ['"5f-abc"', `"${git}"`, `W/"${git}"`])
      expect(linkedFile(answer({ headers: { etag } }))).toEqual({});
    expect(linkedFile(answer({ status: 206, headers: { 'content-length': '9' } }))).toEqual({});
  });
  it('ETags that may stand for several contents are not used to join parts', () => {
    expect(strongEtag('"x"')).toBe('"x"');
    expect(strongEtag('W/"x"')).toBeUndefined();
    expect(strongEtag('x')).toBeUndefined();
    expect(strongEtag(undefined)).toBeUndefined();
  });
  it('is asked for by an encoded address', () => {
    expect(resolvePath('a/b', 'refs/pr/1', 'onnx/x y.onnx')).toBe(
      '/a/b/resolve/refs%2Fpr%2F1/onnx/x%20y.onnx',
    );
  });
});

describe('memory', () => {
  it('of a token: keys and values of every layer that keeps them, in fp32', () => {
    // Qwen3-VL 2B: 28 layers, 8 heads of 128 numbers; 224 KiB in fp32.
    const qwen3 = cacheShapeOf({
      text_config: { num_hidden_layers: 28, num_key_value_heads: 8, head_dim: 128 },
    });
    expect(qwen3 && cacheBytesPerToken(qwen3)).toBe(224 * 1024);
    // Qwen3.5: a quarter of the layers has full attention.
    const layer_types = Array.from({ length: 24 }, (_, index) =>
      index % 4 === 3 ? 'full_attention' : 'linear_attention',
    );
    expect(
      cacheShapeOf({
        text_config: { num_hidden_layers: 24, num_key_value_heads: 2, head_dim: 256, layer_types },
      }),
    ).toEqual({ layers: 6, heads: 2, headSize: 256 });
    expect(
      cacheShapeOf({
        num_hidden_layers: 36,
        num_key_value_heads: 2,
        num_attention_heads: 16,
        hidden_size: 2048,
      }),
    ).toEqual({ layers: 36, heads: 2, headSize: 128 });
  });
  it('is not guessed from a damaged configuration', () => {
    for (const config of [
      null,
      5,
      {},
      { text_config: 7 },
      { num_hidden_layers: -1, head_dim: 8, num_key_value_heads: 1 },
      { num_hidden_layers: 1e9, head_dim: 8, num_key_value_heads: 1 },
    ])
      expect(cacheShapeOf(config)).toBeUndefined();
  });
  it('counts the decoder one and a half times, other files not at all', () => {
    const base = memoryOf([]);
    expect(
      memoryOf([{ path: 'onnx/decoder_model_merged_q4.onnx_data_1', bytes: 1000 }]) - base,
    ).toBe(1500);
    expect(memoryOf([{ path: 'vision_encoder.onnx.data', bytes: 1000 }]) - base).toBe(1000);
    expect(memoryOf([{ path: 'tokenizer.json', bytes: 1000 }]) - base).toBe(0);
  });
  it('fits, hardly, or not', () => {
    expect([fits(5, 10), fits(7, 10), fits(11, 10)]).toEqual(['yes', 'tight', 'no']);
  });
});
