import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeBrowser } from './harness/browser.ts';
import { openPage } from './harness/openPage.ts';
import { recordedRun, type Recording } from './harness/recording.ts';
import { runState } from './harness/states.ts';
import { THEMES } from './harness/theme.ts';

const FOLDER = '.cache/e2e/page';
const WIDTHS = [300, 420, 900, 1400];

/** Pictures of a real run in every theme and width, to look at. */
describe('a recorded run', () => {
  let recording: Recording;
  beforeAll(async () => {
    mkdirSync(FOLDER, { recursive: true });
    recording = await recordedRun();
  });
  afterAll(closeBrowser);

  for (const theme of THEMES)
    for (const width of WIDTHS)
      it(`in ${theme} at ${width} px`, async () => {
        const { page, consoleErrors, close } = await openPage({
          theme,
          width,
          height: 900,
          surface: width > 500 ? 'tab' : 'view',
          host: (host) => {
            host.state = runState({ surface: width > 500 ? 'tab' : 'view' });
            host.events = [...recording.events];
            host.picture = recording.picture;
          },
        });
        await page.waitForSelector('.answer .value');
        await page.waitForSelector('.stage img');
        await page.screenshot({ path: `${FOLDER}/run-${theme}-${width}.png` });
        expect(consoleErrors).toEqual([]);
        await close();
      });
});
