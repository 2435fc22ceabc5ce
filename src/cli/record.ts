import { writeFile } from 'node:fs/promises';
import { dirname, extname, relative, resolve } from 'node:path';
import { htmlReport } from '../runs/report/htmlReport.ts';
import { markdownReport } from '../runs/report/markdownReport.ts';
import { notebookReport } from '../runs/report/notebookReport.ts';
import type { Run } from '../runs/run.ts';
import { UsageError } from './exit.ts';

type MakeReport = (run: Run, imagePath: (name: string) => string) => string;

/** By the ending of the file's name. HTML and notebook carry their images; Markdown links them where the run lies. */
const REPORTS: Readonly<Record<string, MakeReport>> = {
  '.html': (run) => htmlReport(run),
  '.md': markdownReport,
  '.ipynb': (run) => notebookReport(run),
};

/** Checks the name of a report before any work is done. @throws UsageError for an unknown ending */
export function reportWriter(
  path: string,
): (run: Run, imagePath: (name: string) => string) => Promise<string> {
  const make = REPORTS[extname(path).toLowerCase()];
  if (!make)
    throw new UsageError(
      `--report ${path}: the name must end in ${Object.keys(REPORTS).join(', ')}.`,
    );
  const target = resolve(path);
  const link = (image: string) => relative(dirname(target), image).replaceAll('\\', '/');
  return async (run, imagePath) => {
    await writeFile(
      target,
      make(run, (name) => link(imagePath(name))),
    );
    return target;
  };
}
