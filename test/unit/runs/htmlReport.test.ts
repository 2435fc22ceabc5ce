import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../src/reasoning/events.ts';
import { answerHtml } from '../../../src/runs/report/answerMarkdown.ts';
import { highlightPython } from '../../../src/runs/report/highlight.ts';
import { htmlReport } from '../../../src/runs/report/htmlReport.ts';
import { hostileRun, HOSTILE } from '../../fixtures/hostileRun.ts';
import { sampleRun } from '../../fixtures/sampleRun.ts';

/** The tags of a page with their quoted attribute values emptied, without those inside style and script. */
function bareTags(page: string): string[] {
  const outside = page.replace(/<(style|script)>[^]*?<\/\1>/g, '<$1></$1>');
  return (outside.match(/<[a-z!/][^>]*>/gi) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""'));
}

/** Everything the page may contain; anything else was let in by mistake. */
const TAGS = 'html head meta title style body header span nav a button main aside figure div img svg g rect text figcaption b article h1 h2 h3 section p ul ol li details summary pre code dl dt dd dialog script table thead tbody tr th td strong em'.split(' '); // prettier-ignore

describe('a sample run', () => {
  const page = htmlReport(sampleRun());

  test('shows question, answer, every turn and every image', () => {
    expect(page).toContain('<h1>How many cells are there?</h1>');
    expect(page).toContain('<p class="value">15 cells</p>');
    expect(page).toContain('14 to 16, from two thresholds');
    for (const turn of [1, 2, 3, 5]) expect(page).toContain(`id="turn-${turn}"`);
    for (const name of ['t1-1', 't2-1', 't2-2', 't3-1']) expect(page).toContain(`id="img-${name}"`);
    expect(page).toContain('IndexError');
    expect(page).toContain('As the model wrote it');
    expect(page).toContain('Not answered');
    expect(page).toContain('<h3>The images changed the answer</h3>');
    expect(page).toContain('<p class="value">13 cells</p>');
    expect(page).toContain('4,210 tokens read');
    expect(page).toContain('The reply is asked for once more.');
    expect(page).not.toContain('Sizes inSizes');
  });

  test('says of every image what it added', () => {
    expect(page).toContain('4× larger than shown before · 3 % of the figure');
    expect(page).toContain('a region shown before, drawn differently · the whole figure');
    expect(page).toContain('nothing new: looks the same as t2-1');
  });

  test('draws the regions on the source figure, linked to their images', () => {
    expect(page).toMatch(
      /<a class="region image" href="#img-t2-1" data-image="t2-1"[^>]*><rect class="halo" x="130" y="60" width="85" height="85"/,
    );
    expect(page).toMatch(
      /<g class="region asked"><rect class="halo" x="20" y="20" width="310" height="270"/,
    );
    expect(page).toMatch(/<g class="region evidence">/);
    // The view of the whole figure is not drawn.
    expect(page).not.toMatch(/class="region image" href="#img-t1-1"/);
  });

  test('names the model, the command and the citation', () => {
    expect(page).toContain('rule-based analyst (built in)');
    expect(page).toContain(
      'figscope ask figures/spots.png &#39;How many cells are there?&#39; --report out.html',
    );
    expect(page).toContain('Figscope 0.1.0, run sample-run (2026-11-22).');
  });

  test('loads nothing, and allows only its own style and script', () => {
    const outside = page.replace(/data:image\/png;base64,[A-Za-z0-9+/=]+/g, '');
    expect(outside).not.toMatch(/\b(?:src|srcset|href|action|poster)="(?!"|#)/);
    expect(outside).not.toMatch(/url\(|@import/);
    const hash = (text: string | undefined) =>
      `'sha256-${createHash('sha256')
        .update(text ?? '')
        .digest('base64')}'`;
    const style = /<style>([^]*?)<\/style>/.exec(page)?.[1];
    const script = /<script>([^]*?)<\/script>/.exec(page)?.[1];
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/
      .exec(page)?.[1]
      ?.replaceAll('&#39;', "'");
    expect(policy).toBe(
      `default-src 'none'; img-src data:; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`,
    );
    expect(bareTags(page).filter((tag) => /\sstyle=|\son[a-z]+=/.test(tag))).toEqual([]);
  });

  test('ids are unique and links lead to them', () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/ href="#([^"]*)"/g)) expect(ids).toContain(target);
  });

  test('the script is JavaScript', () => {
    const script = /<script>([^]*?)<\/script>/.exec(page)?.[1] ?? '';
    expect(() => new Function(script)).not.toThrow();
  });
});

