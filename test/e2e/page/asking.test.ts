import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser } from '../browser.ts';
import { events } from './harness/events.ts';
import { openPage, type OpenPage } from './harness/openPage.ts';
import { samplePicture } from './harness/recording.ts';
import { emptyState, figureState, runState } from './harness/states.ts';

afterAll(closeBrowser);

function withFigure(): Promise<OpenPage> {
  return openPage({
    host: (host) => {
      host.state = figureState();
      host.picture = () => samplePicture('nuclei.png');
    },
  });
}

describe('the question box', () => {
  it('asks with Enter, breaks lines with Shift+Enter, and keeps what could not be asked', async () => {
    const { page, host, close } = await withFigure();
    const field = page.getByRole('textbox', { name: 'Question' });
    await field.focus();
    await page.keyboard.type('How many');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('are there?');
    host.refuse = 'The model is not there.';
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('The model is not there.').waitFor();
    expect(await field.inputValue()).toBe('How many\nare there?');
    await page.keyboard.press('Enter');
    await expect.poll(() => host.called('ask').length).toBe(2);
    await expect.poll(() => field.inputValue()).toBe('');
    await close();
  });

  it('tells the host of the draft after a pause, and is not overwritten by its echo', async () => {
    const { page, host, close } = await withFigure();
    const field = page.getByRole('textbox', { name: 'Question' });
    await field.fill('Where');
    await expect.poll(() => host.drafts).toEqual([{ question: 'Where' }]);
    await field.fill('Where is it?');
    host.change({ draft: { question: 'Where' } });
    await page.waitForTimeout(100);
    expect(await field.inputValue()).toBe('Where is it?');
    host.channel?.notify('focusQuestion', { text: 'From a command' });
    await expect.poll(() => field.inputValue()).toBe('From a command');
    host.change({ draft: { question: 'Of the host' } });
    await expect.poll(() => field.inputValue()).toBe('Of the host');
    await close();
  });

  it('takes a suggestion, and stops a run', async () => {
    const { page, host, close } = await withFigure();
    await page.getByRole('button', { name: 'What is their median diameter?' }).click();
    const field = page.getByRole('textbox', { name: 'Question' });
    await expect.poll(() => field.inputValue()).toBe('What is their median diameter?');
    host.change({ phase: 'thinking', activity: 'Turn 1: thinking' });
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => host.called('stop').length).toBe(1);
    await close();
  });

  it('chooses model and mode', async () => {
    const { page, host, close } = await withFigure();
    await page.getByRole('combobox', { name: 'Model' }).click();
    await page.getByRole('option', { name: /Qwen3-VL/ }).click();
    await expect.poll(() => host.called('setModel')).toEqual([{ model: 'qwen' }]);
    await page.getByRole('combobox', { name: 'Mode', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => host.called('setMode')).toEqual([{ mode: 'reasoning' }]);
    host.change({ model: 'qwen', mode: 'images' });
    await expect
      .poll(() => page.getByRole('combobox', { name: 'Mode', exact: true }).textContent())
      .toContain('With images');
    await close();
  });

  it('runs nothing in a restricted workspace, and says so', async () => {
    const { page, host, close } = await openPage({
      host: (host) => {
        host.state = figureState({ trusted: false });
        host.picture = () => samplePicture('nuclei.png');
      },
    });
    await page.getByText('This workspace is restricted.').waitFor();
    await page.getByRole('textbox', { name: 'Question' }).fill('How many?');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Manage trust' }).click();
    await expect.poll(() => host.called('manageTrust').length).toBe(1);
    expect(host.called('ask')).toEqual([]);
    await close();
  });

  it('opens reports, a tab and a new question from the header', async () => {
    const { page, host, close } = await openPage({
      host: (host) => {
        host.state = runState();
        host.picture = () => samplePicture('nuclei.png');
      },
    });
    await page.getByRole('button', { name: 'Open a report' }).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => host.called('openReport')).toEqual([{ format: 'markdown' }]);
    await page.getByRole('button', { name: 'Open in an editor tab' }).click();
    await page.getByRole('button', { name: 'New question' }).click();
    await expect.poll(() => host.called('openTab').length).toBe(1);
    await expect.poll(() => host.called('newQuestion')).toEqual([{ keepFigures: true }]);
    await close();
  });
});

it('speaks the display language, numbers included', async () => {
  const { page, close } = await openPage({
    host: (host) => {
      host.state = runState();
      host.language = 'de';
      host.l10n = { Ask: 'Fragen', '{0} lines': '{0} Zeilen', Printed: 'Ausgabe' };
      host.events = [
        events.started('?'),
        events.code(1, 'many()'),
        events.observation(1, { stdout: 'x\n'.repeat(5000) }),
      ];
    },
  });
  await page.getByRole('button', { name: 'Fragen' }).waitFor();
  expect(await page.locator('.output summary').textContent()).toBe('Ausgabe 5.000 Zeilen');
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
  await close();
});

