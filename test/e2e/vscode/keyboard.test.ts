import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { useServer } from './harness/suite.ts';
import type { Workbench } from './harness/workbench.ts';

const suite = useServer();

/** Presses a key until a place has the focus, as somebody without a mouse does. */
async function goTo(vscode: Workbench, key: 'Tab' | 'Shift+Tab', place: Locator): Promise<void> {
  // A key reaches the page's frame a little later than the test goes on: painted twice, it has.
  const there = (): Promise<boolean> =>
    place.evaluate(async (element) => {
      const painted = (): Promise<number> => new Promise(requestAnimationFrame);
      await painted();
      await painted();
      return element.matches(':focus-within, :focus');
    });
  for (let steps = 0; steps < 40; steps += 1) {
    if (await there()) return;
    await vscode.page.keyboard.press(key);
  }
  throw new Error(`The focus does not get there with ${key}.`);
}

it('goes from the palette to an answer, a region and a follow-up without a mouse', () =>
  suite.run('keyboard', async (vscode) => {
    const { page, panel } = vscode;
    const { keyboard } = page;
    await keyboard.press('F1');
    await vscode.quickInput.locator('input[type="text"]').first().waitFor();
    await keyboard.type('Figscope: Ask About a Figure');
    await vscode.picks.filter({ hasText: 'Figscope: Ask About a Figure' }).first().waitFor();
    await keyboard.press('Enter');
    await vscode.picks.filter({ hasText: 'particles.png' }).first().waitFor();
    await keyboard.type('nuclei');
    await vscode.picks.filter({ hasText: 'particles.png' }).waitFor({ state: 'hidden' });
    await keyboard.press('Enter');
    await panel.ready();
    await panel.hasFigure('nuclei.png');
    await expect.poll(() => panel.questionHasFocus()).toBe(true);
    await keyboard.type('How many nuclei are there?');
    await keyboard.press('Enter');
    expect(await panel.answered()).toContain('48');

    // A region in the middle, made wider, moved to the right.
    await goTo(vscode, 'Shift+Tab', panel.frame.locator('.stage'));
    for (const key of ['r', 'Enter', 'Shift+ArrowRight', 'ArrowRight']) await keyboard.press(key);
    const region = panel.frame.locator('.region-chip');
    await expect.poll(() => region.innerText()).toMatch(/\[18\d, 135, 5[45]\d, 405\]/u);
    await vscode.screenshot('keyboard-region');
    await keyboard.press('Enter');
    await goTo(vscode, 'Tab', panel.question);
    await keyboard.type('How many nuclei are there?');
    await keyboard.press('Enter');
    const answer = await panel.answered(2);
    expect(answer).toMatch(/\d/u);
    expect(answer).not.toContain('48 nuclei');
    await panel.frame.getByText(/^About the region \[18/u).waitFor({ state: 'attached' });
    await vscode.screenshot('keyboard-answer');
  }));

it('changes a cell and runs it again without a mouse', () =>
  suite.run('keyboard-cell', async (vscode) => {
    const panel = await vscode.showFigscope();
    await panel.openFromGallery('nuclei.png');
    await panel.ask('How many nuclei are there?');
    await panel.answered();
    const { keyboard } = vscode.page;
    const edit = panel.turn(1).getByRole('button', { name: 'Edit and run again' });
    await goTo(vscode, 'Shift+Tab', edit);
    await keyboard.press('Enter');
    await panel.turn(1).locator('.cm-content').waitFor();
    await goTo(vscode, 'Tab', panel.turn(1).locator('.cm-content'));
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type('print(6 * 7)');
    await keyboard.press('Control+Enter');
    const rerun = panel.turn(1).locator('.rerun');
    await rerun.locator('.observation').waitFor();
    expect(await rerun.locator('.observation').innerText()).toContain('42');
    await panel.frame.locator('.answer.outdated').waitFor();
  }));
