import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser } from '../browser.ts';
import { openPage, type OpenPage } from './harness/openPage.ts';
import { samplePicture } from './harness/recording.ts';
import { FIGURE, figureState, runState } from './harness/states.ts';
import { story } from './harness/story.ts';

afterAll(closeBrowser);

function withFigure(): Promise<OpenPage> {
  return openPage({
    host: (host) => {
      host.state = figureState();
      host.picture = () => samplePicture('nuclei.png');
    },
  });
}

function withRun(): Promise<OpenPage> {
  return openPage({
    width: 1200,
    host: (host) => {
      host.state = runState({ surface: 'tab' });
      host.events = story();
      host.picture = () => samplePicture('nuclei.png');
    },
  });
}

/** Where a source pixel of the figure is on the screen. */
async function spot(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const box = await page.locator('.stage img').first().boundingBox();
  if (!box) throw new Error('The figure is not shown.');
  return { x: box.x + (x / 720) * box.width, y: box.y + (y / 540) * box.height };
}

describe('the figure', () => {
  it('zooms and pans with wheel, buttons, keys and drag, and tells the pixel', async () => {
    const { page, close } = await withFigure();
    const picture = page.locator('.stage img');
    await picture.waitFor();
    const width = async (): Promise<number> => (await picture.boundingBox())?.width ?? 0;
    const fitted = await width();
    const middle = await spot(page, 360.5, 270.5);
    await page.mouse.move(middle.x, middle.y);
    await page.getByText('x 360, y 270').waitFor();
    await page.mouse.wheel(0, -400);
    await expect.poll(width).toBeGreaterThan(fitted * 2);
    await page.getByText('x 360, y 270').waitFor();
    await page.locator('.stage').focus();
    await page.keyboard.press('1');
    await expect.poll(width).toBeCloseTo(720, 0);
    await page.keyboard.press('+');
    await expect.poll(width).toBeCloseTo(900, 0);
    const before = (await picture.boundingBox())?.x ?? 0;
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await picture.boundingBox())?.x).toBeCloseTo(before + 40, 0);
    const at = await spot(page, 360, 270);
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    await page.mouse.move(at.x - 30, at.y);
    await page.mouse.up();
    await expect.poll(async () => (await picture.boundingBox())?.x).toBeCloseTo(before + 10, 0);
    await page.getByRole('button', { name: 'Fit' }).click();
    await expect.poll(width).toBeCloseTo(fitted, 0);
    await close();
  });

  it('lets a region be drawn with the mouse, shows it at the question and asks about it', async () => {
    const { page, host, close } = await withFigure();
    await page.locator('.stage img').waitFor();
    await page.getByRole('button', { name: 'Ask about a region' }).click();
    const from = await spot(page, 100, 50);
    const to = await spot(page, 300, 200);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x - 20, to.y - 20);
    await page.mouse.move(to.x, to.y);
    await page.mouse.up();
    await page.locator('.region-chip').waitFor();
    await page.getByRole('textbox', { name: 'Question' }).fill('How many are here?');
    await page.keyboard.press('Enter');
    await expect.poll(() => host.called('ask').length).toBe(1);
    const [call] = host.called('ask') as [{ question: string; region: { box: number[] } }];
    expect(call.question).toBe('How many are here?');
    const expected = [100, 50, 300, 200];
    call.region.box.forEach((edge, at) =>
      expect(Math.abs(edge - (expected[at] ?? 0))).toBeLessThanOrEqual(2),
    );
    // Asked: the box is empty for the next question.
    await expect.poll(() => page.locator('.region-chip').count()).toBe(0);
    await close();
  });

  it('draws a region at once where Shift is held, and pans where it is not', async () => {
    const { page, close } = await withFigure();
    await page.locator('.stage img').waitFor();
    const drag = async (): Promise<void> => {
      const from = await spot(page, 100, 100);
      const to = await spot(page, 400, 300);
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(to.x, to.y, { steps: 3 });
      await page.mouse.up();
    };
    await drag();
    expect(await page.locator('.region-chip').count()).toBe(0);
    await page.keyboard.down('Shift');
    await drag();
    await page.keyboard.up('Shift');
    await page.locator('.region-chip').waitFor();
    await close();
  });

  it('lets a region be drawn with the keyboard alone, and by numbers', async () => {
    const { page, host, close } = await withFigure();
    await page.locator('.stage img').waitFor();
    await page.locator('.stage').focus();
    await page.keyboard.press('r');
    await page.keyboard.press('Enter');
    await page.getByText('Region [180, 135, 540, 405]').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('Region [185, 135, 545, 410]').waitFor();
    await page.getByRole('textbox', { name: 'x1' }).fill('12');
    await page.keyboard.press('Enter');
    await page.getByText('Region [12, 135, 545, 410]').waitFor();
    await expect.poll(() => JSON.stringify(host.drafts.at(-1))).toContain('[12,135,545,410]');
    await page.getByRole('button', { name: 'Remove the region' }).click();
    await expect.poll(() => JSON.stringify(host.drafts.at(-1))).toBe('{"question":""}');
    await close();
  });

  it('marks where an image is from, and which image a frame belongs to', async () => {
    const { page, close } = await withRun();
    await page.locator('#image-t2-1 .image').hover();
    await page.locator('[data-frame="t2-1"].lit').waitFor();
    await page.locator('[data-frame="t1-1"] .frame-label').hover();
    await page.locator('#image-t1-1.lit').waitFor({ state: 'attached' });
    await page.locator('[data-frame="t1-1"] .frame-label').click();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('.image-card')?.id))
      .toBe('image-t1-1');
    await page.getByRole('button', { name: 'e3' }).click();
    await page.locator('[data-frame="e3-3"].lit').waitFor();
    await close();
  });

  it('turns pages, and compares several figures', async () => {
    const { page, host, close } = await openPage({
      host: (host) => {
        host.picture = () => samplePicture('nuclei.png');
        host.state = figureState({
          figures: [
            { ...FIGURE, pages: 12, kind: 'TIFF, 16 bit' },
            { ...FIGURE, id: 'image_2', name: 'after.png' },
          ],
        });
      },
    });
    await page.getByRole('button', { name: 'Next page' }).click();
    await expect.poll(() => host.called('setPage')).toEqual([{ figure: 'image_1', page: 2 }]);
    await page.getByRole('tab', { name: 'after.png' }).click();
    await page.getByRole('button', { name: 'Take after.png off the table' }).click();
    await expect.poll(() => host.called('removeFigure')).toEqual([{ figure: 'image_2' }]);
    await page.getByRole('button', { name: 'Compare the figures' }).click();
    await expect.poll(() => page.locator('.stage img').count()).toBe(2);
    await close();
  });

  it('opens an image large, goes on to the next, saves it, and returns', async () => {
    const { page, host, consoleErrors, close } = await withRun();
    await page.locator('#image-t1-1 .image').click();
    const viewer = page.getByRole('dialog', { name: 'Image t1-1' });
    await viewer.waitFor();
    await viewer.getByRole('button', { name: 'Next image' }).click();
    const next = page.getByRole('dialog', { name: 'Image t1-2' });
    await next.getByRole('button', { name: 'Save the image…' }).click();
    await expect.poll(() => host.called('saveImage')).toEqual([{ file: 't1-2.png' }]);
    await next.getByRole('button', { name: 'Copy the image' }).click();
    await page.getByRole('status').getByText('Image copied.').waitFor({ state: 'attached' });
    await next.getByRole('button', { name: 'Beside its region of the figure' }).click();
    await expect.poll(() => page.locator('dialog .stage').count()).toBe(2);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('.image-card')?.id))
      .toBe('image-t1-2');
    expect(consoleErrors).toEqual([]);
    await close();
  });

  it('goes through the images with the keys, and pans where there is something to pan', async () => {
    const { page, close } = await withRun();
    await page.locator('#image-t1-1 .image').click();
    await page.getByRole('dialog', { name: 'Image t1-1' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('dialog', { name: 'Image t1-2' }).waitFor();
    const picture = page.locator('dialog .stage img');
    await picture.waitFor();
    for (let press = 0; press < 6; press++) await page.keyboard.press('+');
    const left = async (): Promise<number> => (await picture.boundingBox())?.x ?? 0;
    const before = await left();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(left).toBeCloseTo(before + 40, 0);
    await page.getByRole('dialog', { name: 'Image t1-2' }).waitFor();
    await page.keyboard.press('PageUp');
    await page.getByRole('dialog', { name: 'Image t1-1' }).waitFor();
    await close();
  });
});
