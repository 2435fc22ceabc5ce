import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { markdownReport } from '../../../src/runs/report/markdownReport.ts';
import { notebookReport } from '../../../src/runs/report/notebookReport.ts';
import { hostileRun } from '../../fixtures/hostileRun.ts';
import { sampleRun } from '../../fixtures/sampleRun.ts';

interface Notebook {
  nbformat: number;
  nbformat_minor: number;
  cells: { id: string; cell_type: string; source: string; outputs?: { output_type: string; data?: Record<string, string>; ename?: string }[]; attachments?: Record<string, Record<string, string>> }[]; // prettier-ignore
}

test('Markdown holds question, answer, code, output and image links', () => {
  const text = markdownReport(sampleRun(), (name) => `out/${name}.png`);
  expect(text).toMatch(/^# How many cells are there\?/);
  expect(text).toContain('**15 cells**');
  expect(text).toContain('```python\nimport figkit\n');
  expect(text).toContain('![t2-1](<out/t2-1.png>)');
  expect(text).toContain('**IndexError**: index 9999');
  expect(text).toContain("figscope ask figures/spots.png 'How many cells are there?'");
});

test('what the images added, doubts about an answer and tokens stand in Markdown and notebook', () => {
  const sample = sampleRun();
  const unbacked = 'Not backed by any observation: the answer rests on t9-1.';
  const events = sample.events.map((event) =>
    event.type === 'answer' ? { ...event, unbacked } : event,
  );
  for (const text of [
    markdownReport({ ...sample, events }),
    notebookReport({ ...sample, events }),
  ]) {
    expect(text).toContain('### The images changed the answer');
    expect(text).toContain('Without t1-1, t2-1, t2-2, t3-1: **13 cells**');
    expect(text).toContain('> The connection broke off. The reply is asked for once more.');
    expect(text).toContain('> About 13 cells, the touching pairs taken for one each.');
    expect(text).toContain('4,210 tokens read, 3,900 of them from the cache, 180 written');
    expect(text).toContain('> **Not backed by any observation: the answer rests on t9-1.**');
  }
});

test('hostile text in Markdown makes no HTML and no link, save in the answer, which is Markdown', () => {
  const run = hostileRun();
  const quiet = { ...run, events: run.events.filter(({ type }) => type !== 'answer') };
  const page = new MarkdownIt({ html: true }).render(markdownReport(quiet));
  expect(page).not.toMatch(/<script|<img src=x|<a /);
});

test('the notebook is nbformat 4.5 with code, outputs and images', () => {
  const notebook = JSON.parse(notebookReport(sampleRun())) as Notebook;
  expect([notebook.nbformat, notebook.nbformat_minor]).toEqual([4, 5]);
  expect(new Set(notebook.cells.map(({ id }) => id)).size).toBe(notebook.cells.length);
  const code = notebook.cells.filter(({ cell_type }) => cell_type === 'code');
  expect(code.map(({ outputs }) => outputs?.map(({ output_type }) => output_type))).toEqual([
    ['stream', 'display_data'],
    ['display_data', 'display_data', 'error'],
    ['display_data', 'execute_result'],
    ['stream'],
  ]);
  const png = Buffer.from(code[0]?.outputs?.[1]?.data?.['image/png'] ?? '', 'base64');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(notebook.cells[0]?.attachments).toHaveProperty(['image_1.png', 'image/png']);
  expect(notebook.cells[0]?.source).toContain('![spots.png](attachment:image_1.png)');
});

test('a hostile run gives a notebook that is still JSON of the same shape', () => {
  const count = (text: string) => (JSON.parse(text) as Notebook).cells.length;
  expect(count(notebookReport(hostileRun()))).toBe(count(notebookReport(sampleRun())));
});
