import { l10n, window, type Disposable } from 'vscode';
import { handlers } from '../handler.ts';
import type { Services } from '../services.ts';
import { HISTORY_COMMAND, HISTORY_VIEW } from './ids.ts';
import { meantRuns } from './meant.ts';
import { RunTree } from './tree.ts';

/** The view of past runs, and its commands. */
export function registerHistory(services: Services): Disposable[] {
  const { history, sessions } = services;
  const on = handlers(services);
  const tree = new RunTree(history, sessions);
  const view = window.createTreeView(HISTORY_VIEW, {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const meant = (clicked: unknown, selected: unknown) => {
    const ids = meantRuns(clicked, selected, view.selection);
    if (ids.length === 0) throw new Error(l10n.t('Select a run in the history first.'));
    return ids;
  };
  const one = (clicked: unknown) => meant(clicked, undefined)[0] ?? '';
  return [
    tree,
    view,
    on(HISTORY_COMMAND.openRun, (clicked?: unknown) => sessions.openRun(one(clicked))),
    on(HISTORY_COMMAND.openRunInTab, (clicked?: unknown) => sessions.openRun(one(clicked), 'tab')),
    on(HISTORY_COMMAND.exportRun, async (clicked?: unknown) => {
      const { exportRun } = await import('./exportRun.ts');
      await exportRun(history, one(clicked));
    }),
    on(HISTORY_COMMAND.deleteRun, async (clicked?: unknown, selected?: unknown) => {
      const { deleteRuns } = await import('./deleteRuns.ts');
      await deleteRuns(history, meant(clicked, selected));
    }),
    on(HISTORY_COMMAND.deleteAllRuns, async () => {
      const { deleteAllRuns } = await import('./deleteRuns.ts');
      await deleteAllRuns(history);
    }),
    on(HISTORY_COMMAND.refreshHistory, async () => tree.refresh()),
  ];
}
