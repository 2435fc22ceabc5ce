import { l10n, window } from 'vscode';
import type { History } from '../contracts.ts';
import { words } from '../words.ts';

/** Deletes runs after the user has agreed. Those that cannot be deleted are told; the others go. */
export async function deleteRuns(history: History, ids: readonly string[]): Promise<void> {
  const wanted = new Set(ids);
  const runs = (await history.list()).filter(({ id }) => wanted.has(id));
  const [first] = runs;
  if (!first) return;
  if (!(await confirmed(runs.length, first.question))) return;
  const problems = new Set<string>();
  for (const { id } of runs) {
    try {
      await history.delete(id);
    } catch (error) {
      problems.add(words(error));
    }
  }
  if (problems.size > 0) throw new Error([...problems].join(' '));
}

/** Deletes every run of the workspace but those at work. */
export async function deleteAllRuns(history: History): Promise<void> {
  const runs = await history.list();
  const ids = runs.filter(({ state }) => state !== 'running').map(({ id }) => id);
  if (ids.length > 0) return deleteRuns(history, ids);
  void window.showInformationMessage(
    runs.length === 0
      ? l10n.t('There are no runs in this workspace.')
      : l10n.t('Only runs at work are left. Stop them first.'),
  );
}

async function confirmed(count: number, question: string): Promise<boolean> {
  const remove = l10n.t('Delete');
  const answer = await window.showWarningMessage(
    count === 1 ? l10n.t('Delete this run?') : l10n.t('Delete {0} runs?', count),
    {
      modal: true,
      detail:
        count === 1
          ? l10n.t('“{0}”\n\nIts record and its images are deleted for good.', question)
          : l10n.t('Their records and their images are deleted for good.'),
    },
    remove,
  );
  return answer === remove;
}
