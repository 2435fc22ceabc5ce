import { expect, it } from 'vitest';
import { useServer } from './harness/suite.ts';

const suite = useServer();
const QUESTION = 'How many nuclei are there?';

it('answers a question about a figure of the gallery', () =>
  suite.run('gallery', async (vscode) => {
    const panel = await vscode.showFigscope();
    await vscode.screenshot('empty');
    await panel.openFromGallery('nuclei.png');
    await vscode.screenshot('figure');
    await panel.ask(QUESTION);
    expect(await panel.answered()).toContain('48');
    await vscode.screenshot('answer');
    // What was asked before is not forgotten.
    await panel.ask('What is their median diameter?');
    expect(await panel.answered(2)).toMatch(/\d/);
    expect(await panel.frame.locator('.exchange').count()).toBe(2);
    await vscode.screenshot('follow-up');
  }));

it('asks from the context menu of the explorer', () =>
  suite.run('explorer', async (vscode) => {
    await vscode.explorerMenu(['nuclei.png'], 'Ask About This Figure');
    await vscode.panel.ready();
    await vscode.panel.hasFigure('nuclei.png');
    await expect.poll(() => vscode.panel.questionHasFocus()).toBe(true);
    await vscode.panel.ask(QUESTION);
    expect(await vscode.panel.answered()).toContain('48');
  }));

it('compares several figures of the explorer', () =>
  suite.run('compare', async (vscode) => {
    await vscode.explorerMenu(['nuclei.png', 'particles.png'], 'Ask About This Figure');
    const { panel } = vscode;
    await panel.ready();
    await panel.frame.getByRole('heading', { level: 1, name: /and another figure/ }).waitFor();
    await panel.frame.getByRole('tab', { name: 'nuclei.png' }).waitFor();
    await panel.frame.getByRole('tab', { name: 'particles.png' }).waitFor();
    await panel.button('Compare the figures').click();
    await expect.poll(() => panel.frame.locator('.stage img').count()).toBe(2);
    await panel.ask('What is in these figures?');
    await panel.answered();
    await vscode.screenshot('compare');
  }));

it('asks from the palette, with a picker of the workspace’s figures', () =>
  suite.run('palette', async (vscode) => {
    await vscode.command('Figscope: Ask About a Figure');
    await vscode.picks.filter({ hasText: 'particles.png' }).first().waitFor();
    await vscode.screenshot('picker');
    await vscode.pick('particles.png');
    await vscode.panel.ready();
    await vscode.panel.hasFigure('particles.png');
    await vscode.panel.ask('How many particles are there?');
    expect(await vscode.panel.answered()).toMatch(/\d/);
  }));

it('asks about an image from its editor', () =>
  suite.run('editor', async (vscode) => {
    await vscode.openFile('bars.png');
    await vscode.page
      .locator('.editor-actions')
      .getByRole('button', { name: 'Ask About This Figure' })
      .click();
    await vscode.panel.ready();
    await vscode.panel.hasFigure('bars.png');
  }));
