import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { sampleNotebook, sampleText } from '../../../../src/extension/sample/contents.ts';
import { openSample } from '../../../../src/extension/sample/openSample.ts';
import { readFigureBytes } from '../../../../src/figures/readFigureBytes.ts';
import { fake, Uri } from '../../../fixtures/vscode.ts';

const extension = Uri.file(resolve('.')) as never;
beforeEach(() => fake.reset());

describe('the sample workspace', () => {
  it('is written where the user wants it, and opened', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'figscope-sample-'));
    fake.answers.push([Uri.file(parent)]);
    await openSample(extension);
    const folder = join(parent, 'figscope-sample');
    expect((await readdir(folder)).sort()).toEqual(
      ['README.md', 'bars.png', 'counts.ipynb', 'nuclei.png', 'particles.png'].sort(),
    );
    expect(fake.executed.at(-1)).toMatchObject({ command: 'vscode.openFolder' });
    const notebook = JSON.parse(await readFile(join(folder, 'counts.ipynb'), 'utf8')) as {
      cells: { outputs?: { data: Record<string, string> }[] }[];
    };
    const outputs = notebook.cells.flatMap((cell) => cell.outputs ?? []);
    expect(outputs).toHaveLength(3);
    for (const { data } of outputs) {
      const bytes = Uint8Array.from(Buffer.from(data['image/png'] ?? '', 'base64'));
      expect(readFigureBytes(bytes, 'output.png').format).toBe('png');
    }
  });

  it('is not written over what is there unless the user says so', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'figscope-sample-'));
    const folder = join(parent, 'figscope-sample');
    await mkdir(folder);
    await writeFile(join(folder, 'README.md'), 'mine');
    fake.answers.push([Uri.file(parent)], undefined);
    await openSample(extension);
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toBe('mine');
    expect(fake.executed).toEqual([]);
    fake.answers.push([Uri.file(parent)], 'Write the Sample Again');
    await openSample(extension);
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toBe(sampleText());
  });

  it('is nowhere when no folder is chosen', async () => {
    fake.answers.push(undefined);
    await openSample(extension);
    expect(fake.executed).toEqual([]);
  });

  it('shows each figure in its text, so that lenses have something to stand above', () => {
    for (const name of ['nuclei.png', 'particles.png', 'bars.png'])
      expect(sampleText()).toContain(`](${name})`);
    expect(JSON.parse(sampleNotebook([]))).toMatchObject({ nbformat: 4, nbformat_minor: 5 });
  });
});
