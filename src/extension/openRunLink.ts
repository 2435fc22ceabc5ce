import { HISTORY_COMMAND } from './history/ids.ts';

/** Address of a command link that opens a run. */
export function openRunLink(run: string): string {
  return `command:${HISTORY_COMMAND.openRun}?${encodeURIComponent(JSON.stringify([run]))}`;
}
