import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser } from '../browser.ts';
import { events, image } from './harness/events.ts';
import { openPage } from './harness/openPage.ts';
import { samplePicture } from './harness/recording.ts';
import { figureState, runState } from './harness/states.ts';
import { story } from './harness/story.ts';

afterAll(closeBrowser);

/** Lets the page draw what was sent. */
const settle = { timeout: 5000 };

describe('a run that streams', () => {
  it('appends without taking the focus, the typed text or the folds', async () => {
    const { page, host, consoleErrors, close } = await openPage({
      host: (host) => (host.state = runState({ phase: 'thinking', activity: 'Turn 1: thinking' })),
    });
    host.add(events.started('How many?'), events.thought(1, 'First thought.'));
    await page.getByText('First thought.').waitFor(settle);
    const field = page.getByRole('textbox', { name: 'Follow-up question' });
    await field.fill('And how large');
    await page.locator('.thought summary').click();
    await expect.poll(() => page.locator('.thought[open]').count()).toBe(0);
    await field.focus();
    host.add(events.thought(1, ' More of it.'), events.code(1, 'print(1)'));
    host.add(events.observation(1, { stdout: 'one line\n' }));
    await page.getByText('one line').waitFor(settle);
    expect(await page.locator('.thought[open]').count()).toBe(0);
    expect(await field.inputValue()).toBe('And how large');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('VSCODE-TEXT-AREA');
    expect(consoleErrors).toEqual([]);
    await close();
  });

  it('is as it was after the page was made anew: folds, place, typed text of the host', async () => {
    const { page, host, close } = await openPage({
      height: 700,
      host: (host) => {
        host.state = runState({ phase: 'running', activity: 'Turn 2: running' });
        host.events = story();
        host.picture = () => samplePicture('nuclei.png');
      },
    });
    await page.locator('#turn-1 .thought summary').click();
    await page.locator('.transcript').evaluate((box) => box.scrollTo(0, 300));
    await page.getByRole('textbox', { name: 'Follow-up question' }).fill('And then?');
    await expect.poll(() => host.drafts).toEqual([{ question: 'And then?' }]);
    host.state = { ...host.state, draft: { question: 'And then?' } };
    await page.waitForTimeout(500);
    await page.reload();
    await page.locator('#turn-1').waitFor({ ...settle, state: 'attached' });
    expect(await page.locator('#turn-1 > .thought[open]').count()).toBe(0);
    await expect
      .poll(() => page.locator('.transcript').evaluate((box) => Math.round(box.scrollTop)))
      .toBe(300);
    const field = page.getByRole('textbox', { name: 'Follow-up question' });
    await expect.poll(() => field.inputValue()).toBe('And then?');
    await close();
  });

  it('folds a long thought when the next turn begins', async () => {
    const { page, host, close } = await openPage({
      host: (host) => (host.state = runState({ phase: 'thinking', activity: 'Turn 1: thinking' })),
    });
    host.add(events.started('How many?'), events.thought(1, 'Long thought. '.repeat(80)));
    await expect.poll(() => page.locator('.thought[open]').count()).toBe(1);
    host.add(events.thought(2, 'Short.'));
    await page.getByText('Short.', { exact: true }).waitFor(settle);
    expect(await page.locator('#turn-1 .thought[open]').count()).toBe(0);
    expect(await page.locator('#turn-2 .thought[open]').count()).toBe(1);
    await close();
  });

  it('keeps the end in sight until the reader scrolls up', async () => {
    const { page, host, close } = await openPage({
      host: (host) => (host.state = runState({ phase: 'running', activity: 'Turn 1: running' })),
    });
    host.add(events.started('How many?'));
    const fromEnd = (): Promise<number> =>
      page
        .locator('.transcript')
        .evaluate((box) => Math.round(box.scrollHeight - box.scrollTop - box.clientHeight));
    for (let turn = 1; turn <= 30; turn++)
      host.add(events.thought(turn, `Thought ${turn}.\n\nMore.`));
    await page.getByText('Thought 30.').first().waitFor(settle);
    await expect.poll(fromEnd).toBeLessThan(5);
    await page.locator('.transcript').hover();
    await page.mouse.wheel(0, -400);
    await expect.poll(fromEnd).toBeGreaterThan(100);
    const top = await page.locator('.transcript').evaluate((box) => box.scrollTop);
    for (let turn = 31; turn <= 40; turn++) host.add(events.thought(turn, `Thought ${turn}.`));
    await page
      .getByText('Thought 40.')
      .first()
      .waitFor({ ...settle, state: 'attached' });
    expect(await page.locator('.transcript').evaluate((box) => box.scrollTop)).toBe(top);
    await page.getByRole('button', { name: 'To the end' }).click();
    await expect.poll(fromEnd).toBeLessThan(5);
    await close();
  });

  it('shows the head of an answer that is taller than the room', async () => {
    const { page, host, close } = await openPage({
      height: 700,
      host: (host) => (host.state = runState({ phase: 'running', activity: 'Turn 1: running' })),
    });
    host.add(events.started('How many?'), events.thought(1, 'Thinking. '.repeat(200)));
    await page.locator('.thought').waitFor(settle);
    host.add(events.answer(2, 'A long paragraph.\n\n'.repeat(40), { value: 48, unit: 'nuclei' }));
    host.change({ phase: 'idle', activity: '' });
    await page.locator('.answer').waitFor(settle);
    const inSight = (): Promise<boolean> =>
      page.locator('.value').evaluate((value) => {
        const box = value.closest('.transcript')?.getBoundingClientRect();
        const at = value.getBoundingClientRect();
        return box !== undefined && at.top >= box.top && at.bottom <= box.bottom;
      });
    await expect.poll(inSight).toBe(true);
    await page.waitForTimeout(800);
    expect(await inSight()).toBe(true);
    await close();
  });

  it('goes to a new question even when the reader had scrolled up', async () => {
    const { page, host, close } = await openPage({ host: (host) => (host.state = runState()) });
    host.add(events.started('First?'));
    for (let turn = 1; turn <= 40; turn++) host.add(events.thought(turn, `Thought ${turn}.`));
    await page.getByText('Thought 40.').waitFor({ ...settle, state: 'attached' });
    await page.locator('.transcript').evaluate((box) => box.scrollTo(0, 0));
    host.change({ phase: 'thinking', activity: 'Turn 41: thinking' });
    host.add(events.started('Second?', { followUp: true, turn: 40 }));
    await expect
      .poll(() =>
        page
          .locator('.transcript')
          .evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight),
      )
      .toBeLessThan(5);
    await close();
  });

  it('speaks phases and the answer, not the thoughts', async () => {
    const { page, host, close } = await openPage({ host: (host) => (host.state = runState()) });
    const spoken = page.getByRole('status');
    host.change({ phase: 'running', activity: 'Turn 1: running Python' });
    host.add(events.started('How many?'), events.thought(1, 'Silent thought'));
    await expect.poll(() => spoken.textContent()).toBe('Turn 1: running Python');
    host.add(events.answer(1, 'There are 48.', { value: 48, unit: 'nuclei' }));
    host.change({ phase: 'idle', activity: '' });
    await expect.poll(() => spoken.textContent()).toBe('Answer: 48 nuclei');
    await close();
  });

  it('asks for a snapshot when it missed events, and shows each event once', async () => {
    const { page, host, close } = await openPage({ host: (host) => (host.state = runState()) });
    host.add(events.started('How many?'), events.thought(1, 'One.'));
    await page.getByText('One.').first().waitFor(settle);
    expect(host.snapshots).toBe(1);
    // Lost on the way: only the host knows of it.
    host.events.push(events.thought(1, ' Two.'));
    host.add(events.thought(1, ' Three.'));
    await page.locator('.thought p', { hasText: 'One. Two. Three.' }).waitFor(settle);
    expect(host.snapshots).toBe(2);
    // Told twice.
    host.channel?.notify('events', { session: 's1', from: 1, events: host.events.slice(1) });
    host.add(events.thought(2, 'Later.'));
    await page.getByText('Later.').first().waitFor(settle);
    expect(await page.locator('#turn-1 .thought p').textContent()).toBe('One. Two. Three.');
    await close();
  });

  it('drops everything of a session when another begins', async () => {
    const { page, host, close } = await openPage({
      host: (host) => {
        host.state = runState();
        host.events = story();
        host.picture = () => samplePicture('nuclei.png');
      },
    });
    await page.locator('.value .number').waitFor(settle);
    host.events = [];
    host.change(figureState({ session: 's2' }));
    await page.getByRole('button', { name: 'How many nuclei are there?' }).waitFor(settle);
    expect(await page.locator('.turn').count()).toBe(0);
    expect(host.snapshots).toBe(2);
    await close();
  });

  it('bears 5,000 lines of output', async () => {
    const { page, host, close } = await openPage({ host: (host) => (host.state = runState()) });
    const stdout = Array.from({ length: 5000 }, (_, line) => `line ${line + 1}`).join('\n');
    host.add(events.started('?'), events.code(1, 'many()'), events.observation(1, { stdout }));
    const summary = page.locator('.output summary');
    await summary.waitFor(settle);
    expect(await summary.textContent()).toContain('5,000 lines');
    expect(await page.locator('.output pre').count()).toBe(0);
    await summary.click();
    await page.getByRole('button', { name: /Show more/ }).click();
    expect(await page.locator('.output pre').textContent()).toContain('line 2000');
    await close();
  });

  it('fetches 60 images only as they come near', async () => {
    const fetched = new Set<string>();
    const { page, host, close } = await openPage({
      host: (host) => {
        host.state = runState();
        host.picture = (name) => {
          fetched.add(name);
          return samplePicture('nuclei.png');
        };
      },
    });
    host.add(events.started('?'));
    for (let turn = 1; turn <= 20; turn++) {
      const images = [1, 2, 3].map((n) => image(`t${turn}-${n}`, { title: `View ${n}` }));
      host.add(events.code(turn, 'show()'), events.observation(turn, { images }));
    }
    await expect.poll(() => page.locator('.image-card').count()).toBe(60);
    await page.locator('#image-t1-1 img').waitFor(settle);
    expect(fetched.size).toBeLessThan(40);
    await page.locator('#image-t20-3').scrollIntoViewIfNeeded();
    await page.locator('#image-t20-3 img').waitFor(settle);
    expect(fetched).toContain('t20-3.png');
    await close();
  });
});
