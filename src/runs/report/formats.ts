import { collect } from '../collect.ts';
import type { Run } from '../run.ts';
import { htmlReport } from './htmlReport.ts';
import { markdownReport } from './markdownReport.ts';
import { notebookReport } from './notebookReport.ts';
import type { ReportFormat } from './reportFormat.ts';

interface Format {
  /** Ending of the file's name, with the dot. */
  readonly extension: string;
  /** @param imagePath where an image of the run lies, as the report should name it; HTML and notebook carry their images */
  readonly make: (run: Run, imagePath: (name: string) => string) => string;
}

export const REPORT_FORMATS: Readonly<Record<ReportFormat, Format>> = {
  html: { extension: '.html', make: (run) => htmlReport(run) },
  markdown: { extension: '.md', make: markdownReport },
  notebook: { extension: '.ipynb', make: (run) => notebookReport(run) },
  json: {
    extension: '.json',
    make: ({ events }, imagePath) =>
      `${JSON.stringify(
        collect(events, ({ name }) => imagePath(name)),
        undefined,
        2,
      )}\n`,
  },
};
