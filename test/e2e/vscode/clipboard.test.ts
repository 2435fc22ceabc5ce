import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { useServer } from './harness/suite.ts';

const suite = useServer();

/** Copies a picture, as a screenshot tool does. */
async function copyPicture(page: Page): Promise<void> {
  const bytes = await readFile('media/samples/nuclei.png', 'base64');
  await page.evaluate(async (base64) => {
    const copied = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
    const blob = new Blob([copied], { type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  }, bytes);
}

it('takes a picture that is pasted into the panel', () =>
  suite.run('paste', async (vscode) => {
    const panel = await vscode.showFigscope();
    await copyPicture(vscode.page);
    await panel.button('Choose a figure…').last().focus();
    await vscode.page.keyboard.press('ControlOrMeta+v');
    await panel.picture.waitFor();
    await panel.frame.getByText('720 × 540 px').first().waitFor();
    await panel.ask('How many nuclei are there?');
    expect(await panel.answered()).toContain('48');
    await vscode.screenshot('pasted');
  }));

it('asks about the picture on the clipboard from the palette', () =>
  suite.run('clipboard', async (vscode) => {
    await copyPicture(vscode.page);
    await vscode.command('Figscope: Ask About the Image on the Clipboard');
    const { panel } = vscode;
    await panel.ready();
    await panel.picture.waitFor();
    await panel.frame.getByText('720 × 540 px').first().waitFor();
    await expect.poll(() => panel.questionHasFocus()).toBe(true);
  }));
