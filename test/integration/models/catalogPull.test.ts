import { mkdir, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  installedModels,
  planPull,
  pullModel,
  removeModel,
  verifyModel,
} from '../../../src/models/catalog/index.ts';
import { filesIn, startPulling, type Pulling } from '../../fixtures/hub/pulling.ts';
import { COMMIT, filesOfFolder, sha256, smallModel } from '../../fixtures/hub/repository.ts';
import { MODEL, type HubSetup } from '../../fixtures/hub/server.ts';

const DATA = 'onnx/decoder_model_merged_q4.onnx_data';
const Q4 = [
  'chat_template.jinja',
  'config.json',
  'generation_config.json',
  'onnx/decoder_model_merged_q4.onnx',
  'onnx/decoder_model_merged_q4.onnx_data',
  'onnx/decoder_model_merged_q4.onnx_data_1',
  'onnx/embed_tokens_q4.onnx',
  'onnx/embed_tokens_q4.onnx_data',
  'onnx/vision_encoder_q4.onnx',
  'onnx/vision_encoder_q4.onnx_data',
  'preprocessor_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
];

let pulling: Pulling;
const start = async (setup?: HubSetup) => (pulling = await startPulling(setup));
afterEach(() => pulling.close());

describe('pulling a model', () => {
  it('loads the files of one form of weights, checks them and writes a manifest', async () => {
    const { hub, root, options, events } = await start();
    const model = await pullModel(options());
    expect(model).toMatchObject({
      name: 'Tiny-VL-ONNX',
      folder: join(root, 'Tiny-VL-ONNX'),
      from: 'pulled',
      repository: MODEL,
      revision: COMMIT,
      dtype: { embed_tokens: 'q4', vision_encoder: 'q4', decoder_model_merged: 'q4' },
    });
    const files = await filesIn(model.folder);
    const manifest = JSON.parse(files['figscope-model.json']?.toString() ?? '') as {
      files: { path: string; bytes: number; sha256: string }[];
    };
    delete files['figscope-model.json'];
    expect(Object.keys(files).sort()).toEqual([...Q4].sort());
    for (const [path, content] of Object.entries(files))
      expect(content.equals(smallModel().get(path)?.content ?? Buffer.alloc(0)), path).toBe(true);
    expect(manifest.files.map(({ path }) => path).sort()).toEqual([...Q4].sort());
    for (const { path, bytes, sha256: hash } of manifest.files) {
      expect(bytes).toBe(files[path]?.length);
      expect(hash).toBe(sha256(files[path] ?? Buffer.alloc(0)));
    }
    expect((await filesIn(root))['.lock-Tiny-VL-ONNX']).toBeUndefined();
    expect(events.at(-1)).toMatchObject({ type: 'progress', filesDone: 13, filesTotal: 13 });
    expect(await installedModels(root)).toMatchObject({
      models: [{ name: 'Tiny-VL-ONNX' }],
      incomplete: [],
      problems: [],
    });
    // Shared embeddings come once, under either name.
    expect(hub.asked('onnx/embed_tokens_q4.onnx_data').length + hub.asked(`${DATA}_1`).length).toBe(
      1,
    );
  });

  it('tells files and sizes before anything is loaded, and asks', async () => {
    const { hub, root, options } = await start();
    let told = 0;
    const refused = pullModel(
      options({
        confirm: (plan) => {
          told = plan.totalBytes;
          expect(plan.files.map(({ path }) => path).sort()).toEqual([...Q4].sort());
          return false;
        },
      }),
    );
    await expect(refused).rejects.toMatchObject({ kind: 'cancelled' });
    const sizes = Q4.map((path) => smallModel().get(path)?.content.length ?? 0);
    expect(told).toBe(sizes.reduce((sum, size) => sum + size, 0));
    expect(hub.requests.map(({ path }) => path)).toEqual([
      `/api/models/${MODEL}/revision/main?blobs=true`,
    ]);
    expect(await filesIn(root)).toEqual({});
  });

  it('takes another form of a part where one is lacking, and says so', async () => {
    const { options } = await start();
    const plan = await planPull(options({ dtype: 'q4f16' }));
    expect(plan.name).toBe('Tiny-VL-ONNX-q4f16');
    expect(plan.dtype).toEqual({
      embed_tokens: 'q4f16',
      vision_encoder: 'q4',
      decoder_model_merged: 'q4f16',
    });
    expect(plan.notices.join()).toMatch(/no vision_encoder as q4f16; q4 is taken/u);
    await expect(planPull(options({ dtype: 'int8' }))).rejects.toThrow(/no weights as int8/u);
    await expect(planPull(options({ dtype: 'vision_encoder=int8' }))).rejects.toThrow(
      /no vision_encoder as int8. There are: fp16, q4/u,
    );
    const mixed = await planPull(options({ dtype: 'q4,vision_encoder=fp16' }));
    expect(mixed.dtype.vision_encoder).toBe('fp16');
  });

  it('leaves a whole model as it is, and loads only what is damaged of another', async () => {
    const { hub, root, options } = await start();
    const { folder } = await pullModel(options());
    const before = hub.requests.length;
    await pullModel(options());
    expect(hub.requests.slice(before).map(({ path }) => path)).toEqual([
      `/api/models/${MODEL}/revision/main?blobs=true`,
    ]);

    // The size stays: only a hash shows it.
    const bytes = await readFile(join(folder, DATA));
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    await writeFile(join(folder, DATA), bytes);
    expect((await installedModels(root)).problems).toEqual([]);
    const watch = { signal: new AbortController().signal, onProgress: () => undefined };
    expect(await verifyModel(root, 'Tiny-VL-ONNX', watch)).toMatch(
      /"Tiny-VL-ONNX" is damaged: onnx\/decoder_model_merged_q4.onnx_data has another content/u,
    );
    const asked = hub.asked(DATA).length;
    const others = hub.asked('tokenizer.json').length;
    await pullModel(options());
    expect(hub.asked(DATA)).toHaveLength(asked + 1);
    expect(hub.asked('tokenizer.json')).toHaveLength(others);
    expect(await verifyModel(root, 'Tiny-VL-ONNX', watch)).toBeUndefined();

    await truncate(join(folder, DATA), 10);
    expect((await installedModels(root)).problems[0]?.text).toMatch(
      /has 10 bytes instead of 200000/u,
    );
  });

  it('replaces a model by another revision, and keeps what is the same', async () => {
    const { hub, root, options } = await start();
    const { folder } = await pullModel(options());
    hub.replace('config.json', Buffer.from('{"changed": true}\n'));
    hub.move('f'.repeat(40));
    const data = hub.asked(DATA).length;
    const model = await pullModel(options());
    expect(model.revision).toBe('f'.repeat(40));
    expect(await readFile(join(folder, 'config.json'), 'utf8')).toBe('{"changed": true}\n');
    expect(hub.asked(DATA)).toHaveLength(data);
    expect(Object.keys(await filesIn(root)).filter((path) => path.startsWith('.'))).toEqual([]);
  });

  it('never writes into a folder that it did not make, nor through links', async () => {
    const { root, options } = await start();
    await mkdir(join(root, 'Tiny-VL-ONNX'));
    await writeFile(join(root, 'Tiny-VL-ONNX', 'mine.txt'), 'mine');
    await expect(pullModel(options())).rejects.toThrow(/was not made by Figscope/u);
    await expect(removeModel(root, 'Tiny-VL-ONNX')).rejects.toThrow(/was not made by Figscope/u);

    const outside = join(root, 'outside');
    await mkdir(outside);
    await symlink(outside, join(root, 'linked'));
    await expect(pullModel(options({ name: 'linked' }))).rejects.toThrow(/it is a link/u);
    await mkdir(join(root, '.pull-other'));
    await symlink(outside, join(root, '.pull-other', 'onnx'));
    for (const name of ['tokenizer.json', 'config.json.part', 'tokenizer_config.json.part.json'])
      await symlink(join(outside, name), join(root, '.pull-other', name));
    await pullModel(options({ name: 'other' }));
    expect(await filesIn(outside)).toEqual({});
  });

  it('loads a real export that has its weights in the graphs', async () => {
    const files = filesOfFolder('test/fixtures/inference/qwen3vl-concat');
    const { options } = await start({ repositories: [{ name: MODEL, commit: COMMIT, files }] });
    const model = await pullModel(options());
    expect(model.dtype.decoder_model_merged).toBe('fp32');
    const pulled = await filesIn(model.folder);
    for (const path of ['config.json', 'tokenizer.json', 'onnx/decoder_model_merged.onnx'])
      expect(pulled[path]?.equals(files.get(path)?.content ?? Buffer.alloc(0)), path).toBe(true);
    expect(pulled['reference.json']).toBeUndefined();
  });

  it('sweeps away what a process that was killed has left', async () => {
    const { root, options } = await start();
    await mkdir(join(root, '.old-Tiny-VL-ONNX-0123abcd'));
    await writeFile(join(root, '.old-Tiny-VL-ONNX-0123abcd', 'big'), 'x');
    await mkdir(join(root, '.old-Other-0123abcd'));
    await pullModel(options());
    const left = (await readdir(root)).sort();
    expect(left).toEqual(['.old-Other-0123abcd', 'Tiny-VL-ONNX']);
  });

  it('refuses names that are none', async () => {
    const { options } = await start();
    for (const name of ['../up', 'a/b', '.hidden', 'nul', 'x'.repeat(65), ''])
      await expect(pullModel(options({ name })), name).rejects.toMatchObject({ kind: 'input' });
    await expect(pullModel(options({ model: 'qwen4' }))).rejects.toThrow(
      /neither in the catalogue/u,
    );
    await expect(pullModel(options({ model: `${MODEL}@../x` }))).rejects.toThrow(/not a revision/u);
    await expect(pullModel(options({ model: `${MODEL}@v9` }))).rejects.toThrow(/no revision "v9"/u);
  });
});
