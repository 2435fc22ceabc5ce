import { l10n } from 'vscode';
import type { RunSummary } from '../contracts.ts';
import { knownLanguage } from './language.ts';

/** Runs of one calendar day. */
export interface Day {
  /** Stays the same while time passes: what the tree remembers of the day hangs on it. */
  readonly id: string;
  readonly label: string;
  readonly runs: readonly RunSummary[];
}

/**
 * Groups runs by the calendar days of this machine's clock, in the order of the runs.
 * @param language BCP 47 tag for the names of days
 */
export function days(runs: readonly RunSummary[], now: Date, language: string): Day[] {
  const groups = new Map<string, RunSummary[]>();
  for (const run of runs) {
    const id = dayId(run.created);
    const group = groups.get(id);
    if (group) group.push(run);
    else groups.set(id, [run]);
  }
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  const named = new Map([
    [dayId(yesterday), l10n.t('Yesterday')],
    [dayId(now), l10n.t('Today')],
  ]);
  const format = new Intl.DateTimeFormat(knownLanguage(language), { dateStyle: 'full' });
  return [...groups].map(([id, inDay]) => ({
    id,
    label: named.get(id) ?? format.format(inDay[0]?.created),
    runs: inDay,
  }));
}

function dayId(date: Date): string {
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}