describe('the empty panel', () => {
  it('shows the figures at hand and opens one', async () => {
    const { page, host, consoleErrors, close } = await openPage({
      width: 320,
      host: (host) => {
        host.picture = () => samplePicture('bars.png');
        host.state = emptyState({
          gallery: [
            { id: 'g1', name: 'bars.png', origin: 'figures/bars.png', picture: true },
            { id: 'g2', name: 'stack.tif', origin: 'figures/stack.tif', picture: false },
          ],
        });
      },
    });
    await page.locator('.thumbnail img').waitFor();
    await page.getByRole('button', { name: /stack\.tif/ }).click();
    await page.getByRole('button', { name: 'Choose a figure…' }).last().click();
    await expect.poll(() => host.called('openGalleryItem')).toEqual([{ item: 'g2' }]);
    await expect.poll(() => host.called('pickFigures').length).toBe(1);
    expect(consoleErrors).toEqual([]);
    await close();
  });

  it('says where to drop while something is dragged over it', async () => {
    const { page, close } = await openPage();
    await page.evaluate(() => {
      const files = new DataTransfer();
      files.items.add(new File([new Uint8Array([1])], 'c.png', { type: 'image/png' }));
      const init = { dataTransfer: files, bubbles: true, cancelable: true };
      document.body.dispatchEvent(new DragEvent('dragover', init));
    });
    await page.getByText('Drop to ask about it').waitFor();
    await page.evaluate(() =>
      document.body.dispatchEvent(new DragEvent('dragleave', { bubbles: true })),
    );
    await expect.poll(() => page.getByText('Drop to ask about it').count()).toBe(0);
    await close();
  });

  it('takes dropped addresses, dropped files and pasted images', async () => {
    const { page, host, close } = await openPage();
    await page.evaluate(() => {
      const drop = (transfer: DataTransfer): void => {
        const init = { dataTransfer: transfer, bubbles: true, cancelable: true };
        document.body.dispatchEvent(new DragEvent('dragover', init));
        document.body.dispatchEvent(new DragEvent('drop', init));
      };
      const uris = new DataTransfer();
      uris.setData('text/uri-list', '# comment\r\nfile:///w/a.png\r\nfile:///w/b.png');
      drop(uris);
      const files = new DataTransfer();
      files.items.add(new File([new Uint8Array([1, 2, 3])], 'c.png', { type: 'image/png' }));
      drop(files);
      const pasted = new DataTransfer();
      pasted.items.add(new File([new Uint8Array([4])], 'image.png', { type: 'image/png' }));
      document.body.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, cancelable: true }),
      );
    });
    await expect
      .poll(() => host.called('addUris'))
      .toEqual([{ uris: ['file:///w/a.png', 'file:///w/b.png'] }]);
    await expect
      .poll(() => host.called('addBytes'))
      .toEqual([
        { name: 'c.png', bytes: new Uint8Array([1, 2, 3]) },
        { name: 'image.png', bytes: new Uint8Array([4]) },
      ]);
    await close();
  });

  it('leaves text that is pasted into a field alone', async () => {
    const { page, host, close } = await withFigure();
    await page.getByRole('textbox', { name: 'Question' }).focus();
    const prevented = await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData('text/plain', 'words');
      data.items.add(new File([new Uint8Array([4])], 'image.png', { type: 'image/png' }));
      const field = document
        .querySelector('vscode-text-area')
        ?.shadowRoot?.querySelector('textarea');
      return !field?.dispatchEvent(
        new ClipboardEvent('paste', {
          clipboardData: data,
          bubbles: true,
          cancelable: true,
          composed: true,
        }),
      );
    });
    expect(prevented).toBe(false);
    expect(host.called('addBytes')).toEqual([]);
    await close();
  });

  it('gives the clipboard image when the host asks, and null when there is none', async () => {
    const { page, host, close } = await openPage();
    await page.evaluate(() => navigator.clipboard.writeText('only words'));
    expect(await host.channel?.request('readClipboard', undefined)).toBe(null);
    await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(2, 2);
      canvas.getContext('2d');
      const png = await canvas.convertToBlob({ type: 'image/png' });
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
    });
    const png = await host.channel?.request('readClipboard', undefined);
    expect(png?.slice(1, 4)).toEqual(new TextEncoder().encode('PNG'));
    await close();
  });
});
