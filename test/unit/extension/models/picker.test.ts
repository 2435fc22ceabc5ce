import { beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseModel } from '../../../../src/extension/models/picker/choose.ts';
import type { DiscoveredServer } from '../../../../src/models/servers/discover.ts';
import type { FakeQuickPick } from '../../../fixtures/vscode.ts';
import { fake } from '../../../fixtures/vscode.ts';
import { SteppedModel } from '../sessionParts.ts';
import { modelServices } from './commands.ts';

interface Line {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

const here: DiscoveredServer = {
  url: 'http://127.0.0.1:11434/v1',
  description: {
    engine: 'ollama',
    models: [
      { id: 'org/$(zap)Qwen:7b', contextTokens: 4096, images: true, note: 'Short context.' },
      { id: 'known' },
    ],
  },
};
const nothing = () => Promise.resolve([]);

beforeEach(() => fake.reset());

/** Opens the picker and waits until it is on the screen. */
async function open(
  { services }: ReturnType<typeof modelServices>,
  discover: () => Promise<readonly DiscoveredServer[]> = nothing,
) {
  const seen = { discoveries: 0, aborted: false };
  const done = chooseModel(services, ({ signal }) => {
    seen.discoveries += 1;
    signal.addEventListener('abort', () => (seen.aborted = true));
    return discover();
  });
  await vi.waitFor(() => expect(fake.quickPicks.at(-1)).toMatchObject({ shown: true }));
  const picker = fake.quickPicks.at(-1) as unknown as FakeQuickPick<Line>;
  const lines = () => picker.items.map(({ label }) => label);
  return { done, picker, lines, seen };
}

describe('the picker', () => {
  it('has a section for each kind of model, marks the current one, and takes what is chosen', async () => {
    const extension = modelServices();
    fake.settings.set('figscope.models', [
      { name: 'near', url: 'http://localhost:8000/v1', model: 'a' },
      { name: 'far', url: 'https://models.lab/v1', model: 'b' },
    ]);
    fake.chatModels.push({ vendor: 'copilot', id: 'gpt', name: 'GPT' });
    extension.models.add({ model: new SteppedModel([], 'other'), detail: 'Large' });
    const { done, picker, lines } = await open(extension);
    await vi.waitFor(() => expect(picker.busy).toBe(false));
    expect(lines()).toEqual([
      'This Machine',
      '$(check) Built-in analyst',
      'a on localhost:8000',
      'Servers',
      'b on models.lab',
      'VS Code',
      'GPT',
      'Other Extensions',
      'stepped',
      'More',
      '$(cloud-download) Download a Model…',
      '$(folder-opened) Use a Model Folder…',
      '$(save-as) Import a Model…',
      '$(add) Add Model Server…',
      '$(beaker) Test This Model…',
      '$(key) Set API Key…',
    ]);
    expect(picker.items[1]).toMatchObject({ description: 'this machine · current' });
    expect(picker.items[8]).toMatchObject({ detail: 'Large' });
    picker.accept('b on models.lab');
    await done;
    expect(extension.models.current.id).toBe('openai:far');
  });

  it('changes nothing when it is closed, and then searches no more', async () => {
    const extension = modelServices();
    let found = (_: readonly DiscoveredServer[]): void => undefined;
    const { done, picker, lines, seen } = await open(
      extension,
      () => new Promise((give) => (found = give)),
    );
    expect(picker.busy).toBe(true);
    const before = lines();
    picker.hide();
    await done;
    expect(seen.aborted).toBe(true);
    found([here]);
    await Promise.resolve();
    expect(lines()).toEqual(before);
    expect(fake.settings.has('figscope.model')).toBe(false);
  });

  it('asks nobody before it is open', async () => {
    const extension = modelServices();
    fake.settings.set('figscope.model', 'vscode:copilot/gpt');
    expect(extension.models.list().map(({ id }) => id)).toEqual(['analyst', 'vscode:copilot/gpt']);
    expect(fake.selections()).toBe(0);
    const { done, picker, seen } = await open(extension);
    expect([fake.selections(), seen.discoveries]).toEqual([1, 1]);
    picker.hide();
    await done;
  });

  it('shows what is chosen and gone at the top, with why it cannot answer', async () => {
    const extension = modelServices();
    fake.settings.set('figscope.model', 'openai:removed');
    const { done, picker } = await open(extension);
    expect(picker.items[1]).toMatchObject({
      label: '$(check) openai:removed',
      detail: expect.stringContaining('is not there') as string,
    });
    picker.hide();
    await done;
  });

  it('says in the log that a search failed, and shows the rest', async () => {
    const extension = modelServices();
    const { done, picker, lines } = await open(extension, () =>
      Promise.reject(new Error('no net')),
    );
    await vi.waitFor(() => expect(picker.busy).toBe(false));
    expect(extension.warnings.join()).toContain('no net');
    expect(lines()).toContain('$(check) Built-in analyst');
    picker.hide();
    await done;
  });
});

describe('a model that runs on this machine', () => {
  it('appears while the picker is open, and is added with the profile that the user confirms', async () => {
    const extension = modelServices();
    fake.settings.set('figscope.models', [
      { name: 'Qwen-7b', url: here.url, model: 'known' },
      'something that is wrong',
    ]);
    const { done, picker, lines } = await open(extension, () => Promise.resolve([here]));
    await vi.waitFor(() => expect(lines().join()).toContain('Qwen'));
    const line = picker.items.find(({ label }) => label.includes('Qwen:7b'));
    expect(line).toMatchObject({
      label: '$(server-process) org/$ (zap)Qwen:7b',
      description: 'Ollama at 127.0.0.1:11434 · not added yet',
    });
    expect(line?.detail).toContain('Short context.');
    // What is in the settings already is not offered once more.
    expect(lines().filter((label) => label.includes('known'))).toEqual([
      'known on 127.0.0.1:11434',
    ]);
    fake.answers.push((profiles: Line[]) =>
      profiles.find(({ description }) => description === 'tools'),
    );
    picker.accept('Qwen:7b');
    await done;
    expect(fake.settings.get('figscope.models')).toEqual([
      { name: 'Qwen-7b', url: here.url, model: 'known' },
      'something that is wrong',
      { name: 'zap-Qwen-7b', url: here.url, model: 'org/$(zap)Qwen:7b', profile: 'tools' },
    ]);
    expect(extension.models.current.id).toBe('openai:zap-Qwen-7b');
  });

  it('is not added without a profile', async () => {
    const extension = modelServices();
    const { done, picker, lines } = await open(extension, () => Promise.resolve([here]));
    await vi.waitFor(() => expect(lines().join()).toContain('Qwen'));
    fake.answers.push(undefined);
    picker.accept('Qwen:7b');
    await done;
    expect(fake.settings.has('figscope.models')).toBe(false);
  });
});
