import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { downloadModel } from '../../../../src/extension/models/local/download.ts';
import { importFolder } from '../../../../src/extension/models/local/importFolder.ts';
import { downloadItems } from '../../../../src/extension/models/local/pickDownload.ts';
import { removeInstalled } from '../../../../src/extension/models/local/removeInstalled.ts';
import { useFolder } from '../../../../src/extension/models/local/useFolder.ts';
import { COMMIT, filesOfFolder } from '../../../fixtures/hub/repository.ts';
import { startHub, type Hub, type HubSetup } from '../../../fixtures/hub/server.ts';
import { fixtureFolder } from '../../../fixtures/inference/reference.ts';
import { fake, Uri } from '../../../fixtures/vscode.ts';
import { modelServices } from './commands.ts';

const MODEL = 'tiny-lab/Tiny-VL-ONNX';
const TINY = fixtureFolder('qwen3vl-gqa');
/** Which of them is taken follows from what all parts have. */
const DECODERS = [...filesOfFolder(TINY).keys()].filter((path) => /decoder.*\.onnx$/u.test(path));
const GB = 1e9;

let folder: string;
let hub: Hub | undefined;
let extension: ReturnType<typeof modelServices>;

beforeEach(async () => {
  fake.reset();
  folder = await mkdtemp(join(tmpdir(), 'figscope-local-'));
  fake.settings.set('figscope.local.modelsFolder', join(folder, 'models'));
  // Nothing of the environment that the tests run in.
  for (const name of ['HF_TOKEN', 'FIGSCOPE_HUB_TOKEN', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY'])
    vi.stubEnv(name, '');
  extension = modelServices();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await hub?.close();
  hub = undefined;
  await rm(folder, { recursive: true, force: true });
});

async function useHub(setup: HubSetup = {}): Promise<Hub> {
  const files = filesOfFolder(TINY);
  const repositories = [{ name: MODEL, commit: COMMIT, files, licence: 'mit' }];
  hub = await startHub({ repositories, ...setup });
  fake.settings.set('figscope.local.hubEndpoint', hub.url);
  return hub;
}

const decodersAsked = () => DECODERS.flatMap((path) => hub?.asked(path) ?? []);
const installed = (name: string) => existsSync(join(folder, 'models', name, 'config.json'));
const said = () => fake.said.map(({ text }) => text);

describe('downloading a model', () => {
  it('asks with sizes and licence, shows progress, and makes it the model of the next question', async () => {
    await useHub();
    fake.answers.push('Show Licence', 'Download', 'Use This Model');
    await downloadModel(extension.services, MODEL);
    const [asked] = fake.said;
    expect(asked?.detail).toMatch(/from 127\.0\.0\.1:\d+\n\d+ kB in \d+ files\nWeights: .+\n/u);
    expect(asked?.detail).toContain('Licence: mit');
    expect(fake.opened).toEqual([`${hub?.url}/${MODEL}/tree/${COMMIT}`]);
    const [shown] = fake.progress;
    expect(shown).toMatchObject({ title: `Downloading ${MODEL}`, cancellable: true, over: true });
    expect(shown?.messages.at(-1)).toMatch(/^100 % · \d+ kB of \d+ kB/u);
    expect(installed('Tiny-VL-ONNX')).toBe(true);
    expect(extension.models.current).toMatchObject({ id: 'local:Tiny-VL-ONNX' });
  });

  it('downloads nothing that the user does not want', async () => {
    await useHub();
    fake.answers.push(undefined);
    await downloadModel(extension.services, MODEL);
    expect(said()).toHaveLength(1);
    expect(decodersAsked()).toEqual([]);
  });

  it('keeps what has come when it is stopped, and goes on from there', async () => {
    const server = await useHub();
    for (const path of DECODERS) server.fail(path, { kind: 'slow', pauseMs: 500 });
    // Download; then, after the stop, go on; download; nothing more.
    fake.answers.push('Download', 'Go On', 'Download', undefined);
    const done = downloadModel(extension.services, MODEL);
    await vi.waitFor(() => expect(server.asked('tokenizer.json')).toHaveLength(1));
    await vi.waitFor(() => expect(decodersAsked()).toHaveLength(1));
    await vi.waitFor(() => expect(fake.progress[0]?.messages.join()).toMatch(/[1-9]\d* %/u));
    fake.progress[0]?.cancel();
    await done;
    expect(said()).toContainEqual(expect.stringContaining('What has come is kept'));
    expect(fake.said[2]?.detail).toContain('already here');
    expect(server.asked('tokenizer.json')).toHaveLength(1);
    expect(installed('Tiny-VL-ONNX')).toBe(true);
    // Not chosen: nobody said so.
    expect(extension.models.current.id).toBe('analyst');
  });

  it('offers to set a token where the hub wants one, keeps it as a secret, and tries again', async () => {
    await useHub({ gated: 'hf_secret' });
    fake.answers.push('Set Token…', 'hf_secret', undefined, 'Download', undefined);
    await downloadModel(extension.services, MODEL);
    expect(installed('Tiny-VL-ONNX')).toBe(true);
    expect(JSON.stringify([...fake.settings])).not.toContain('hf_secret');
    expect(JSON.stringify(fake.said)).not.toContain('hf_secret');
    // Another hub is not given it.
    await hub?.close();
    const other = await useHub({ gated: 'hf_secret' });
    fake.answers.push(undefined);
    await downloadModel(extension.services, MODEL);
    expect(other.requests.every(({ authorization }) => authorization === undefined)).toBe(true);
  });

  it('says why it failed, and tries again when told to', async () => {
    const server = await useHub();
    server.fail('', { kind: 'status', status: 404 });
    fake.answers.push(undefined);
    await downloadModel(extension.services, 'tiny-lab/None');
    expect(fake.said).toMatchObject([{ kind: 'error' }]);
    expect(said()[0]).toContain('tiny-lab/None');
  });
});

describe('the list of what can be downloaded', () => {
  it('says size, licence, whether it fits, and what is here already', () => {
    const whole = { name: 'qwen3.5-2b' } as never;
    const cut = {
      name: 'other',
      repository: 'lab/other',
      bytes: 2 * GB,
      folder: '',
      running: false,
      text: '',
    };
    const items = downloadItems({ models: [whole], incomplete: [cut], problems: [] }, 1 * GB);
    const first = items.find(({ model }) => model === 'qwen3.5-2b');
    expect(first?.label).toContain('$(check)');
    expect(first?.description).toMatch(/^1\.8 GB · apache-2\.0 · too large.* · installed$/u);
    expect(items.find(({ model }) => model === 'lab/other')).toMatchObject({
      description: '2 GB are here already',
    });
    expect(items.at(-1)?.label).toContain('Another Repository…');
    const roomy = downloadItems({ models: [], incomplete: [], problems: [] }, 64 * GB);
    expect(roomy[0]?.description).toContain('fits into memory');
  });
});

describe('models in folders', () => {
  it('are imported under a name, shown, and removed after a question', async () => {
    fake.answers.push([Uri.file(TINY)], 'my-tiny', 'Use This Model');
    await importFolder(extension.services);
    expect(installed('my-tiny')).toBe(true);
    expect(extension.models.current.id).toBe('local:my-tiny');
    // The name is taken now.
    fake.answers.push([Uri.file(TINY)], 'my-tiny');
    await expect(importFolder(extension.services)).rejects.toThrow('of this name already');

    const first = (items: unknown) => (items as unknown[])[0];
    fake.answers.push(first, undefined);
    await removeInstalled(extension.services);
    expect(installed('my-tiny')).toBe(true);
    fake.answers.push(first, 'Remove');
    await removeInstalled(extension.services);
    expect(installed('my-tiny')).toBe(false);
    expect(said().at(-1)).toMatch(/was removed; \d+ kB are free again/u);
    expect(extension.models.current.problem).toContain('is not there');
  });

  it('are used where they lie, as an entry of the settings', async () => {
    await useFolder(extension.services, TINY);
    expect(fake.settings.get('figscope.localModels')).toEqual([
      { name: 'qwen3vl-gqa', folder: TINY },
    ]);
    expect(extension.models.current.id).toBe('local:qwen3vl-gqa');
    await useFolder(extension.services, TINY);
    expect(extension.models.current.id).toBe('local:qwen3vl-gqa-2');
  });

  it('that are no model are refused with what is needed', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty);
    await writeFile(join(empty, 'config.json'), '{}');
    await expect(useFolder(extension.services, empty)).rejects.toThrow(
      'config.json, tokenizer.json',
    );
    fake.settings.set('figscope.localModels', 'nonsense');
    await expect(useFolder(extension.services, TINY)).rejects.toThrow('is not a list');
    expect(fake.settings.get('figscope.localModels')).toBe('nonsense');
  });

  it('says when there is nothing to remove', async () => {
    await removeInstalled(extension.services);
    expect(said()).toEqual([expect.stringContaining('No model is installed')]);
  });
});
