import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { writeNotebook } from './harness/notebooks.ts';
import { useServer } from './harness/suite.ts';
import type { Workbench } from './harness/workbench.ts';

const suite = useServer();
const options = { fill: (folder: string) => writeNotebook(folder) };

/** A picture among the outputs, in the frame that VS Code renders them in. */
function output({ page }: Workbench, name: string): Locator {
  return page
    .frameLocator('iframe.webview[src*="purpose=notebookRenderer"]')
    .frameLocator('#active-frame')
    .getByRole('img', { name: `Figure ${name}` });
}

async function openNotebook(vscode: Workbench): Promise<void> {
  await vscode.openFile('counts.ipynb');
  await output(vscode, 'nuclei.png').waitFor();
}

it('asks about an output from its own context menu', () =>
  suite.run(
    'notebook-output',
    async (vscode) => {
      await openNotebook(vscode);
      await vscode.contextMenu(output(vscode, 'nuclei.png'), 'Ask About This Output');
      await vscode.panel.ready();
      await vscode.panel.hasFigure('counts.ipynb, cell 2');
      await vscode.panel.ask('How many nuclei are there?');
      expect(await vscode.panel.answered()).toContain('48');
      await vscode.screenshot('notebook');
    },
    options,
  ));

it('asks about an output from its cell', () =>
  suite.run(
    'notebook-cell',
    async (vscode) => {
      await openNotebook(vscode);
      await vscode.page.getByRole('button', { name: 'Ask about the output of cell 2' }).click();
      await vscode.panel.ready();
      await vscode.panel.hasFigure('counts.ipynb, cell 2');
    },
    options,
  ));

it('lists the figures of the notebook in front', () =>
  suite.run(
    'notebook-figures',
    async (vscode) => {
      await openNotebook(vscode);
      await vscode.showFigscope();
      const header = vscode.page.getByRole('button', { name: 'Notebook Figures Section' });
      if ((await header.getAttribute('aria-expanded')) !== 'true') await header.click();
      const figures = vscode.page
        .getByRole('tree', { name: 'Notebook Figures' })
        .getByRole('treeitem');
      await expect.poll(() => figures.count()).toBe(2);
      await vscode.screenshot('notebook-figures');
      await figures.nth(1).click();
      await vscode.panel.hasFigure('counts.ipynb, cell 4');
      await vscode.panel.ask('Which bar is the highest?');
      expect(await vscode.panel.answered()).toContain('Pd');
    },
    options,
  ));
