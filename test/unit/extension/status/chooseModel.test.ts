import { beforeEach, expect, it, vi } from 'vitest';
import { chooseModel } from '../../../../src/extension/status/chooseModel.ts';
import { fake } from '../../../fixtures/vscode.ts';

beforeEach(() => fake.reset());

interface Item {
  readonly id: string;
  readonly label: string;
  readonly description: string;
}

const analyst = { id: 'analyst', label: 'Built-in analyst', where: 'this machine' };
const lab = { id: 'lab', label: 'Lab', where: 'models.lab', detail: 'The big one' };

function modelsOf() {
  const choose = vi.fn(() => Promise.resolve());
  return { choose, models: { list: () => [analyst, lab], current: analyst, choose } as never };
}

it('lists the models with where they run, and marks the current one', async () => {
  const { models, choose } = modelsOf();
  let items: readonly Item[] = [];
  fake.answers.push((all: readonly Item[]) => {
    items = all;
  });
  await chooseModel(models);
  expect(items.map(({ label, description }) => [label, description])).toEqual([
    ['$(check) Built-in analyst', 'this machine · current'],
    ['Lab', 'models.lab'],
  ]);
  expect(choose).not.toHaveBeenCalled();
});

it('chooses what was picked, and writes no setting for the model that is chosen already', async () => {
  const { models, choose } = modelsOf();
  const pick = (id: string) => (all: readonly Item[]) => all.find((one) => one.id === id);
  fake.answers.push(pick('analyst'), pick('lab'));
  await chooseModel(models);
  expect(choose).not.toHaveBeenCalled();
  await chooseModel(models);
  expect(choose).toHaveBeenCalledExactlyOnceWith('lab');
});
