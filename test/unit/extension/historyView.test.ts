import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunSummary } from '../../../src/extension/contracts.ts';
import { days } from '../../../src/extension/history/days.ts';
import { deleteAllRuns, deleteRuns } from '../../../src/extension/history/deleteRuns.ts';
import { exportRun } from '../../../src/extension/history/exportRun.ts';
import { dayItem, runItem } from '../../../src/extension/history/items.ts';
import { meantRuns } from '../../../src/extension/history/meant.ts';
import { RunTree } from '../../../src/extension/history/tree.ts';
import {
  EventEmitter,
  fake,
  TreeItemCollapsibleState,
  type MarkdownString,
} from '../../fixtures/vscode.ts';

beforeEach(() => fake.reset());
afterEach(() => vi.useRealTimers());

const run = (id: string, more: Partial<RunSummary> = {}): RunSummary => ({
  id,
  created: new Date(2026, 2, 5, 12),
  question: `Question ${id}?`,
  figures: ['cells.png'],
  state: 'answered',
  outcome: 'There are 3.',
  model: 'analyst',
  ...more,
});

describe('days', () => {
  it('begin at midnight of this machine’s clock, also over the end of a month', () => {
    const now = new Date(2026, 2, 1, 0, 5);
    const runs = [
      run('a', { created: new Date(2026, 2, 1, 0, 1) }),
      run('b', { created: new Date(2026, 1, 28, 23, 59) }),
      run('c', { created: new Date(2026, 1, 28, 0, 1) }),
      run('d', { created: new Date(2026, 1, 27, 23, 59) }),
    ];
    const found = days(runs, now, 'en').map(({ label, runs: inDay }) => [
      label,
      inDay.map(({ id }) => id).join(''),
    ]);
    expect(found).toEqual([
      ['Today', 'a'],
      ['Yesterday', 'bc'],
      ['Friday, February 27, 2026', 'd'],
    ]);
  });

  it('are the same ones tomorrow, under another name', () => {
    const runs = [run('a')];
    const [today] = days(runs, new Date(2026, 2, 5, 20), 'en');
    const [later] = days(runs, new Date(2026, 2, 6, 8), 'en');
    expect([today?.label, later?.label]).toEqual(['Today', 'Yesterday']);
    expect(later?.id).toBe(today?.id);
  });

  it('of the same number in two months are two', () => {
    const runs = [run('a'), run('b', { created: new Date(2026, 1, 5) })];
    expect(days(runs, new Date(2026, 5, 1), 'en').map(({ runs: inDay }) => inDay.length)).toEqual([
      1, 1,
    ]);
  });

  it('are named in the language of the editor, also when no such language exists', () => {
    const label = (language: string) => days([run('a')], new Date(2026, 5, 1), language)[0]?.label;
    expect(label('de')).toBe('Donnerstag, 5. März 2026');
    expect(label('qps-ploc')).toContain('2026');
    expect(label('no such tag')).toContain('2026');
  });
});

