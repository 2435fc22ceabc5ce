import { afterAll, describe, expect, it } from 'vitest';
import type { PanelEvent, PanelState } from '../../../src/panel/protocol.ts';
import { closeBrowser } from '../browser.ts';
import { answeredRun, checkedRun } from './harness/checked.ts';
import { events } from './harness/events.ts';
import { openPage, type OpenPage, type OpenOptions } from './harness/openPage.ts';
import { samplePicture } from './harness/recording.ts';
import { FIGURE, runState } from './harness/states.ts';

afterAll(closeBrowser);

const NAME = 'Check what the images added';
const RUN = { ...runState().run, canCheckGain: true } as NonNullable<PanelState['run']>;

function open(
  shown: PanelEvent[],
  change: Partial<PanelState> = {},
  options: OpenOptions = {},
): Promise<OpenPage> {
  return openPage({
    ...options,
    host: (host) => {
      host.state = runState({ run: RUN, ...change });
      host.events = shown;
      host.picture = () => samplePicture('nuclei.png');
      options.host?.(host);
    },
  });
}

describe('the button that checks what the images added', () => {
  it.each<[string, Partial<PanelState>]>([
    ['the host says that nothing can be checked', { run: { ...RUN, canCheckGain: false } }],
    ['something is at work', { phase: 'running', activity: 'Turn 1: running Python' }],
    ['the workspace is restricted', { trusted: false }],
    ['the run cannot go on', { run: { ...RUN, canContinue: false, whyNot: 'A record.' } }],
  ])('is not there when %s', async (_why, change) => {
    const { page, close } = await open(answeredRun(), change);
    await page.locator('.answer').waitFor();
    expect(await page.getByRole('button', { name: NAME }).count()).toBe(0);
    await close();
  });

  it('stands at the last answer alone, and not before there is one', async () => {
    const { page, host, close } = await open(answeredRun());
    const button = page.getByRole('button', { name: NAME });
    await button.waitFor();
    host.add(events.started('And their diameter?', { followUp: true, turn: 3 }));
    await page.getByText('And their diameter?').waitFor();
    expect(await button.count()).toBe(0);
    host.add(events.answer(4, 'It is 33 px.'));
    await page.getByText('It is 33 px.', { exact: true }).waitFor();
    expect(await button.count()).toBe(1);
    expect(await page.locator('.exchange').nth(1).getByRole('button', { name: NAME }).count()).toBe(
      1,
    );
    await close();
  });

  it('asks with the keyboard; Stop stops; the focus stays there and the result is said', async () => {
    const { page, host, consoleErrors, close } = await open(answeredRun());
    await page.getByRole('button', { name: NAME }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => host.called('checkGain')).toHaveLength(1);
    // Until the host is at work, a second press is no second check.
    await page.keyboard.press('Enter');
    host.change({ phase: 'thinking', activity: 'Asking once more without the images' });
    await page.getByText('The question is asked once more without the images.').waitFor();
    expect(host.called('checkGain')).toHaveLength(1);
    expect(await page.getByRole('button', { name: NAME }).count()).toBe(0);
    const focused = page.locator('.gain-check:focus');
    await focused.waitFor();
    expect(await focused.getAttribute('aria-label')).toBe('What the images added');
    expect(await page.locator('.activity').textContent()).toBe(
      'Asking once more without the images',
    );
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => host.called('stop')).toHaveLength(1);
    host.add(events.gainChecked(3));
    host.change({ phase: 'idle', activity: '' });
    await page.getByRole('heading', { name: 'The images changed the answer' }).waitFor();
    await expect
      .poll(() => page.locator('[role=status]').textContent())
      .toContain('The images changed the answer. Asked once more without the image t1-1');
    expect(consoleErrors).toEqual([]);
    await close();
  });

  it('comes back with the sentence of a host that refuses', async () => {
    const { page, host, close } = await open(answeredRun());
    host.refuse = 'Nothing was sent to gpu.example.org.';
    await page.getByRole('button', { name: NAME }).click();
    await page.getByRole('alert').getByText('Nothing was sent to gpu.example.org.').waitFor();
    await page.getByRole('button', { name: NAME }).click();
    await expect.poll(() => host.called('checkGain')).toHaveLength(2);
    await close();
  });

  it('comes back under a warning that says why there is no result', async () => {
    const { page, host, close } = await open(answeredRun());
    await page.getByRole('button', { name: NAME }).click();
    await expect.poll(() => host.called('checkGain')).toHaveLength(1);
    host.change({ phase: 'thinking', activity: 'Asking once more without the images' });
    const why =
      'What the images added could not be checked; the answer stands as it is. Stopped by you.';
    host.add(events.notice(3, why, 'warning'));
    host.change({ phase: 'idle', activity: '' });
    await page.getByRole('button', { name: NAME }).waitFor();
    await expect.poll(() => page.locator('[role=status]').textContent()).toBe(why);
    // Under the answer, not in front of it.
    expect(await page.locator('.answer ~ .notes.warning').textContent()).toBe(why);
    await close();
  });
});

