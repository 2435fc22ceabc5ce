import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser } from '../browser.ts';
import { checkedRun, unbackedRun } from './harness/checked.ts';
import { openPage, type OpenOptions } from './harness/openPage.ts';
import { samplePicture } from './harness/recording.ts';
import { checkable, emptyState, figureState, runState } from './harness/states.ts';
import { story } from './harness/story.ts';
import { THEMES } from './harness/theme.ts';

afterAll(closeBrowser);

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary: string }[];
}

/** Serious and critical findings of axe-core, one line each. */
async function findings(page: Page): Promise<readonly string[]> {
  // Not a script element: the page's own policy refuses those.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(options: object): Promise<{ violations: Violation[] }> };
    };
    return (await axe.run({ resultTypes: ['violations'] })).violations;
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id} ${JSON.stringify(target)} ${failureSummary}`,
      ),
    );
}

const SCENES: Record<string, OpenOptions> = {
  'the empty panel': {
    host: (host) => {
      host.state = emptyState({
        gallery: [{ id: 'g', name: 'a.png', origin: 'a.png', picture: true }],
      });
      host.picture = () => samplePicture('bars.png');
    },
  },
  'a figure before a question': {
    host: (host) => {
      host.state = figureState({ trusted: false, problem: { text: 'A problem.', actions: [] } });
      host.picture = () => samplePicture('nuclei.png');
    },
  },
  'a run with everything in it': {
    host: (host) => {
      host.state = runState();
      host.events = story();
      host.picture = () => samplePicture('nuclei.png');
    },
  },
  'an answer that was checked': {
    host: (host) => {
      host.state = checkable();
      host.events = checkedRun();
      host.picture = () => samplePicture('nuclei.png');
    },
  },
  'an answer that nothing backs': {
    host: (host) => {
      host.state = checkable();
      host.events = unbackedRun();
      host.picture = () => samplePicture('bars.png');
    },
  },
};

describe.each(THEMES)('in %s', (theme) => {
  it.each(Object.entries(SCENES))('%s has no serious fault', async (_name, scene) => {
    const { page, close } = await openPage({ ...scene, theme, width: 420, height: 1000 });
    await page.waitForTimeout(300);
    expect(await findings(page)).toEqual([]);
    await close();
  });

  it('an open editor and the viewer have no serious fault', async () => {
    const { page, close } = await openPage({
      ...SCENES['a run with everything in it'],
      theme,
      width: 900,
    });
    await page.locator('#turn-1').hover();
    await page.getByRole('button', { name: 'Edit and run again' }).first().click();
    await page.locator('.editor').waitFor();
    await page.getByRole('button', { name: 'Ask about a region' }).click();
    expect(await findings(page)).toEqual([]);
    await page.locator('#image-t1-1 .image').click();
    await page.getByRole('dialog').waitFor();
    expect(await findings(page)).toEqual([]);
    await close();
  });
});

it('can be used with the keyboard alone, from the figure to the answer', async () => {
  const { page, host, close } = await openPage({
    host: (host) => {
      host.state = figureState();
      host.picture = () => samplePicture('nuclei.png');
    },
  });
  await page.locator('.stage img').waitFor();
  /** Presses Tab until the element in focus has this name. */
  const tabTo = async (name: RegExp): Promise<void> => {
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const element = document.activeElement;
        const label = element?.getAttribute('aria-label');
        return `${label ?? ''} ${label ? '' : (element?.textContent ?? '')}`.trim();
      });
      if (name.test(focused)) return;
    }
    throw new Error(`Nothing with the name ${name} can be reached with Tab.`);
  };
  await tabTo(/^Figure nuclei/);
  await page.keyboard.press('r');
  await page.keyboard.press('Enter');
  await page.getByText('Region [180, 135, 540, 405]').waitFor();
  await page.keyboard.press('Escape');
  await tabTo(/^Question/);
  await page.keyboard.type('How many?');
  await page.keyboard.press('Enter');
  await expect.poll(() => host.called('ask').length).toBe(1);
  host.change(runState());
  host.add(...story());
  await page.locator('.answer').waitFor({ state: 'attached' });
  await page.locator('.stage').focus();
  await tabTo(/^Edit and run again/);
  await page.keyboard.press('Enter');
  await page.locator('.editor').waitFor();
  await page.keyboard.type('# by keyboard\n');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('.editor').count()).toBe(0);
  await page.locator('.stage').focus();
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement?.matches('.image') ?? false)) break;
  }
  await page.locator('[data-frame="t1-1"].lit').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Image t1-1' }).waitFor();
  await page.keyboard.press('PageDown');
  await page.getByRole('dialog', { name: 'Image t1-2' }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  await close();
});

it('is one page that scrolls where there is no height for panes, as at 200 % zoom', async () => {
  const { page, close } = await openPage({
    ...SCENES['a run with everything in it'],
    width: 320,
    height: 400,
  });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(320);
  const field = page.getByRole('textbox', { name: 'Follow-up question' });
  await field.scrollIntoViewIfNeeded();
  await field.fill('reachable');
  expect(await field.inputValue()).toBe('reachable');
  await close();
});

describe.each([280, 1600])('at %i px', (width) => {
  it.each(Object.entries(SCENES))('%s has nothing beside the edge', async (_name, scene) => {
    const { page, close } = await openPage({ ...scene, width });
    await page.waitForTimeout(200);
    const outside = await page.evaluate(() =>
      [...document.querySelectorAll('#root *')]
        // What scrolls by itself may be wider than its place.
        .filter((element) => !element.closest('pre, svg, .stage, .tab-list, .sr-only, table'))
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
        .map((element) => `${element.tagName} ${element.className}`),
    );
    expect(outside).toEqual([]);
    await close();
  });
});