describe('hostile text in every field', () => {
  const page = htmlReport(hostileRun());
  test('makes no tag and no attribute', () => {
    const tags = bareTags(page);
    const names = new Set(tags.map((tag) => /^<\/?([a-z0-9!]+)/i.exec(tag)?.[1]?.toLowerCase()));
    names.delete('!doctype');
    expect([...names].filter((name) => !TAGS.includes(name ?? ''))).toEqual([]);
    expect(
      tags.filter((tag) => /pwn|onerror|evil|["'`]{3}/.test(tag.replaceAll('""', ''))),
    ).toEqual([]);
    expect(tags.filter((tag) => /^<script/.test(tag))).toEqual(['<script>']);
  });
  test('loads nothing, and links only where the answer’s Markdown may', () => {
    const values = (name: string) =>
      [...page.matchAll(new RegExp(`<[a-z][^>]*\\s${name}="([^"]*)"`, 'g'))].map(
        ([, value]) => value,
      );
    expect(values('src').filter((value) => !value?.startsWith('data:image/png;base64,'))).toEqual(
      [],
    );
    expect(new Set(values('href').filter((value) => !value?.startsWith('#')))).toEqual(
      new Set(['https://evil.example', 'https://evil.example/b.png']),
    );
  });
  test('stays readable as text', () => expect(page).toContain('&lt;img src=x onerror=pwn()&gt;'));
  test('NUL never reaches the page', () => expect(page).not.toContain('\0'));
});

test.each([
  ['<b>x</b>', '&lt;b&gt;x&lt;/b&gt;'],
  ['[x](javascript:alert(1))', '[x](javascript:alert(1))'],
  ['[x](data:text/html,x)', '[x](data:text/html,x)'],
  ['[x](vbscript:x)', '[x](vbscript:x)'],
  [
    '![x](https://example.org/x.png)',
    '!<a href="https://example.org/x.png" rel="noopener noreferrer">x</a>',
  ],
  [
    '[x](https://example.org/?a="b)',
    '<a href="https://example.org/?a=%22b" rel="noopener noreferrer">x</a>',
  ],
  ['**x** `<i>`', '<strong>x</strong> <code>&lt;i&gt;</code>'],
])('answer Markdown %s', (source, expected) => expect(answerHtml(source).text).toContain(expected));

test('highlighted code is escaped', () => {
  const { text } = highlightPython(`x = 1 # ${HOSTILE}\nprint("</code><script>")`);
  expect(text).toContain('<span class="hljs-number">1</span>');
  expect(text.replace(/<\/?span(?: class="[a-z_ -]+")?>/g, '')).not.toMatch(/[<>]/);
});

test('a run that ends early and one that failed say so', () => {
  const run = sampleRun();
  const cut = { ...run, events: run.events.slice(0, 5) };
  expect(htmlReport(cut)).toContain('The record ends before an answer was given.');
  const failed: RunEvent = {
    type: 'failed',
    run: 'r',
    turn: 1,
    time: '2026-11-22T20:56:09.000Z',
    kind: 'modelError',
    message: 'The server gave no answer. Start it & try again.',
  };
  expect(htmlReport({ ...cut, events: [...cut.events, failed] })).toContain(
    'The server gave no answer. Start it &amp; try again.',
  );
  expect(htmlReport({ ...run, events: [] })).toContain('<title>Run sample-run · Figscope</title>');
});

test('a missing image file is told in its place', () => {
  const run = sampleRun();
  const events = run.events.map((event) =>
    event.type === 'observation'
      ? { ...event, images: event.images.map((image) => ({ ...image, png: new Uint8Array() })) }
      : event,
  );
  expect(htmlReport({ ...run, events })).toContain('The file of this image is missing.');
});