describe('what a check found', () => {
  it.each([
    ['changed', 'The images changed the answer'],
    ['same', 'The images made no difference'],
    ['unclear', 'Cannot be told'],
  ] as const)('is said in words and with a sign of its own: %s', async (effect, words) => {
    const { page, close } = await open([
      ...answeredRun(),
      events.gainChecked(3, { effect, text: 'The sentence.' }),
    ]);
    const result = page.getByRole('region', { name: 'What the images added' });
    await result.getByRole('heading', { name: words }).waitFor();
    expect(await result.locator('.effect .icon').count()).toBe(1);
    await result.getByText('The sentence.').waitFor();
    expect(await page.getByRole('button', { name: NAME }).count()).toBe(0);
    await close();
  });

  it('has the two answers side by side, the one without the images with its Markdown', async () => {
    const { page, close } = await open(checkedRun(), {}, { width: 1400, surface: 'tab' });
    const sides = page.locator('.gain-check .side');
    await sides.nth(1).waitFor();
    expect(await sides.locator('h5').allTextContents()).toEqual([
      'With the images',
      'Without the images',
    ]);
    expect(await sides.locator('.value').allTextContents()).toEqual(['48nuclei', '40nuclei']);
    expect(await sides.nth(1).locator('.prose strong').textContent()).toBe('about 40');
    const [left, right] = await sides.evaluateAll((all) =>
      all.map((side) => side.getBoundingClientRect()).map(({ x, y }) => ({ x, y })),
    );
    expect(right?.y).toBe(left?.y);
    expect(right?.x).toBeGreaterThan(left?.x ?? Infinity);
    await close();
  });

  it('has both texts where only reading tells, and says what was not answered', async () => {
    const without = { text: 'Too small to be seen.', answered: false };
    const { page, close } = await open([
      ...answeredRun(),
      events.gainChecked(3, { effect: 'unclear', without }),
    ]);
    const sides = page.locator('.gain-check .side');
    await sides.nth(1).waitFor();
    expect(await sides.locator('.prose').allTextContents()).toEqual([
      'There are 48 nuclei, brighter than the background.\n',
      'Too small to be seen.\n',
    ]);
    expect(await sides.nth(1).locator('h5').textContent()).toBe('Without the images: not answered');
    await close();
  });

  it('leads to the withheld images and their regions, of another figure too', async () => {
    const { page, close } = await open(checkedRun(), {
      figures: [{ ...FIGURE, id: 'image_0', name: 'other.png' }, FIGURE],
    });
    const chips = page.getByRole('list', { name: 'Withheld images' }).getByRole('button');
    expect(await chips.allTextContents()).toEqual(['t1-1', 't2-1']);
    await chips.first().focus();
    await page.keyboard.press('Enter');
    await page.locator('#image-t1-1.lit .image:focus').waitFor();
    await page.locator('[data-frame="t1-1"].lit').waitFor();
    await expect
      .poll(() =>
        page.locator('#image-t1-1').evaluate((card) => {
          const { top, bottom } = card.getBoundingClientRect();
          return bottom > 0 && top < innerHeight;
        }),
      )
      .toBe(true);
    await close();
  });

  it('can be checked again, and the newer result takes the place of the older', async () => {
    const { page, host, close } = await open(checkedRun());
    const again = page.getByRole('button', { name: 'Check again' });
    await again.focus();
    await page.keyboard.press('Space');
    await expect.poll(() => host.called('checkGain')).toHaveLength(1);
    host.change({ phase: 'thinking', activity: 'Asking once more without the images' });
    await expect.poll(() => again.count()).toBe(0);
    host.add(events.gainChecked(3, { effect: 'same', text: 'No difference this time.' }));
    host.change({ phase: 'idle', activity: '' });
    await page.getByText('No difference this time.', { exact: true }).waitFor();
    expect(await page.locator('.effect').allTextContents()).toEqual([
      'The images made no difference',
    ]);
    await again.waitFor();
    await close();
  });

  it('comes into sight under a long answer, where the button was', async () => {
    const long = answeredRun().map((event) =>
      event.type === 'answer' ? { ...event, text: 'A long answer.\n\n'.repeat(60) } : event,
    );
    const { page, host, close } = await open(long, {}, { width: 420, height: 800 });
    const button = page.getByRole('button', { name: NAME });
    await button.scrollIntoViewIfNeeded();
    await page.waitForTimeout(300);
    await button.click();
    await expect.poll(() => host.called('checkGain')).toHaveLength(1);
    host.change({ phase: 'thinking', activity: 'Asking once more without the images' });
    await page.getByText('The question is asked once more without the images.').waitFor();
    host.add(events.gainChecked(3));
    host.change({ phase: 'idle', activity: '' });
    const badge = page.getByRole('heading', { name: 'The images changed the answer' });
    await badge.waitFor();
    await page.waitForTimeout(400);
    const seen = await badge.evaluate((element) => {
      const room = element.closest('.transcript')?.getBoundingClientRect();
      const { top, bottom } = element.getBoundingClientRect();
      return room !== undefined && top >= room.top && bottom <= room.bottom;
    });
    expect(seen).toBe(true);
    await close();
  });
});
