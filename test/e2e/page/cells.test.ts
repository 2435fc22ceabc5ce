import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser } from '../browser.ts';
import { events } from './harness/events.ts';
import { openPage, type OpenPage } from './harness/openPage.ts';
import { samplePicture } from './harness/recording.ts';
import { runState } from './harness/states.ts';
import { story } from './harness/story.ts';

afterAll(closeBrowser);

function twoTurns(): Promise<OpenPage> {
  return openPage({
    host: (host) => {
      host.state = runState();
      host.events = [
        events.started('How many?'),
        events.code(1, 'threshold = 40\nprint(threshold)'),
        events.observation(1, { stdout: '40\n' }),
        events.code(2, 'print(threshold * 2)'),
        events.observation(2, { stdout: '80\n' }),
        events.answer(3, 'Eighty.', { value: 80 }),
      ];
    },
  });
}

describe('a cell', () => {
  it('is edited and run again, and what followed is out of date', async () => {
    const { page, host, consoleErrors, close } = await twoTurns();
    const turn = page.getByRole('article', { name: 'Turn 1' });
    await turn.hover();
    await turn.getByRole('button', { name: 'Edit and run again' }).click();
    const editor = page.getByRole('textbox', { name: 'Code of turn 1' });
    await editor.waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\nprint("more")');
    await page.keyboard.press('Control+Enter');
    await expect
      .poll(() => host.called('rerun'))
      .toEqual([{ turn: 1, code: 'threshold = 40\nprint(threshold)\nprint("more")' }]);
    await expect.poll(() => page.locator('.editor').count()).toBe(0);
    host.add(
      events.code(1, 'threshold = 40\nprint(threshold)\nprint("more")', { rerun: 1 }),
      events.observation(1, { rerun: 1, stdout: '40\nmore\n' }),
    );
    await page.getByText('Changed by you and run again (1)').waitFor();
    await expect
      .poll(() => page.locator('.tag').allTextContents())
      .toEqual(['out of date', 'out of date']);
    expect(await page.locator('#turn-2.outdated').count()).toBe(1);
    expect(await page.locator('#turn-1.outdated').count()).toBe(0);
    expect(consoleErrors).toEqual([]);
    await close();
  });

  it('keeps what was being edited when the page is made anew, and when running fails', async () => {
    const { page, host, close } = await twoTurns();
    await page.locator('#turn-1').hover();
    await page.locator('#turn-1').getByRole('button', { name: 'Edit and run again' }).click();
    await page.getByRole('textbox', { name: 'Code of turn 1' }).waitFor();
    await page.keyboard.type('# kept\n');
    await page.waitForTimeout(300);
    await page.reload();
    await page.locator('.editor').getByText('# kept').waitFor();
    host.refuse = 'The sandbox could not be started.';
    await page.getByRole('button', { name: 'Run again', exact: true }).click();
    await page.getByRole('alert').getByText('The sandbox could not be started.').waitFor();
    expect(await page.locator('.editor').getByText('# kept').count()).toBe(1);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => page.locator('.editor').count()).toBe(0);
    await close();
  });

  it('is not run while something else runs, and says why', async () => {
    const { page, host, close } = await twoTurns();
    host.change({ phase: 'running', activity: 'Turn 3: running Python' });
    await page.locator('#turn-1').hover();
    await page.locator('#turn-1').getByRole('button', { name: 'Edit and run again' }).click();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Wait until the run is done, or stop it.').waitFor();
    expect(host.called('rerun')).toEqual([]);
    await close();
  });

  it('shows the first lines of long code, and all of it when asked', async () => {
    const { page, host, close } = await openPage({ host: (host) => (host.state = runState()) });
    const code = Array.from({ length: 60 }, (_, line) => `x${line} = ${line}`).join('\n');
    host.add(events.started('?'), events.code(1, code));
    const cell = page.locator('#turn-1 .code');
    const height = (): Promise<number> => cell.evaluate((box) => box.clientHeight);
    await cell.waitFor();
    expect(await height()).toBeLessThan(260);
    await page.getByRole('button', { name: 'Show all (60 lines)' }).click();
    await expect.poll(height).toBeGreaterThan(600);
    await page.getByRole('button', { name: 'Show less' }).click();
    await expect.poll(height).toBeLessThan(260);
    await close();
  });

  it('is copied and opened in an editor', async () => {
    const { page, host, close } = await twoTurns();
    await page.locator('#turn-2').hover();
    await page.locator('#turn-2').getByRole('button', { name: 'Open in an editor' }).click();
    await expect.poll(() => host.called('openCode')).toEqual([{ code: 'print(threshold * 2)' }]);
    await page.locator('#turn-2').getByRole('button', { name: 'Copy the code' }).click();
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe('print(threshold * 2)');
    await close();
  });
});

describe('the end of a question', () => {
  it('has its answer and a citation to copy', async () => {
    const { page, close } = await openPage({
      host: (host) => {
        host.state = runState();
        host.events = story();
        host.picture = () => samplePicture('nuclei.png');
      },
    });
    const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('button', { name: 'Copy the answer' }).click();
    await expect.poll(clipboard).toContain('48 nuclei');
    expect(await clipboard()).toContain('- Two pairs touch here (t2-1)');
    await page.getByRole('button', { name: 'Copy a citation' }).click();
    await expect.poll(clipboard).toContain('sha256 abababababababab');
    expect(await clipboard()).toContain('run 20261122-120000-abcdef');
    await close();
  });

  it('offers to try again after a failure, and to go on after an interruption', async () => {
    const { page, host, close } = await openPage({
      host: (host) => {
        host.state = runState();
        host.events = [events.started('How many?'), events.failed(1, 'The model did not answer.')];
      },
    });
    await page.getByText('The model did not answer.').first().waitFor();
    await page.getByRole('button', { name: 'Retry' }).click();
    await expect.poll(() => host.called('retry').length).toBe(1);
    const { run } = host.state;
    if (!run) throw new Error('The state has a run.');
    host.add(events.started('How large?', { followUp: true }), events.thought(2, 'Half a thought'));
    host.change({ run: { ...run, state: 'interrupted' } });
    await page.getByText('This question was interrupted').waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect.poll(() => host.called('retry').length).toBe(2);
    await close();
  });
});
