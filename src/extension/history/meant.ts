import type { RunSummary } from '../contracts.ts';
import type { HistoryNode } from './tree.ts';

/**
 * The ids of the runs that a command means.
 * @param clicked a line of the tree, or the id of a run
 * @param selected all lines that are selected, when the command comes from the tree's menu
 * @param focused what is selected in the tree, for a command without a line: from the keyboard
 */
export function meantRuns(
  clicked: unknown,
  selected: unknown,
  focused: readonly HistoryNode[],
): string[] {
  if (typeof clicked === 'string') return [clicked];
  const lines =
    Array.isArray(selected) && selected.length > 0 ? selected : clicked ? [clicked] : focused;
  const runs = lines.flatMap((line) => runsOf(line as HistoryNode));
  return [...new Set(runs.map(({ id }) => id))];
}

function runsOf(node: HistoryNode): readonly RunSummary[] {
  return node.kind === 'day' ? node.day.runs : [node.run];
}
