import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useServer } from './harness/suite.ts';

const suite = useServer();
const PAPER = `# A paper

Some words.

![Nuclei of the control group](nuclei.png)
`;

it('asks about an image that a Markdown line names', () =>
  suite.run(
    'markdown',
    async (vscode) => {
      await vscode.openFile('paper.md');
      const lens = vscode.page.locator('.codelens-decoration a').filter({ hasText: /Ask/ });
      await lens.first().waitFor();
      await vscode.screenshot('code-lens');
      await lens.first().click();
      const { panel } = vscode;
      await panel.ready();
      await panel.hasFigure('nuclei.png');
      await panel.ask('How many nuclei are there?');
      expect(await panel.answered()).toContain('48');
    },
    { fill: (folder) => writeFile(join(folder, 'paper.md'), PAPER) },
  ));

it('says in a report what works on this machine', () =>
  suite.run('doctor', async (vscode) => {
    await vscode.command('Figscope: Check This Machine');
    await vscode.notification('The sandbox works on this machine.').waitFor({ timeout: 120_000 });
    const text = vscode.page.locator('.monaco-editor .view-lines').first();
    await expect.poll(() => text.innerText()).toMatch(/Figscope/);
    await vscode.screenshot('doctor');
  }));
