import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ModelRegistry } from '../../../../src/extension/models/registry.ts';
import { tellProblems } from '../../../../src/extension/models/problems.ts';
import { startRawServer, type RawServer } from '../../../fixtures/rawServer.ts';
import { FakeMemento, FakeSecrets, fake } from '../../../fixtures/vscode.ts';

const entry = { name: 'lab', url: 'http://127.0.0.1:8000/v1', model: 's1-vl-32b' };
const far = { name: 'far', url: 'https://models.lab/v1', model: 'qwen', label: 'Qwen of the lab' };

let secrets: FakeSecrets;
const registry = () => new ModelRegistry({ secrets, globalState: new FakeMemento() } as never);

beforeEach(() => {
  fake.reset();
  secrets = new FakeSecrets();
});

describe('models of the settings', () => {
  it('are listed with where they run, and what is no entry is left out', () => {
    fake.settings.set('figscope.models', [entry, 'nonsense', { name: 'x' }, far]);
    expect(registry().list()).toMatchObject([
      { id: 'analyst' },
      { id: 'openai:lab', label: 's1-vl-32b on 127.0.0.1:8000', where: 'this machine' },
      { id: 'openai:far', label: 'Qwen of the lab', where: 'models.lab' },
    ]);
  });

  it('send figures to a host only where the server is on another machine', async () => {
    fake.settings.set('figscope.models', [entry, far]);
    const models = registry();
    await models.choose('openai:lab');
    const near = await models.load();
    expect(near.host).toBeUndefined();
    expect(near.model).toMatchObject({ id: 'openai:lab', images: true, profile: { id: 's1vl' } });
    await models.choose('openai:far');
    expect((await models.load()).host).toBe('models.lab');
  });

  it('are the same object until something of them changes', async () => {
    fake.settings.set('figscope.models', [entry]);
    const models = registry();
    await models.choose('openai:lab');
    const { model } = await models.load();
    expect((await models.load()).model).toBe(model);
    fake.settings.set('figscope.models', [{ ...entry, profile: 'thyme' }]);
    const { model: changed } = await models.load();
    expect(changed.profile.id).toBe('thyme');
    await secrets.store('figscope.key http://127.0.0.1:8000', 'secret');
    expect((await models.load()).model).not.toBe(changed);
  });

  it('that are wrong are named with what to write, and the good ones work', async () => {
    fake.settings.set('figscope.models', [entry, { ...far, profil: 's1vl' }]);
    const models = registry();
    await models.choose('openai:lab');
    await expect(models.load()).resolves.toMatchObject({ model: { id: 'openai:lab' } });
    await models.choose('openai:far');
    await expect(models.load()).rejects.toThrow(
      'figscope.models[1].profil is not a field that Figscope knows. Did you mean "profile"?',
    );
    await tellProblems();
    await tellProblems();
    expect(fake.said).toEqual([
      { kind: 'warning', text: expect.stringContaining('figscope.models[1].profil') as string },
    ]);
  });

  it('say when the setting is no list at all', async () => {
    fake.settings.set('figscope.models', { lab: entry });
    expect(registry().list()).toHaveLength(1);
    await tellProblems();
    expect(fake.said.at(-1)?.text).toContain('figscope.models must be a list');
  });
});

describe('profiles of files', () => {
  it('can be named by an entry and by the setting; a file that is wrong is named', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'figscope-profiles-'));
    const mine = join(folder, 'mine.json');
    await writeFile(mine, JSON.stringify({ id: 'mine', extends: 's1vl', label: 'Mine' }));
    const wrong = join(folder, 'wrong.json');
    await writeFile(wrong, '{"id": "wrong", "extends": "nobody"}');
    fake.settings.set('figscope.profileFiles', [mine, wrong]);
    fake.settings.set('figscope.models', [{ ...entry, profile: 'mine' }]);
    const models = registry();
    await models.choose('openai:lab');
    const { model } = await models.load();
    expect(model.profile.label).toBe('Mine');
    fake.settings.set('figscope.models', [entry]);
    fake.settings.set('figscope.profile', 'mine');
    const first = (await models.load()).model;
    expect(first.profile.label).toBe('Mine');
    expect((await models.load()).model).toBe(first);
    await tellProblems();
    expect(fake.said.at(-1)?.text).toContain(`figscope.profileFiles[1] (${wrong})`);
  });
});

describe('keys', () => {
  let server: RawServer | undefined;
  afterEach(async () => {
    vi.unstubAllEnvs();
    await server?.close();
  });

  const reply = async (models: ModelRegistry) => {
    const { model } = await models.load();
    const request = {
      messages: [{ role: 'user' as const, parts: [{ type: 'text' as const, text: 'Hello' }] }],
      stop: [],
    };
    const deltas = [];
    for await (const delta of model.stream(request, new AbortController().signal))
      deltas.push(delta);
    return deltas;
  };

  it('come from the secret storage, else from the environment, and go to the server that they are for', async () => {
    server = await startRawServer((response) => {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end('{"error": {"message": "Unauthorized"}}');
    });
    const { origin } = new URL(server.url);
    vi.stubEnv('LAB_KEY', 'from-environment');
    fake.settings.set('figscope.models', [{ ...entry, url: server.url, keyEnv: 'LAB_KEY' }]);
    const models = registry();
    await models.choose('openai:lab');
    await expect(reply(models)).rejects.toThrow('does not accept the API key');
    await secrets.store(`figscope.key ${origin}`, 'from-storage');
    fake.answers.push('Set API Key…');
    await expect(reply(models)).rejects.toThrow('does not accept the API key');
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer from-environment',
      'Bearer from-storage',
    ]);
    // The refusal comes with the way to set another key for this very server.
    await vi.waitFor(() =>
      expect(fake.executed).toContainEqual({ command: 'figscope.setApiKey', args: [server?.url] }),
    );
  });
});
