import { beforeEach, expect, it } from 'vitest';
import { addEntry, changeEntry, freeName } from '../../../../src/extension/models/written.ts';
import { modelEntry } from '../../../../src/models/servers/entry.ts';
import { fake } from '../../../fixtures/vscode.ts';

beforeEach(() => fake.reset());

it.each([
  ['s1-vl-32b', 's1-vl-32b'],
  ['ScienceOne-AI/S1-VL-32B-RL', 'S1-VL-32B-RL'],
  ['qwen3-vl:8b', 'qwen3-vl-8b'],
  ['/models/', 'models'],
  ['Qwen3-VL-8B-Q4_K_M.gguf', 'Qwen3-VL-8B-Q4_K_M'],
  ['…', 'model'],
  ['-._x', 'x'],
  ['analyst', 'analyst-2'],
  ['Analyst', 'Analyst-2'],
  ['m'.repeat(300), 'm'.repeat(60)],
])('makes a name that an entry may have: %s', (id, name) => {
  expect(freeName(id)).toBe(name);
  expect(modelEntry.shape.name.safeParse(name).success).toBe(true);
});

it('takes a name that is free', () => {
  fake.settings.set('figscope.models', [{ name: 'a' }, { name: 'a-2' }]);
  expect(freeName('org/a')).toBe('a-3');
});

it('changes the entry that is meant, and leaves what it does not understand', async () => {
  fake.settings.set('figscope.models', [{ name: 'a', odd: 1 }, 7, { name: 'b' }]);
  await changeEntry('a', { profile: 'tools' });
  expect(fake.settings.get('figscope.models')).toEqual([
    { name: 'a', odd: 1, profile: 'tools' },
    7,
    { name: 'b' },
  ]);
});

it('does not overwrite a setting that is no list', async () => {
  fake.settings.set('figscope.models', { mine: true });
  await expect(addEntry({ name: 'a', url: 'http://x/v1', model: 'm' })).rejects.toThrow(
    'is not a list',
  );
  expect(fake.settings.get('figscope.models')).toEqual({ mine: true });
});
