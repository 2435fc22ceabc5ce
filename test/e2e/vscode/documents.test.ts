import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useServer } from './harness/suite.ts';

const suite = useServer();
const MARKDOWN = `# Results

Nuclei were counted in three fields of view.

![Nuclei of the third field](nuclei.png)
`;
const LATEX = `\\begin{figure}
  \\includegraphics[width=\\linewidth]{bars}
  \\caption{Yield by catalyst.}
\\end{figure}
`;
const options = {
  fill: async (folder: string) => {
    await writeFile(join(folder, 'results.md'), MARKDOWN);
    await writeFile(join(folder, 'paper.tex'), LATEX);
  },
};

it('asks about a figure of a Markdown document from the line above it', () =>
  suite.run(
    'markdown',
    async (vscode) => {
      await vscode.openFile('results.md');
      await vscode.page
        .locator('.codelens-decoration a', { hasText: 'Ask about this figure' })
        .click();
      await vscode.panel.ready();
      await vscode.panel.hasFigure('nuclei.png');
      await vscode.screenshot('markdown');
      await vscode.panel.ask('How many nuclei are there?');
      expect(await vscode.panel.answered()).toContain('48');
    },
    options,
  ));

it('asks about the figure on the line of a LaTeX document, from the palette', () =>
  suite.run(
    'latex',
    async (vscode) => {
      await vscode.openFile('paper.tex');
      await vscode.page.locator('.view-line', { hasText: 'includegraphics' }).click();
      await vscode.command('Figscope: Ask About the Figure on This Line');
      await vscode.panel.ready();
      await vscode.panel.hasFigure('bars.png');
    },
    options,
  ));
