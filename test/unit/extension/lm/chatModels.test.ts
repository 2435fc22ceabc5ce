import { beforeEach, expect, it, vi } from 'vitest';
import { ModelRegistry } from '../../../../src/extension/models/registry.ts';
import { fake, FakeMemento, FakeSecrets } from '../../../fixtures/vscode.ts';
import { FakeChat } from './fakeChat.ts';

const ID = 'vscode:copilot/org/gpt';
const globalState = new FakeMemento();
const registry = () => new ModelRegistry({ globalState, secrets: new FakeSecrets() } as never);

beforeEach(() => {
  fake.reset();
  globalState.values.clear();
});

it('a chosen model of VS Code is looked up when it is to answer, with the profile for function calling', async () => {
  const chat = new FakeChat([], 'org/gpt');
  fake.chatModels.push(new FakeChat([], 'other'), chat);
  fake.settings.set('figscope.model', ID);
  const models = registry();
  expect(models.current).toMatchObject({ label: 'org/gpt', where: 'VS Code (copilot)' });
  expect(fake.selections()).toBe(0);
  const { model, host } = await models.load();
  // Figures leave this machine: Figscope asks as it does for any host.
  expect(host).toBe('VS Code models (copilot)');
  expect(model).toMatchObject({ id: ID, label: 'GPT', profile: { id: 'tools' }, images: true });
  expect((await models.load()).model).toBe(model);
  // Another window knows its name before anybody asks.
  expect(registry().current.label).toBe('GPT');
});

it('a chosen model that VS Code does not have says so, and no other one answers', async () => {
  fake.settings.set('figscope.model', ID);
  const models = registry();
  await expect(models.load()).rejects.toThrow('VS Code has no model "org/gpt" now');
});

it('models that come and go are followed once somebody has looked', async () => {
  const models = registry();
  let changes = 0;
  models.onDidChange(() => (changes += 1));
  fake.changeChatModels();
  expect([changes, fake.selections()]).toEqual([0, 0]);
  await models.chatModels.ask();
  expect(models.list().map(({ id }) => id)).toEqual(['analyst']);
  fake.chatModels.push(new FakeChat([], 'org/gpt'));
  fake.changeChatModels();
  await vi.waitFor(() => expect(models.list().map(({ id }) => id)).toEqual(['analyst', ID]));
  await models.choose(ID);
  fake.chatModels.length = 0;
  fake.changeChatModels();
  await vi.waitFor(() => expect(models.current.problem).toContain('is not there'));
});

it('says of a model that it took no images', async () => {
  fake.chatModels.push(new FakeChat([], 'org/gpt'));
  const models = registry();
  await models.chatModels.memory.setBlind(ID, true);
  await models.chatModels.ask();
  expect(models.list()[1]?.detail).toContain('took no images');
});
