import { writeFile } from 'node:fs/promises';
import { dirname, extname, relative, resolve } from 'node:path';
import { REPORT_FORMATS } from '../runs/report/formats.ts';
import type { Run } from '../runs/run.ts';
import { UsageError } from './exit.ts';

/** Checks the name of a report before any work is done. @throws UsageError for an unknown ending */
export function reportWriter(
  path: string,
): (run: Run, imagePath: (name: string) => string) => Promise<string> {
  const formats = Object.values(REPORT_FORMATS);
  const format = formats.find(({ extension }) => extension === extname(path).toLowerCase());
  if (!format)
    throw new UsageError(
      `--report ${path}: the name must end in ${formats.map(({ extension }) => extension).join(', ')}.`,
    );
  const target = resolve(path);
  const link = (image: string) => relative(dirname(target), image).replaceAll('\\', '/');
  return async (run, imagePath) => {
    await writeFile(
      target,
      format.make(run, (name) => link(imagePath(name))),
    );
    return target;
  };
}
