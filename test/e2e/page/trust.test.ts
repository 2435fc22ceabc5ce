import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser } from '../browser.ts';
import { answeredRun, unbackedRun, UNBACKED } from './harness/checked.ts';
import { events } from './harness/events.ts';
import { openPage } from './harness/openPage.ts';
import { samplePicture } from './harness/recording.ts';
import { runState } from './harness/states.ts';

afterAll(closeBrowser);

describe('an answer that nothing backs', () => {
  it('has a warning in front of its value, in words, and said to screen readers', async () => {
    const { page, host, consoleErrors, close } = await openPage({
      host: (host) => (host.state = runState({ phase: 'thinking', activity: 'Turn 1: thinking' })),
    });
    host.add(...unbackedRun());
    host.change({ phase: 'idle', activity: '' });
    const note = page.locator('.answer').getByRole('note');
    await note.waitFor();
    expect(await note.textContent()).toBe(
      'Not backed by any observation The answer speaks of work on the figure (“I zoomed into the left panel”), but no code has run.',
    );
    expect(await note.locator('.icon').count()).toBe(1);
    const [warning, value] = await page
      .locator('.answer .unbacked, .answer .value')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    expect(warning).toBeLessThan(value ?? 0);
    await expect
      .poll(() => page.locator('[role=status]').textContent())
      .toMatch(/^Not backed by any observation: The answer speaks .* Answer: C$/);
    expect(consoleErrors).toEqual([]);
    await close();
  });

  it('keeps the warning when it is copied', async () => {
    const { page, close } = await openPage({
      host: (host) => {
        host.state = runState();
        host.events = unbackedRun();
      },
    });
    await page.getByRole('button', { name: 'Copy the answer' }).click();
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toContain('Not backed by any observation: The answer speaks of work on the figure');
    await close();
  });

  it('says a sentence of another form as it is', async () => {
    const { page, close } = await openPage({
      host: (host) => {
        host.state = runState();
        host.events = [
          events.started('q'),
          events.answer(1, 'a', { unbacked: 'It rests on nothing.' }),
          events.started('r'),
          events.answer(2, 'b'),
        ];
      },
    });
    await page.getByRole('note').first().waitFor();
    expect(await page.getByRole('note').allTextContents()).toEqual([
      'Not backed by any observation It rests on nothing.',
    ]);
    expect(UNBACKED).toContain('Not backed by any observation:');
    await close();
  });
});

describe('a reply that was asked for again', () => {
  it('is told in its turn, with the thought of the second reply alone', async () => {
    const { page, host, close } = await openPage({
      host: (host) => (host.state = runState({ phase: 'thinking', activity: 'Turn 2: thinking' })),
    });
    const all = answeredRun();
    const at = all.findIndex(({ type }) => type === 'retry');
    host.add(...all.slice(0, at));
    const turn = page.getByRole('article', { name: 'Turn 2' });
    await turn.getByText('What was lost').waitFor();
    host.add(...all.slice(at, at + 2));
    await turn.getByText('The connection to gpu.example.org broke off.').waitFor();
    await turn.getByText('The same once more, for all of them.').waitFor();
    expect(await turn.getByText('What was lost').count()).toBe(0);
    expect(await page.locator('#turn-1 .notes').count()).toBe(0);
    await close();
  });
});

describe('tokens', () => {
  const run = async (language: string, l10n: Record<string, string> = {}) => {
    const opened = await openPage({
      host: (host) => {
        host.state = runState();
        host.events = answeredRun();
        host.picture = () => samplePicture('nuclei.png');
        host.language = language;
        host.l10n = l10n;
      },
    });
    await opened.page.locator('.answer .run-facts').waitFor();
    return opened;
  };

  it('are told of each reply as far as they are known, and of all replies at the answer', async () => {
    const { page, close } = await run('en');
    expect(await page.locator('.turn-usage').allTextContents()).toEqual([
      '1,204 tokens read, 1,100 from the cache, 85 written',
      '2,600 tokens read, 1 written',
    ]);
    expect(await page.locator('.run-facts span').last().textContent()).toBe(
      '12,430 tokens read, 9,100 from the cache, 400 written',
    );
    await close();
  });

  it('have the numbers of the display language', async () => {
    const { page, close } = await run('de', {
      '{0} tokens read': '{0} Tokens gelesen',
      '{0} from the cache': '{0} aus dem Cache',
      '{0} written': '{0} geschrieben',
    });
    expect(await page.locator('.turn-usage').first().textContent()).toBe(
      '1.204 Tokens gelesen, 1.100 aus dem Cache, 85 geschrieben',
    );
    await close();
  });

  it('are not spoken of where the model told none', async () => {
    const { page, close } = await openPage({
      host: (host) => {
        host.state = runState();
        host.events = [
          events.started('q'),
          events.code(1, 'print(1)'),
          events.observation(1),
          events.code(2, 'print(2)', { usage: {} }),
          events.observation(2),
          events.answer(3, 'a'),
        ];
      },
    });
    await page.locator('.run-facts').waitFor();
    expect(await page.locator('.turn-usage').count()).toBe(0);
    expect(await page.locator('.run-facts').textContent()).not.toContain('written');
    await close();
  });
});
