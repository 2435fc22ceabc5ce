import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  importModel,
  installedModels,
  removeModel,
  type ImportOptions,
} from '../../../src/models/catalog/index.ts';
import { filesIn } from '../../fixtures/hub/pulling.ts';
import { COMMIT, graph, smallModel } from '../../fixtures/hub/repository.ts';

let root: string;
let source: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'figscope-models-'));
  source = join(await mkdtemp(join(tmpdir(), 'figscope-source-')), 'Tiny VL');
  for (const [path, { content }] of smallModel()) await put(path, content);
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
  await rm(dirname(source), { recursive: true, force: true });
});

async function put(path: string, content: Buffer | string): Promise<void> {
  await mkdir(dirname(join(source, path)), { recursive: true });
  await writeFile(join(source, path), content);
}

const take = (more: Partial<ImportOptions> = {}, folder = source) =>
  importModel(folder, {
    root,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...more,
  });

describe('importing a model', () => {
  it('copies what belongs to it, with all forms of weights, and nothing else', async () => {
    await put('secret.txt', 'mine');
    await put('onnx/notes.txt', 'mine');
    const model = await take();
    expect(model).toMatchObject({
      name: 'Tiny-VL',
      from: 'imported',
      label: 'Tiny VL (q4)',
      folder: join(root, 'Tiny-VL'),
    });
    const files = await filesIn(model.folder);
    expect(Object.keys(files)).not.toContain('secret.txt');
    expect(Object.keys(files)).not.toContain('onnx/notes.txt');
    expect(Object.keys(files)).not.toContain('README.md');
    expect(Object.keys(files)).toContain('onnx/vision_encoder_fp16.onnx');
    for (const [path, content] of Object.entries(files))
      if (path !== 'figscope-model.json')
        expect(content.equals(smallModel().get(path)?.content ?? Buffer.alloc(0)), path).toBe(true);
    expect(Object.keys(await filesIn(root)).some((path) => path.startsWith('.'))).toBe(false);
    expect((await installedModels(root)).problems).toEqual([]);
  });

  it('says everything that a folder lacks, and where the model may be', async () => {
    await rm(join(source, 'tokenizer.json'));
    await rm(join(source, 'onnx', 'vision_encoder_q4.onnx'));
    await rm(join(source, 'onnx', 'vision_encoder_fp16.onnx'));
    await expect(take()).rejects.toMatchObject({
      kind: 'input',
      message: expect.stringMatching(
        /It lacks:\n {2}tokenizer.json\n {2}onnx\/vision_encoder.onnx \(or/u,
      ) as string,
    });
    await expect(take({}, dirname(source))).rejects.toThrow(/Do you mean .*Tiny VL\?/u);
    await expect(take({}, join(source, 'config.json'))).rejects.toThrow(/There is no folder/u);
    await expect(take({}, join(source, 'nowhere'))).rejects.toThrow(/There is no folder/u);
    expect(await filesIn(root)).toEqual({});
  });

  it('notices data that a graph needs, and refuses graphs that reach out of their folder', async () => {
    await rm(join(source, 'onnx', 'decoder_model_merged_q4.onnx_data_1'));
    await expect(take()).rejects.toThrow(
      /not complete: onnx\/decoder_model_merged_q4.onnx needs onnx\/decoder_model_merged_q4.onnx_data_1/u,
    );
    await put('onnx/decoder_model_merged_q4.onnx', graph('../../../etc/passwd'));
    await expect(take()).rejects.toMatchObject({ kind: 'hostile' });
    await put('onnx/decoder_model_merged_q4.onnx', graph('/etc/passwd'));
    await expect(take()).rejects.toMatchObject({ kind: 'hostile' });
    expect(await filesIn(root)).toEqual({});
  });

  it('refuses a damaged config.json, a name that is taken, a folder that is not ours', async () => {
    await take();
    await expect(take()).rejects.toThrow(/"Tiny-VL" is installed already/u);
    await mkdir(join(root, 'other'));
    await expect(take({ name: 'other' })).rejects.toThrow(/was not made by Figscope/u);
    await expect(take({ name: '../x' })).rejects.toThrow(/cannot be the name/u);
    await put('config.json', '{"architectures": [');
    await expect(take({ name: 'third' })).rejects.toThrow(/config.json is damaged/u);
  });

  it('copies what links lead to, as in the cache of the hub’s tools, and knows where it came from', async () => {
    const cache = join(dirname(source), 'models--onnx-community--Tiny-VL-ONNX');
    const snapshot = join(cache, 'snapshots', COMMIT);
    await mkdir(join(snapshot, 'onnx'), { recursive: true });
    for (const path of smallModel().keys()) await symlink(join(source, path), join(snapshot, path));
    await symlink(join(source, 'gone'), join(snapshot, 'chat_template.json'));
    const model = await take({}, snapshot);
    expect(model).toMatchObject({
      name: 'Tiny-VL-ONNX',
      repository: 'onnx-community/Tiny-VL-ONNX',
      revision: COMMIT,
    });
    await rm(source, { recursive: true });
    expect((await readFile(join(model.folder, 'config.json'), 'utf8')).length).toBeGreaterThan(10);
  });

  it.runIf(process.platform !== 'win32')('takes no pipes for files', async () => {
    await rm(join(source, 'tokenizer.json'));
    execFileSync('mkfifo', [join(source, 'tokenizer.json')]);
    await expect(take()).rejects.toThrow(/It lacks:\n {2}tokenizer.json/u);
  });

  it('takes over a model of another machine, and notices what was damaged on the way', async () => {
    const first = await take({ name: 'mine' });
    const second = await mkdtemp(join(tmpdir(), 'figscope-models-'));
    try {
      expect(await take({ root: second }, first.folder)).toMatchObject({
        name: 'mine',
        label: first.label,
      });
      await removeModel(second, 'mine');
      await writeFile(join(first.folder, 'chat_template.jinja'), '{{ massages }}');
      await expect(take({ root: second }, first.folder)).rejects.toMatchObject({ kind: 'corrupt' });
      expect(await filesIn(second)).toEqual({});
    } finally {
      await rm(second, { recursive: true, force: true });
    }
  });

  it('leaves nothing behind when it is stopped', async () => {
    const stop = new AbortController();
    const copying = take({ signal: stop.signal, onProgress: () => stop.abort() });
    await expect(copying).rejects.toMatchObject({ name: 'AbortError' });
    expect(await filesIn(root)).toEqual({});
  });
});

describe('removing a model', () => {
  it('says how much is free again, and deletes links without following them', async () => {
    const model = await take();
    const outside = join(dirname(source), 'outside');
    await mkdir(outside);
    await writeFile(join(outside, 'kept.txt'), 'kept');
    await symlink(outside, join(model.folder, 'link'));
    const files = await filesIn(model.folder);
    const { bytes } = await removeModel(root, 'Tiny-VL');
    const all = Object.values(files).reduce((sum, one) => sum + one.length, 0);
    expect(bytes).toBe(all);
    expect(await readFile(join(outside, 'kept.txt'), 'utf8')).toBe('kept');
    expect(await filesIn(root)).toEqual({});
  });

  it('knows only models', async () => {
    await take();
    for (const name of ['', '.', '..', 'x/../Tiny-VL', 'nothing'])
      await expect(removeModel(root, name), name).rejects.toMatchObject({ kind: 'notFound' });
    await expect(removeModel(root, 'nothing')).rejects.toThrow(/There are: Tiny-VL\./u);
  });
});

describe('the list of installed models', () => {
  it('is empty where there is no folder, and names what is damaged', async () => {
    expect(await installedModels(join(root, 'none'))).toEqual({
      models: [],
      incomplete: [],
      problems: [],
    });
    const { folder } = await take();
    const manifest = await readFile(join(folder, 'figscope-model.json'), 'utf8');
    for (const [text, words] of [
      ['{', /is not JSON/u],
      [manifest.replace('figscope.model/1', 'figscope.model/9'), /is damaged: .*schema/u],
      [manifest.replace('"config.json"', '"../config.json"'), /is damaged/u],
    ] as const) {
      await writeFile(join(folder, 'figscope-model.json'), text);
      const { models, problems } = await installedModels(root);
      expect(models).toEqual([]);
      expect(problems[0]?.text).toMatch(words);
    }
    await rm(join(folder, 'figscope-model.json'));
    expect((await installedModels(root)).problems[0]?.text).toMatch(
      /has no figscope-model.json. To use it: figscope models import/u,
    );
  });
});