describe('a line of the history', () => {
  it('tells each state apart by icon and by word', () => {
    const states = ['running', 'answered', 'notAnswered', 'failed', 'interrupted'] as const;
    const items = states.map((state) => runItem(run('a', { state }), 'en'));
    const icons = items.map(({ iconPath }) => (iconPath as { id: string }).id);
    expect(new Set(icons).size).toBe(states.length);
    expect(icons[0]).toContain('spin');
    expect(items.map(({ accessibilityInformation }) => accessibilityInformation?.label)).toEqual(
      ['at work', 'answered', 'not answered', 'failed', 'interrupted'].map(
        (state) => `Question a?, ${state}, cells.png, There are 3.`,
      ),
    );
  });

  it('leaves out what is not known', () => {
    const item = runItem(run('a', { figures: [], outcome: '' }), 'en');
    expect(item.description).toBe('');
    expect(item.accessibilityInformation?.label).toBe('Question a?, answered');
    expect((item.tooltip as unknown as MarkdownString).value).not.toContain('Figures');
  });

  it('reads nothing of a question or an answer as Markdown', () => {
    const evil = '[click](command:evil) **bold**';
    const item = runItem(run('a', { question: evil, outcome: evil, figures: [evil] }), 'qps-ploc');
    const { value } = item.tooltip as unknown as MarkdownString;
    expect(value.match(/click/g)).toHaveLength(3);
    expect(value).not.toMatch(/(?<!\\)\[click|(?<!\\)\*\*/);
    expect(value).toContain('Model: analyst');
  });

  it('has an id of its own, in the day and in the run', () => {
    const day = { id: '2026-3-5', label: 'Today', runs: [] };
    expect(dayItem(day, true).id).not.toBe(runItem(run('2026-3-5'), 'en').id);
    expect(dayItem(day, true).collapsibleState).not.toBe(dayItem(day, false).collapsibleState);
  });
});

it('a run that is in a selection twice, by itself and by its day, is meant once', () => {
  const [a, b] = [run('a'), run('b')];
  const day = { kind: 'day', newest: true, day: { id: '1', label: 'Today', runs: [a, b] } };
  expect(meantRuns(day, [day, { kind: 'run', run: a }], [])).toEqual(['a', 'b']);
  expect(meantRuns(undefined, undefined, [])).toEqual([]);
});

describe('deletion', () => {
  const historyOf = (runs: RunSummary[]) => ({
    list: () => Promise.resolve(runs),
    delete: vi.fn(() => Promise.resolve()),
  });

  it('names the one question that goes', async () => {
    const history = historyOf([run('a'), run('b')]);
    fake.answers.push('Delete');
    await deleteRuns(history as never, ['b']);
    expect(fake.said).toMatchObject([{ kind: 'warning', text: 'Delete this run?' }]);
    expect(fake.said[0]?.detail).toContain('Question b?');
    expect(history.delete.mock.calls).toEqual([['b']]);
  });

  it('counts only runs that there are, and asks nothing when there are none', async () => {
    const history = historyOf([run('a'), run('b'), run('c')]);
    await deleteRuns(history as never, ['a', 'b', 'gone']);
    expect(fake.said.at(-1)?.text).toBe('Delete 2 runs?');
    await deleteRuns(history as never, ['gone']);
    expect(fake.said).toHaveLength(1);
    expect(history.delete).not.toHaveBeenCalled();
  });

  it('of all runs says so when there is nothing to delete, or only runs at work', async () => {
    await deleteAllRuns(historyOf([]) as never);
    await deleteAllRuns(historyOf([run('a', { state: 'running' })]) as never);
    expect(fake.said).toMatchObject([
      { kind: 'information', text: 'There are no runs in this workspace.' },
      { kind: 'information', text: 'Only runs at work are left. Stop them first.' },
    ]);
  });
});

it('a report is exported in the format that is picked, and not without one', async () => {
  const history = { export: vi.fn(() => Promise.resolve()) };
  type Line = { label: string };
  const pick = (label: string) => (all: Line[]) => all.find((one) => one.label === label);
  for (const label of ['HTML', 'Markdown', 'Jupyter notebook', 'JSON']) {
    fake.answers.push(pick(label));
    await exportRun(history as never, 'a');
  }
  fake.answers.push(undefined);
  await exportRun(history as never, 'a');
  const formats = ['html', 'markdown', 'notebook', 'json'];
  expect(history.export.mock.calls).toEqual(formats.map((format) => ['a', format]));
});

describe('the tree', () => {
  function watched(list = [run('a')]) {
    vi.useFakeTimers();
    const [runsChanged, sessionsChanged] = [new EventEmitter<void>(), new EventEmitter<void>()];
    const sessions = { current: { phase: 'idle' }, onDidChange: sessionsChanged.event };
    const history = { list: () => Promise.resolve(list), onDidChange: runsChanged.event };
    const tree = new RunTree(history as never, sessions as never);
    let redrawn = 0;
    tree.onDidChangeTreeData(() => (redrawn += 1));
    const become = (phase: string) => {
      sessions.current = { phase };
      sessionsChanged.fire();
    };
    const settle = async () => {
      await vi.advanceTimersByTimeAsync(5000);
      const count = redrawn;
      redrawn = 0;
      return count;
    };
    return { tree, runsChanged, become, settle };
  }

  it('opens the newest day alone', async () => {
    const list = [run('a'), run('b', { created: new Date(2026, 1, 5) })];
    const { tree } = watched(list);
    const open = (await tree.getChildren()).map((day) => tree.getTreeItem(day).collapsibleState);
    expect(open).toEqual([TreeItemCollapsibleState.Expanded, TreeItemCollapsibleState.Collapsed]);
  });

  it('is drawn anew once for many changes', async () => {
    const { runsChanged, settle } = watched();
    for (let count = 0; count < 20; count += 1) runsChanged.fire();
    expect(await settle()).toBe(1);
    runsChanged.fire();
    expect(await settle()).toBe(1);
  });

  it('is drawn anew when work begins and ends, not at each of its steps', async () => {
    const { become, settle } = watched();
    become('thinking');
    expect(await settle()).toBe(1);
    become('running');
    become('thinking');
    expect(await settle()).toBe(0);
    become('idle');
    expect(await settle()).toBe(1);
  });

  it('does not change under the editor while that asks for its lines', async () => {
    const { tree, runsChanged, settle } = watched();
    const redraw = vi.fn();
    tree.onDidChangeTreeData(redraw);
    runsChanged.fire();
    for (let count = 0; count < 10; count += 1) {
      await vi.advanceTimersByTimeAsync(200);
      await tree.getChildren();
    }
    expect(redraw).not.toHaveBeenCalled();
    expect(await settle()).toBe(1);
  });

  it('stays as it is after its end', async () => {
    const { tree, runsChanged, settle } = watched();
    runsChanged.fire();
    tree.dispose();
    expect(await settle()).toBe(0);
    const other = watched();
    other.tree.dispose();
    other.runsChanged.fire();
    expect(vi.getTimerCount()).toBe(0);
  });
});
