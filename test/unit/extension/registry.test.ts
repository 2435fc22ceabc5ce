import { beforeEach, expect, it } from 'vitest';
import { ModelRegistry } from '../../../src/extension/models/registry.ts';
import { defineProfile } from '../../../src/reasoning/profiles/profile.ts';
import { s1vl } from '../../../src/reasoning/profiles/s1vl.ts';
import { fake, workspace } from '../../fixtures/vscode.ts';
import { SteppedModel } from './sessionParts.ts';

beforeEach(() => fake.reset());

it('has the analyst from the start, and it runs on this machine', async () => {
  const models = new ModelRegistry();
  expect(models.list().map(({ id, where }) => [id, where])).toEqual([['analyst', 'this machine']]);
  const { model, host } = await models.load();
  expect([model.id, host]).toEqual(['analyst', undefined]);
});

it('takes models of other extensions, says where they run, and lets them go', async () => {
  const models = new ModelRegistry();
  const changes: string[] = [];
  models.onDidChange(() =>
    changes.push(
      models
        .list()
        .map(({ id }) => id)
        .join(),
    ),
  );
  const added = models.add({ model: new SteppedModel([], 'lab'), host: 'models.lab' });
  await models.choose('lab');
  expect(models.current).toMatchObject({ id: 'lab', where: 'models.lab' });
  expect((await models.load()).host).toBe('models.lab');
  expect(() => models.add({ model: new SteppedModel([], 'lab') })).toThrow('already a model "lab"');
  added.dispose();
  await expect(models.choose('lab')).rejects.toThrow('no model "lab"');
  expect(changes).toEqual(['analyst,lab', 'analyst,lab', 'analyst,lab']);
});

it('keeps a chosen model that is gone, says so, and lets no other one answer in its place', async () => {
  const models = new ModelRegistry();
  const lab = { model: new SteppedModel([], 'lab') };
  const added = models.add(lab);
  await models.choose('lab');
  added.dispose();
  expect(models.current).toMatchObject({ id: 'lab', where: 'not available' });
  expect(models.current.problem).toContain('The model "lab" is not there');
  expect(models.list().map(({ id }) => id)).toEqual(['analyst', 'lab']);
  await expect(models.load()).rejects.toThrow('Choose another model');
  models.add(lab);
  expect(models.current.problem).toBeUndefined();
  expect((await models.load()).model.id).toBe('lab');
});

it('refuses a profile that nobody has, with those that there are', async () => {
  const models = new ModelRegistry();
  models.add({ model: new SteppedModel([], 'lab') });
  await models.choose('lab');
  fake.settings.set('figscope.profile', 's1vll');
  await expect(models.load()).rejects.toThrow(
    'names "s1vll", and there is no such profile. There are: auto, s1vl, thyme,',
  );
});

it('keeps what a model says of itself when its profile is changed', async () => {
  const models = new ModelRegistry();
  const model = Object.assign(new SteppedModel([], 'lab'), {
    limits: { images: 3 },
    byCodeOnly: true,
  });
  models.add({ model });
  await models.choose('lab');
  fake.settings.set('figscope.profile', 'thyme');
  expect((await models.load()).model).toMatchObject({ limits: { images: 3 }, byCodeOnly: true });
});

it('gives a model the profile that the user has set, always as the same object', async () => {
  const models = new ModelRegistry();
  const own = defineProfile({
    ...s1vl,
    id: 'own',
    label: 'Own',
    stop: [],
    systemPrompt: 'x',
  });
  const model = Object.assign(new SteppedModel(['reply'], 'lab'), { profile: own });
  models.add({ model });
  await models.choose('lab');
  expect((await models.load()).model).toBe(model);
  fake.settings.set('figscope.profile', 's1vl');
  const changed = (await models.load()).model;
  expect(changed.profile.id).toBe('s1vl');
  expect((await models.load()).model).toBe(changed);
  const deltas = [];
  for await (const delta of changed.stream(
    { messages: [], stop: [] },
    new AbortController().signal,
  ))
    deltas.push(delta);
  expect(deltas).toEqual([{ type: 'text', text: 'reply' }]);
});

it('a choice counts at once, before the settings are written', async () => {
  const models = new ModelRegistry();
  models.add({ model: new SteppedModel([], 'lab') });
  let write = (): void => undefined;
  const slow = new Promise<void>((done) => (write = done));
  const { getConfiguration } = workspace;
  workspace.getConfiguration = () => ({
    ...getConfiguration(),
    update: async (key: string, value: unknown) => {
      await slow;
      fake.settings.set(key, value);
    },
  });
  try {
    const choosing = models.choose('lab');
    expect((await models.load()).model.id).toBe('lab');
    write();
    await choosing;
    expect(models.current.id).toBe('lab');
  } finally {
    workspace.getConfiguration = getConfiguration;
  }
});

it('keeps a choice where it counts: in the workspace, when that has one of its own', async () => {
  const models = new ModelRegistry();
  models.add({ model: new SteppedModel([], 'lab') });
  fake.workspaceSettings.set('figscope.model', 'analyst');
  await models.choose('lab');
  expect(models.current.id).toBe('lab');
  expect(fake.settings.has('figscope.model')).toBe(false);
});
