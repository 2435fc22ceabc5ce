import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PanelEvent } from '../../../src/panel/protocol.ts';
import { closeBrowser } from '../browser.ts';
import { answeredRun, checkedRun, unbackedRun } from './harness/checked.ts';
import { openPage } from './harness/openPage.ts';
import { recordedRun, samplePicture, type Recording } from './harness/recording.ts';
import type { ScriptedHost } from './harness/scriptedHost.ts';
import { checkable, emptyState, FIGURE, figureState, runState } from './harness/states.ts';
import { story } from './harness/story.ts';
import { THEMES } from './harness/theme.ts';

const FOLDER = '.cache/e2e/page';
const WIDTHS = [300, 420, 900, 1400];

interface Scene {
  readonly host: (host: ScriptedHost) => void;
  /** What is done on the page before the picture is taken. */
  readonly act: (page: Page) => Promise<void>;
}

let recording: Recording;

function recorded(host: ScriptedHost): void {
  host.state = runState();
  host.events = [...recording.events];
  host.picture = recording.picture;
}

function told(host: ScriptedHost): void {
  host.state = runState();
  host.events = story();
  host.picture = () => samplePicture('nuclei.png');
}

function checked(host: ScriptedHost, events: PanelEvent[]): void {
  host.state = checkable();
  host.events = events;
  host.picture = () => samplePicture('nuclei.png');
}

/** Puts an element at the top of the transcript. */
async function show(page: Page, selector: string): Promise<void> {
  await page
    .locator(selector)
    .first()
    .evaluate((element) => element.scrollIntoView());
}

const SCENES: Record<string, Scene> = {
  start: {
    host: (host) => {
      host.picture = samplePicture;
      host.state = emptyState({
        gallery: ['nuclei.png', 'bars.png', 'particles.png'].map((name) => ({
          id: name,
          name,
          origin: `media/samples/${name}`,
          picture: true,
        })),
      });
    },
    act: (page) => page.locator('.thumbnail img').last().waitFor(),
  },
  figure: {
    host: (host) => {
      host.picture = () => samplePicture('nuclei.png');
      host.state = figureState({
        trusted: false,
        draft: {
          question: 'How many are there in here?',
          region: { figure: 'image_1', box: [60, 60, 380, 300] },
        },
      });
    },
    act: (page) => page.getByRole('button', { name: 'Ask about a region' }).click(),
  },
  compare: {
    host: (host) => {
      host.picture = (name) => samplePicture(name === 'image_2' ? 'particles.png' : 'nuclei.png');
      host.state = figureState({
        figures: [
          { ...FIGURE, kind: 'TIFF, 16 bit', pages: 12, notices: ['Only page 1 of 12 is used.'] },
          { ...FIGURE, id: 'image_2', name: 'particles.png' },
        ],
      });
    },
    act: (page) => page.getByRole('button', { name: 'Compare the figures' }).click(),
  },
  running: {
    host: (host) => {
      recorded(host);
      host.events = host.events.slice(0, 6);
      host.state = runState({ phase: 'running', activity: 'Turn 1: running Python' });
    },
    act: (page) => page.locator('.activity').waitFor(),
  },
  run: { host: recorded, act: (page) => show(page, '.question') },
  unbacked: {
    host: (host) => {
      host.state = checkable();
      host.events = unbackedRun();
      host.picture = () => samplePicture('bars.png');
    },
    act: (page) => show(page, '.question'),
  },
  retried: { host: (host) => checked(host, answeredRun()), act: (page) => show(page, '#turn-2') },
  check: { host: (host) => checked(host, answeredRun()), act: (page) => show(page, '.answer') },
  checked: {
    host: (host) => checked(host, checkedRun()),
    act: (page) => show(page, '.gain-check'),
  },
  answer: { host: recorded, act: (page) => show(page, '.answer') },
  outdated: { host: told, act: (page) => show(page, '#turn-2') },
  edit: {
    host: told,
    act: async (page) => {
      await page.locator('#turn-1 .cell').first().hover();
      await page.getByRole('button', { name: 'Edit and run again' }).first().click();
      await page.locator('.editor').waitFor();
    },
  },
  viewer: {
    host: recorded,
    act: async (page) => {
      await page.locator('.image-card .image').first().click();
      await page.getByRole('button', { name: 'Beside its region of the figure' }).click();
      await page.locator('dialog .stage img').nth(1).waitFor();
    },
  },
};

/** Pictures of the page at its moments, in every theme and width, to look at. */
describe.each(THEMES)('in %s', (theme) => {
  beforeAll(async () => {
    mkdirSync(FOLDER, { recursive: true });
    recording = await recordedRun();
  });
  afterAll(closeBrowser);

  it.each(WIDTHS)('at %i px every moment is drawn without complaint', async (width) => {
    const surface = width > 500 ? 'tab' : 'view';
    for (const [name, { host, act }] of Object.entries(SCENES)) {
      const { page, consoleErrors, close } = await openPage({
        theme,
        width,
        surface,
        host: (scripted) => {
          host(scripted);
          scripted.state = { ...scripted.state, surface };
        },
      });
      await act(page);
      // Pictures are fetched as they come near.
      await page.waitForTimeout(250);
      await page.screenshot({ path: `${FOLDER}/${name}-${theme}-${width}.png` });
      const overflow = await page
        .locator('.page')
        .evaluate((element) => element.scrollWidth - element.clientWidth);
      expect({ name, consoleErrors, overflow }).toEqual({ name, consoleErrors: [], overflow: 0 });
      await close();
    }
  });
});
