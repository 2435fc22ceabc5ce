import { writeFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import type { RunEvent } from '../reasoning/events.ts';
import { htmlReport } from '../runs/report/htmlReport.ts';
import type { Run } from '../runs/run.ts';
import { UsageError } from './exit.ts';

const REPORTS = { '.html': htmlReport } as const;

/** Checks the name of a report before any work is done. @throws UsageError for an unknown ending */
export function reportWriter(path: string): (run: Run) => Promise<string> {
  const ending = extname(path).toLowerCase();
  if (!(ending in REPORTS))
    throw new UsageError(
      `--report ${path}: the name must end in ${Object.keys(REPORTS).join(', ')}.`,
    );
  const make = REPORTS[ending as keyof typeof REPORTS];
  return async (run) => {
    const target = resolve(path);
    await writeFile(target, make(run));
    return target;
  };
}

/** Events of a run as they came, for the reports. */
export type Events = readonly RunEvent[];
