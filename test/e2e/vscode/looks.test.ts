import { expect, it } from 'vitest';
import { findings } from './harness/axe.ts';
import { useServer } from './harness/suite.ts';

const suite = useServer();
const THEMES = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  'high-contrast-dark': 'Dark High Contrast',
  'high-contrast-light': 'Light High Contrast',
};

it('looks right in every theme, narrow and wide, and axe finds nothing serious', () =>
  suite.run(
    'looks',
    async (vscode) => {
      const panel = await vscode.showFigscope();
      await panel.openFromGallery('nuclei.png');
      await panel.ask('How many nuclei are there?');
      expect(await panel.answered()).toContain('48');
      for (const [name, theme] of Object.entries(THEMES)) {
        await vscode.theme(theme);
        await vscode.showFigscope();
        await vscode.sideBarWidth(300);
        expect.soft(await findings(panel, 'sideBar'), `${theme}, narrow`).toEqual([]);
        await vscode.screenshot(`narrow-${name}`);
        await vscode.sideBarWidth(480);
        await panel.frame.locator('.turn').first().scrollIntoViewIfNeeded();
        await vscode.screenshot(`turns-${name}`);
        await panel.answers.last().scrollIntoViewIfNeeded();
        await panel.button('Open in an editor tab').click();
        await vscode.tab.hasFigure('nuclei.png');
        expect.soft(await findings(vscode.tab, 'editor'), `${theme}, wide`).toEqual([]);
        await vscode.screenshot(`wide-${name}`);
        await vscode.page.keyboard.press('Escape');
        await vscode.command('View: Close All Editors');
      }
    },
    { width: 1440, height: 1000 },
  ));

it('loses nothing sideways in a side bar of 300 pixels', () =>
  suite.run('narrow', async (vscode) => {
    const panel = await vscode.showFigscope();
    await panel.openFromGallery('particles.png');
    await vscode.sideBarWidth(300);
    await panel.ask('How many particles are there?');
    await panel.answered();
    const beyond = await panel.frame
      .locator('body')
      .evaluate((body) => body.scrollWidth - innerWidth);
    expect(beyond).toBeLessThanOrEqual(0);
  }));
