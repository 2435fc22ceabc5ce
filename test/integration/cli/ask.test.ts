import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runResult } from '../../../src/runs/result.ts';
import { figscope, folder, put } from './cli.ts';
import { discs } from './drawn.ts';

const QUESTION = 'How many cells are there?';

describe('ask', () => {
  it('shows the steps and the answer, plain in a pipe, with progress on stderr', async () => {
    const cwd = folder();
    put(cwd, 'meine Zellen.png', discs());
    const { code, stdout, stderr } = await figscope(cwd, ['ask', 'meine Zellen.png', QUESTION]);
    expect(code, stderr).toBe(0);
    for (const part of [
      'meine Zellen.png',
      'Turn 1',
      'Python',
      'Printed',
      'Image t1-1',
      'Answer',
      '15',
    ])
      expect(stdout).toContain(part);
    expect(stdout).not.toContain('\u001b');
    expect(stderr).toContain('Starting the sandbox');
    expect(stderr).not.toContain('\u001b');
    const image = /saved as (.+\.png)/u.exec(stdout)?.[1] ?? '';
    expect(existsSync(join(cwd, image))).toBe(true);
  });

  it('prints one JSON object of the published schema and nothing else', async () => {
    const cwd = folder();
    put(cwd, 'a.png', discs());
    const args = ['ask', 'a.png', QUESTION, '--json', '--report', 'r.html'];
    const { code, stdout } = await figscope(cwd, args);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    const result = runResult.parse(JSON.parse(stdout));
    expect(result).toMatchObject({ answered: true, value: 15, question: QUESTION, mode: 'auto' });
    const images = result.turns.flatMap((turn) => turn.observation?.images ?? []);
    expect(images.length).toBeGreaterThan(0);
    for (const { path } of images) expect(existsSync(path)).toBe(true);
    expect(readFileSync(join(cwd, 'r.html'), 'utf8')).toContain('data:image/png;base64,');
  });

  it('keeps each run of a folder and answers follow-ups about a region', async () => {
    const cwd = folder();
    put(cwd, 'a.png', discs());
    const first = await figscope(cwd, [
      'ask',
      'a.png',
      QUESTION,
      '--region',
      '0,0,120,180',
      '--json',
    ]);
    expect(runResult.parse(JSON.parse(first.stdout))).toMatchObject({
      value: 6,
      region: [0, 0, 120, 180],
    });
    const args = ['ask', 'a.png', QUESTION, '--json', '--then', 'What is their median diameter?'];
    const second = runResult.parse(JSON.parse((await figscope(cwd, args)).stdout));
    expect(second.question).toBe('What is their median diameter?');
    expect(second.earlier).toMatchObject([{ question: QUESTION, answered: true }]);
    expect(readdirSync(join(cwd, '.figscope/runs'))).toHaveLength(2);
  });

  it('takes several figures', async () => {
    const cwd = folder();
    put(cwd, 'a.png', discs());
    put(cwd, 'b.png', discs(2, 2));
    const { stdout } = await figscope(cwd, ['ask', 'a.png', 'b.png', QUESTION, '--json']);
    const { figures } = runResult.parse(JSON.parse(stdout));
    expect(figures.map(({ id, name }) => [id, name])).toEqual([
      ['image_1', 'a.png'],
      ['image_2', 'b.png'],
    ]);
  });

  it.each(['reasoning', 'images'])('answers in mode %s or says why not', async (mode) => {
    const cwd = folder();
    put(cwd, 'a.png', discs());
    const { code, stdout } = await figscope(cwd, [
      'ask',
      'a.png',
      QUESTION,
      '--mode',
      mode,
      '--json',
    ]);
    const result = runResult.parse(JSON.parse(stdout));
    expect(result.mode).toBe(mode);
    expect(code).toBe(result.answered ? 0 : 1);
    expect(result.answer + (result.failure?.message ?? '')).not.toBe('');
    if (mode === 'images') expect(result.turns[0]?.observation?.images).not.toHaveLength(0);
  });

  it('ends with 1 where the question cannot be answered', async () => {
    const cwd = folder();
    put(cwd, 'a.png', discs());
    const { code, stdout } = await figscope(cwd, ['ask', 'a.png', 'Why is the sky blue?']);
    expect(code).toBe(1);
    expect(stdout).toContain('Not answered');
  });

  it('gives up after --max-turns and says so', async () => {
    const cwd = folder();
    put(cwd, 'a.png', discs());
    const args = ['ask', 'a.png', QUESTION, '--max-turns', '1', '--json'];
    const { code, stdout } = await figscope(cwd, args);
    const result = runResult.parse(JSON.parse(stdout));
    expect(result.turns).toHaveLength(1);
    expect(code).toBe(result.answered ? 0 : 1);
  });

  it.each(['report.md', 'report.ipynb', 'report.HTML'])('writes %s', async (name) => {
    const cwd = folder();
    put(cwd, 'a.png', discs());
    const { code } = await figscope(cwd, ['ask', 'a.png', QUESTION, '--report', name]);
    expect(code).toBe(0);
    const text = readFileSync(join(cwd, name), 'utf8');
    expect(text).toContain(QUESTION);
    if (name.endsWith('.ipynb')) expect(JSON.parse(text)).toMatchObject({ nbformat: 4 });
    const link = /\]\(<?([^)>]+\.png)>?\)/u.exec(text)?.[1];
    if (name.endsWith('.md')) expect(existsSync(join(cwd, decodeURI(link ?? '?')))).toBe(true);
  });
});
