import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ModelRegistry } from '../../../../src/extension/models/registry.ts';
import { localEntryOf } from '../../../../src/extension/models/local/loadModel.ts';
import { tellProblems } from '../../../../src/extension/models/problems.ts';
import { downloadEnvironment } from '../../../../src/extension/localSettings.ts';
import { importModel } from '../../../../src/models/catalog/index.ts';
import { fixtureFolder } from '../../../fixtures/inference/reference.ts';
import { fake, FakeMemento, FakeSecrets, Uri, workspace } from '../../../fixtures/vscode.ts';

let folder: string;
let state: FakeMemento;
const registry = () =>
  new ModelRegistry({
    secrets: new FakeSecrets(),
    globalState: state,
    globalStorageUri: Uri.file(folder),
  } as never);

const workspaceModels = (models: unknown) =>
  fake.workspaceSettings.set('figscope.localModels', models);

beforeEach(async () => {
  fake.reset();
  state = new FakeMemento();
  folder = await mkdtemp(join(tmpdir(), 'figscope-local-'));
  fake.settings.set('figscope.local.modelsFolder', join(folder, 'models'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function install(name: string): Promise<void> {
  const signal = new AbortController().signal;
  await importModel(fixtureFolder('qwen3vl-gqa'), {
    root: join(folder, 'models'),
    name,
    signal,
    onProgress: () => undefined,
  });
}

describe('local models', () => {
  it('are those of the settings, and installed ones whose names these leave free', async () => {
    await install('tiny');
    await install('mine');
    fake.settings.set('figscope.localModels', [
      { name: 'mine', folder: '/models/mine', label: 'My own' },
      { name: 'half' },
      'nonsense',
    ]);
    const models = registry();
    // Before anybody has looked: what the settings say, without a look at the disk.
    expect(models.list().map(({ id }) => id)).toEqual(['analyst', 'local:mine']);
    let changes = 0;
    models.onDidChange(() => (changes += 1));
    await models.local.refresh();
    expect(models.list()).toMatchObject([
      { id: 'analyst' },
      { id: 'local:mine', label: 'My own', where: 'this machine', detail: '/models/mine' },
      { id: 'local:tiny', where: 'this machine', detail: expect.stringContaining('kB') as string },
    ]);
    expect(changes).toBe(1);
    await models.local.refresh();
    expect(changes).toBe(1);
    // The next window lists them at once.
    expect(registry().list()).toHaveLength(3);
  });

  it('that were installed elsewhere are found when they are asked', async () => {
    await install('tiny');
    fake.settings.set('figscope.model', 'local:tiny');
    const models = registry();
    expect(models.current.problem).toContain('is not there');
    const { model, host } = await models.load();
    expect(model).toMatchObject({ id: 'local:tiny', images: true });
    expect(host).toBeUndefined();
    expect((await models.load()).model).toBe(model);
    await models.local.dispose();
  });

  it('whose folder is gone are named as missing', async () => {
    fake.settings.set('figscope.model', 'local:gone');
    await expect(registry().load()).rejects.toThrow('"local:gone" is not there');
  });
});

describe('entries of the settings', () => {
  it('start at the home folder, and take what they do not say from the other settings', async () => {
    fake.settings.set('figscope.localModels', [
      { name: 'a', folder: 'models/a' },
      { name: 'b', folder: '/b', device: 'cpu', threads: 1 },
      { name: 'c', folder: '~/models/c' },
    ]);
    fake.settings.set('figscope.local.device', 'webgpu');
    fake.settings.set('figscope.local.threads', 3);
    fake.settings.set('figscope.local.contextTokens', 4096);
    expect(await localEntryOf('a')).toEqual({
      name: 'a',
      folder: join(homedir(), 'models/a'),
      device: 'webgpu',
      threads: 3,
      contextTokens: 4096,
    });
    expect((await localEntryOf('c')).folder).toBe(join(homedir(), 'models/c'));
    expect(await localEntryOf('b')).toMatchObject({ folder: '/b', device: 'cpu', threads: 1 });
    fake.settings.set('figscope.local.device', 'toaster');
    fake.settings.set('figscope.local.contextTokens', 0);
    const plain = await localEntryOf('a');
    expect(plain.device).toBe('auto');
    expect(plain).not.toHaveProperty('contextTokens');
  });

  it('that are wrong are named with what to write, and the good ones work', async () => {
    fake.settings.set('figscope.localModels', [
      { name: 'a', folder: '/a' },
      { name: 'b', folder: '/b', devise: 'cpu' },
    ]);
    expect(await localEntryOf('a')).toMatchObject({ folder: '/a' });
    await expect(localEntryOf('b')).rejects.toThrow('figscope.localModels[1].devise');
    await tellProblems();
    expect(fake.said.at(-1)?.text).toContain('Did you mean "device"?');
  });

  it('of a workspace may only name folders inside of it', async () => {
    fake.folder(folder);
    await mkdir(join(folder, 'model'));
    await writeFile(join(folder, 'model', 'config.json'), '{}');
    workspaceModels([
      { name: 'near', folder: 'model' },
      { name: 'far', folder: '/etc' },
      { name: 'up', folder: '../other' },
    ]);
    expect(await localEntryOf('near')).toMatchObject({ folder: join(folder, 'model') });
    await expect(localEntryOf('far')).rejects.toThrow('may only name folders inside of its own');
    await expect(localEntryOf('up')).rejects.toThrow('may only name folders inside of its own');
  });

  it('of a workspace that is not trusted are not there', async () => {
    fake.folder(folder);
    workspaceModels([{ name: 'near', folder: 'model' }]);
    expect(registry().list()).toHaveLength(2);
    workspace.isTrusted = false;
    expect(registry().list()).toHaveLength(1);
    await expect(localEntryOf('near')).rejects.toThrow('cannot be used');
  });
});

describe('downloads', () => {
  it('go through the proxy that VS Code has, but for hosts that it leaves out', () => {
    expect(downloadEnvironment()).toBe(process.env);
    fake.settings.set('http.proxy', 'http://proxy.example:3128');
    fake.settings.set('http.noProxy', ['hub.lab.example', 7]);
    expect(downloadEnvironment()).toMatchObject({
      https_proxy: 'http://proxy.example:3128',
      http_proxy: 'http://proxy.example:3128',
      no_proxy: expect.stringMatching(/hub\.lab\.example$/u) as string,
    });
    fake.settings.set('http.proxySupport', 'off');
    expect(downloadEnvironment()).toBe(process.env);
  });
});
