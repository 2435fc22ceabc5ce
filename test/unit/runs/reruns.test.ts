import { expect, it } from 'vitest';
import type { RunEvent } from '../../../src/reasoning/events.ts';
import { collect } from '../../../src/runs/collect.ts';
import { htmlReport } from '../../../src/runs/report/htmlReport.ts';
import { markdownReport } from '../../../src/runs/report/markdownReport.ts';
import { notebookReport } from '../../../src/runs/report/notebookReport.ts';
import { OUTDATED } from '../../../src/runs/report/wording.ts';
import { timeline } from '../../../src/runs/timeline.ts';
import { sampleRun } from '../../fixtures/sampleRun.ts';

/** The sample run with the first cell of its last question changed and run again. */
function withRerun() {
  const run = sampleRun();
  const turn = timeline(run.events)
    .at(-1)
    ?.turns.find(({ code }) => code);
  if (!turn?.code || !turn.observation) throw new Error('the sample run has no cell');
  const events: RunEvent[] = [
    ...run.events,
    { ...turn.code, code: 'print("by hand <b>")', rerun: 1 },
    { ...turn.observation, stdout: 'changed <i>output</i>', images: [], rerun: 1 },
  ];
  return { ...run, events };
}

it('every report shows a changed cell beside the original, and what it made out of date', () => {
  const run = withRerun();
  const html = htmlReport(run);
  expect(html).toContain('changed by hand and run again');
  expect(html).toContain('changed &lt;i&gt;output&lt;/i&gt;');
  expect(html).toContain(OUTDATED);
  const markdown = markdownReport(run);
  expect(markdown).toContain('print("by hand <b>")');
  expect(markdown).toContain(`> ${OUTDATED}`);
  const { cells } = JSON.parse(notebookReport(run)) as { cells: { source: string }[] };
  expect(cells.some(({ source }) => source === 'print("by hand <b>")')).toBe(true);
});

it('the result for programs has both, and says that the answer is out of date', () => {
  const result = collect(withRerun().events);
  const changed = result.turns.find(({ reruns }) => reruns);
  expect(changed?.code).not.toBe('print("by hand <b>")');
  expect(changed?.reruns?.[0]).toMatchObject({
    code: 'print("by hand <b>")',
    observation: { stdout: 'changed <i>output</i>' },
  });
  expect(result.answerOutdated).toBe(true);
});
