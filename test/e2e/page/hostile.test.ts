import { afterAll, expect, it } from 'vitest';
import { closeBrowser } from '../browser.ts';
import { events, image } from './harness/events.ts';
import { openPage } from './harness/openPage.ts';
import { samplePicture } from './harness/recording.ts';
import { FIGURE, runState } from './harness/states.ts';

afterAll(closeBrowser);

const EVIL = [
  '<script>window.hacked = 1</script>',
  '<img src=x onerror="window.hacked = 1">',
  '"><svg onload="window.hacked = 1">',
  '<style>body { display: none }</style>',
].join(' ');

const MARKDOWN = [
  EVIL,
  '[run](javascript:window.hacked=1) [data](data:text/html,<script>window.hacked=1</script>) [cmd](command:workbench.action.reloadWindow)',
  '[telephone](tel:123) [file](ftp://example.org/x)',
  '$\\href{https://example.org/formula}{x}$',
  '![picture](https://example.org/tracker.png) [ok](https://example.org/paper)',
  '$\\href{javascript:window.hacked=1}{x}$ $\\includegraphics{https://example.org/t.png}$ $\\htmlStyle{color:red}{y}$',
  '$\\text{<img src=x onerror=window.hacked=1>}$',
  '<a href="javascript:window.hacked=1" style="position:fixed">html link</a>',
].join('\n\n');

/** Texts of a reply that was asked for again, of an answer that nothing backs, and of a check without the images. */
const NEW_TEXTS = [
  '.turn .notes',
  '.unbacked',
  '.gain-check > p',
  '.side .number',
  '.side .unit',
  '.withheld .chip',
];

it('says in words that a broken message could not be drawn, and goes on when a good one follows', async () => {
  const { page, host, close } = await openPage({ host: (host) => (host.state = runState()) });
  // No host sends this: it stands for a mistake of ours.
  host.change({ models: null as never });
  await page.getByText('The panel could not be drawn').waitFor();
  expect(host.pageErrors.join()).toContain('TypeError');
  host.state = runState();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('textbox', { name: 'Question' }).waitFor();
  await close();
});

it('shows hostile text of every field as text', async () => {
  const { page, host, consoleErrors, close } = await openPage({
    host: (host) => {
      host.picture = () => samplePicture('nuclei.png');
      host.state = runState({
        figures: [
          { ...FIGURE, name: EVIL, kind: EVIL, origin: EVIL, pixelSize: EVIL, notices: [EVIL] },
        ],
        suggestions: [EVIL],
        activity: EVIL,
        phase: 'running',
        models: [{ id: 'm', label: EVIL, where: EVIL, detail: EVIL }],
        model: 'm',
        problem: { text: EVIL, actions: [{ id: 'a', label: EVIL }] },
        run: {
          id: EVIL,
          created: EVIL,
          state: 'kept',
          problems: [EVIL],
          canContinue: false,
          canCheckGain: false,
          whyNot: EVIL,
        },
      });
      host.events = [
        events.started(EVIL, { model: { id: EVIL, label: EVIL, profile: EVIL } }),
        events.notice(0, EVIL, 'warning'),
        events.thought(1, EVIL),
        events.retry(1, EVIL),
        events.thought(1, EVIL),
        events.code(1, EVIL, { original: `${EVIL}!`, repairs: [EVIL] }),
        events.observation(1, {
          stdout: EVIL,
          stderr: EVIL,
          value: EVIL,
          notes: [EVIL],
          error: { type: EVIL, message: EVIL, line: 1, source: EVIL },
          images: [
            image('t1-1', {
              title: EVIL,
              frame: { figure: EVIL, box: [1, 1, 50, 50], scale: 1 },
              gain: { blank: false, new: false, reason: EVIL },
            }),
          ],
        }),
        events.answer(2, MARKDOWN, {
          value: EVIL,
          unit: EVIL,
          uncertainty: EVIL,
          evidence: [{ text: EVIL, image: 't1-1' }],
          unbacked: EVIL,
        }),
        events.gainChecked(2, {
          withheld: [EVIL],
          text: EVIL,
          without: { text: MARKDOWN, answered: true, value: EVIL, unit: EVIL },
        }),
        events.started(EVIL, { followUp: true, turn: 2 }),
        events.failed(3, EVIL),
      ];
    },
  });
  await page.locator('.answer .prose').waitFor();
  await page.locator('#image-t1-1').scrollIntoViewIfNeeded();
  await page.locator('#image-t1-1 img').waitFor();
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  expect(
    await page.locator('#root script, #root style, #root [onerror], #root [onload]').count(),
  ).toBe(0);
  expect(await page.evaluate(() => getComputedStyle(document.body).display)).not.toBe('none');
  const links = await page
    .locator('#root [href]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  // A picture of the web is a link at most.
  const allowed = ['https://example.org/tracker.png', 'https://example.org/paper'];
  expect(links).toEqual([...allowed, ...allowed]);
  // A name that is no image of the run leads nowhere, and does no harm.
  await page.locator('.withheld .chip').click();
  expect(await page.locator('.prose img, .prose [style]').count()).toBe(0);
  const sources = await page
    .locator('#root img')
    .evaluateAll((all) => all.map((one) => (one as HTMLImageElement).src));
  expect(sources.every((source) => source.startsWith('blob:'))).toBe(true);
  for (const selector of [
    '.question h2',
    '.thought p',
    '.output pre',
    '.value .number',
    '.code',
    ...NEW_TEXTS,
  ])
    expect(await page.locator(selector).first().textContent()).toContain('<script>');
  expect(consoleErrors).toEqual([]);
  expect(host.pageErrors).toEqual([]);
  await close();
});
