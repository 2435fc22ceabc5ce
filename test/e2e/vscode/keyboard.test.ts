import { expect, it } from 'vitest';
import { useServer } from './harness/suite.ts';

const suite = useServer();

it('goes from the palette to the answer and its image with the keyboard alone', () =>
  suite.run('keyboard', async (vscode) => {
    const { page, panel } = vscode;
    await page.keyboard.press('F1');
    await vscode.quickInput.waitFor();
    await page.keyboard.type('Figscope: Ask About a Figure');
    await vscode.picks.filter({ hasText: 'Figscope: Ask About a Figure' }).first().waitFor();
    await page.keyboard.press('Enter');
    await vscode.picks.filter({ hasText: 'nuclei.png' }).first().waitFor();
    await page.keyboard.type('nuclei');
    await expect.poll(() => vscode.picks.first().innerText()).toContain('nuclei.png');
    await page.keyboard.press('Enter');
    await panel.ready();
    await panel.hasFigure('nuclei.png');
    // The question box has the keyboard: nothing is clicked.
    await expect.poll(() => panel.questionHasFocus()).toBe(true);
    await page.keyboard.type('How many nuclei are there?');
    await page.keyboard.press('Enter');
    expect(await panel.answered()).toContain('48');
    await expect.poll(() => panel.questionHasFocus()).toBe(true);

    // Back through the page to the evidence, which shows its image.
    const evidence = panel.frame.locator('.evidence .chip').first();
    for (let step = 0; step < 40 && !(await panel.hasFocus(evidence)); step += 1)
      await page.keyboard.press('Shift+Tab');
    expect(await panel.hasFocus(evidence)).toBe(true);
    await page.keyboard.press('Enter');
    await panel.frame.locator('.image-card.lit').waitFor();
    await vscode.screenshot('keyboard');
  }));
