import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { writeNotebook } from './harness/notebooks.ts';
import { useServer, type OpenOptions } from './harness/suite.ts';
import type { Panel } from './harness/panel.ts';
import type { Workbench } from './harness/workbench.ts';

/** The pictures of the README; the best are committed under media/readme. */

const suite = useServer();
const WINDOW: OpenOptions = { width: 1280, height: 880, scale: 1.5 };

/** Nothing is hovered, nothing blinks. */
async function shoot(vscode: Workbench, name: string): Promise<void> {
  await vscode.page.mouse.move(700, 4);
  await vscode.page.locator('.workbench-hover-container').waitFor({ state: 'detached' });
  await vscode.screenshot(`readme-${name}`);
}

async function scrollTo(panel: Panel, place: Locator): Promise<void> {
  await place.evaluate((element) => {
    const box = element.closest('.transcript');
    if (box) box.scrollTop += element.getBoundingClientRect().top - box.getBoundingClientRect().top;
  });
  await panel.images.first().waitFor();
}

it('panel with an answer, dark and light', () =>
  suite.run(
    'readme-panel',
    async (vscode) => {
      await vscode.theme('Dark Modern');
      await vscode.explorerMenu(['nuclei.png'], 'Ask About This Figure');
      const { panel } = vscode;
      await panel.hasFigure('nuclei.png');
      await vscode.sideBarWidth(440);
      await panel.ask('How many nuclei are there?');
      expect(await panel.answered()).toContain('48');
      await shoot(vscode, 'panel-dark');
      await vscode.theme('Light Modern');
      await shoot(vscode, 'panel-light');
      await scrollTo(panel, panel.turn(1).locator('.output').first());
      await shoot(vscode, 'turns-light');
    },
    WINDOW,
  ));

it('wide tab, and an image looked at closely', () =>
  suite.run(
    'readme-tab',
    async (vscode) => {
      await vscode.theme('Dark Modern');
      const panel = await vscode.showFigscope();
      await panel.openFromGallery('particles.png');
      await panel.button('Open in an editor tab').click();
      await vscode.tab.hasFigure('particles.png');
      await vscode.command('View: Toggle Primary Side Bar Visibility');
      await vscode.tab.ask('What is the median diameter of the particles?');
      expect(await vscode.tab.answered()).toMatch(/\d/u);
      await shoot(vscode, 'tab-dark');
      await vscode.tab.frame.locator('.image-card .image').last().click();
      await vscode.tab.frame.getByRole('dialog').locator('.stage img').first().waitFor();
      await shoot(vscode, 'viewer-dark');
    },
    WINDOW,
  ));

it('output of a notebook', () =>
  suite.run(
    'readme-notebook',
    async (vscode) => {
      await vscode.theme('Dark Modern');
      await vscode.openFile('counts.ipynb');
      await vscode.page.getByRole('button', { name: 'Ask about the output of cell 2' }).click();
      const { panel } = vscode;
      await panel.hasFigure('counts.ipynb, cell 2');
      await vscode.sideBarWidth(400);
      await panel.ask('How many nuclei are there?');
      expect(await panel.answered()).toContain('48');
      await shoot(vscode, 'notebook-dark');
    },
    { ...WINDOW, fill: (folder) => writeNotebook(folder) },
  ));

it('question about a region', () =>
  suite.run(
    'readme-region',
    async (vscode) => {
      await vscode.theme('Dark Modern');
      await vscode.explorerMenu(['nuclei.png'], 'Ask About This Figure');
      const { panel } = vscode;
      await panel.hasFigure('nuclei.png');
      await vscode.sideBarWidth(440);
      await panel.button('Ask about a region').click();
      const box = await panel.frame.locator('.stage').boundingBox();
      if (!box) throw new Error('The figure is not there.');
      await vscode.page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.2);
      await vscode.page.mouse.down();
      await vscode.page.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.75, {
        steps: 12,
      });
      await vscode.page.mouse.up();
      await panel.frame.getByText(/^Region \[/u).waitFor();
      await panel.question.fill('How many nuclei are in this region?');
      await panel.button('Done').click();
      await shoot(vscode, 'region-dark');
      await panel.question.press('Enter');
      expect(await panel.answered()).toMatch(/\d/u);
      await shoot(vscode, 'region-answer-dark');
    },
    WINDOW,
  ));
