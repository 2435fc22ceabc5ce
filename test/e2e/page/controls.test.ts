import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser } from '../browser.ts';
import { openPage } from './harness/openPage.ts';
import { samplePicture } from './harness/recording.ts';
import { figureState } from './harness/states.ts';
import { readTheme, THEMES } from './harness/theme.ts';

afterAll(closeBrowser);

/** What of the toolkit the page relies on, and what it works around: to be looked at when another library takes its place. */
describe('the controls', () => {
  it.each(THEMES)('take the colours of %s', async (theme) => {
    const { page, close } = await openPage({ theme, host: (host) => (host.state = figureState()) });
    const shown = await page
      .getByRole('button', { name: 'Ask', exact: true })
      .evaluate((button) => {
        const host = (button.getRootNode() as ShadowRoot).host;
        const probe = document.createElement('i');
        probe.style.color = 'var(--vscode-button-background, transparent)';
        document.body.append(probe);
        return [getComputedStyle(host).backgroundColor, getComputedStyle(probe).color];
      });
    expect(shown[0]).toBe(shown[1]);
    await close();
  });

  it('follow a change of the theme', async () => {
    const { page, close } = await openPage({ host: (host) => (host.state = figureState()) });
    const { kind, vars } = readTheme('light');
    const colour = (): Promise<string> =>
      page
        .locator('vscode-button[appearance=primary]')
        .evaluate((one) => getComputedStyle(one).backgroundColor);
    const dark = await colour();
    await page.evaluate(
      ([kind, vars]) => {
        for (const [name, value] of Object.entries(vars))
          document.documentElement.style.setProperty(name, value);
        // VS Code puts the theme's class on the body whenever the theme changes.
        document.body.className = kind;
      },
      [kind, vars] as const,
    );
    await expect.poll(colour).not.toBe(dark);
    await close();
  });

  it('know :focus-visible, so that a click leaves no ring', async () => {
    const { page, close } = await openPage({ host: (host) => (host.state = figureState()) });
    const button = page.getByRole('button', { name: 'Choose a figure…' });
    const ring = (): Promise<string> =>
      button.evaluate((one) => getComputedStyle(one).outlineStyle);
    await button.click();
    expect(await ring()).toBe('none');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    expect(await ring()).toBe('solid');
    await close();
  });

  it('do not interrupt a screen reader while a run works', async () => {
    const { page, close } = await openPage({
      host: (host) =>
        (host.state = figureState({ phase: 'thinking', activity: 'Turn 1: thinking' })),
    });
    await page.locator('vscode-progress-ring').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await page.locator('[aria-live=assertive]').count()).toBe(0);
    await close();
  });

  it('show the chosen model although its list came later', async () => {
    const { page, host, close } = await openPage({
      host: (host) => {
        host.state = figureState({ models: [], model: 'qwen' });
        host.picture = () => samplePicture('nuclei.png');
      },
    });
    const model = page.getByRole('combobox', { name: 'Model' });
    host.change({
      models: [
        { id: 'analyst', label: 'Analyst', where: 'this machine' },
        { id: 'qwen', label: 'Qwen3-VL', where: 'gpu.example.org' },
      ],
    });
    await expect
      .poll(() => model.evaluate((one) => (one as HTMLElement & { value: string }).value))
      .toBe('qwen');
    // The toolkit draws the text a moment after the value.
    await expect
      .poll(() =>
        model.evaluate((one) => one.shadowRoot?.querySelector('.selected-value')?.textContent),
      )
      .toContain('Qwen3-VL');
    expect(host.called('setModel')).toEqual([]);
    await close();
  });
});
