import { beforeEach, expect, it } from 'vitest';
import type { History, RunSummary } from '../../../src/extension/contracts.ts';
import { deleteAllRuns, deleteRuns } from '../../../src/extension/history/deleteRuns.ts';
import { runItem } from '../../../src/extension/history/items.ts';
import { meantRuns } from '../../../src/extension/history/meant.ts';
import { RunTree, type HistoryNode } from '../../../src/extension/history/tree.ts';
import { EventEmitter, fake } from '../../fixtures/vscode.ts';

beforeEach(() => fake.reset());

const DAY = 24 * 3600 * 1000;
const summary = (id: string, more: Partial<RunSummary> = {}): RunSummary => ({
  id,
  created: new Date(),
  question: `Question ${id}?`,
  figures: ['cells.png'],
  state: 'answered',
  outcome: 'There are 3.',
  model: 'analyst',
  ...more,
});

function historyOf(runs: readonly RunSummary[], failing?: string) {
  const deleted: string[] = [];
  const history: History = {
    list: () => Promise.resolve(runs.filter(({ id }) => !deleted.includes(id))),
    delete: (id) => {
      if (id === failing) return Promise.reject(new Error('It is at work.'));
      deleted.push(id);
      return Promise.resolve();
    },
    export: () => Promise.resolve(),
    onDidChange: new EventEmitter<void>().event as never,
  };
  return { history, deleted };
}

function treeOf(runs: readonly RunSummary[]) {
  const sessions = {
    current: { phase: 'idle' as const, activity: '', figures: [] },
    onDidChange: new EventEmitter<void>().event as never,
  };
  return new RunTree(historyOf(runs).history, sessions);
}

it('groups runs by day, the newest day open', async () => {
  const tree = treeOf([
    summary('a'),
    summary('b'),
    summary('c', { created: new Date(Date.now() - DAY) }),
    summary('d', { created: new Date('2020-03-01T12:00:00') }),
  ]);
  const days = await tree.getChildren();
  expect(days.map((day) => tree.getTreeItem(day).label)).toEqual([
    'Today',
    'Yesterday',
    expect.stringContaining('2020'),
  ]);
  const runs = await tree.getChildren(days[0]);
  expect(runs.map((node) => node.kind === 'run' && node.run.id)).toEqual(['a', 'b']);
  tree.dispose();
});

it('says of each run what became of it, to eyes and to screen readers', () => {
  const item = runItem(summary('a', { state: 'failed', outcome: 'Python did not start.' }), 'en');
  expect(item.label).toBe('Question a?');
  expect(item.description).toBe('cells.png — Python did not start.');
  expect(item.accessibilityInformation?.label).toContain('Python did not start.');
  expect(item.contextValue).toBe('run');
  expect(item.command?.arguments).toEqual(['a']);
  // A run at work cannot be deleted: its menu has no such entry.
  expect(runItem(summary('b', { state: 'running' }), 'en').contextValue).toBe('runningRun');
});

it('takes the runs of a day, of a selection, or of an id for a command', () => {
  const [a, b] = [summary('a'), summary('b')];
  const run = (one: RunSummary): HistoryNode => ({ kind: 'run', run: one });
  const day = {
    kind: 'day',
    newest: true,
    day: { id: '1', label: 'Today', runs: [a, b] },
  } as unknown as HistoryNode;
  expect(meantRuns('x', undefined, [])).toEqual(['x']);
  expect(meantRuns(run(a), [run(a), run(b)], [])).toEqual(['a', 'b']);
  expect(meantRuns(day, undefined, [])).toEqual(['a', 'b']);
  expect(meantRuns(undefined, undefined, [run(b)])).toEqual(['b']);
});

it('deletes several runs only after the user has agreed to the number', async () => {
  const { history, deleted } = historyOf([summary('a'), summary('b'), summary('c')]);
  fake.answers.push(undefined);
  await deleteRuns(history, ['a', 'b']);
  expect(deleted).toEqual([]);
  expect(fake.said.at(-1)?.text).toContain('2');
  fake.answers.push('Delete');
  await deleteRuns(history, ['a', 'b']);
  expect(deleted).toEqual(['a', 'b']);
});

it('deletes the others when one cannot be, and says why', async () => {
  const { history, deleted } = historyOf([summary('a'), summary('b')], 'a');
  fake.answers.push('Delete');
  await expect(deleteRuns(history, ['a', 'b'])).rejects.toThrow('It is at work.');
  expect(deleted).toEqual(['b']);
});

it('leaves runs at work when all are deleted', async () => {
  const { history, deleted } = historyOf([summary('a', { state: 'running' }), summary('b')]);
  fake.answers.push('Delete');
  await deleteAllRuns(history);
  expect(deleted).toEqual(['b']);
});
