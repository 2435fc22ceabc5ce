import { expect, it } from 'vitest';
import type { PanelEvent } from '../../../src/panel/protocol.ts';
import { timeline } from '../../../src/runs/timeline.ts';
import { splitNotices } from '../../../webview/run/splitNotices.ts';
import { events } from '../../e2e/page/harness/events.ts';

/** Texts of the notices before and after the answer. */
function split(all: PanelEvent[]): { before: string[]; after: string[] } | undefined {
  const [exchange] = timeline(all);
  if (!exchange) return undefined;
  const { notices, later } = splitNotices(exchange);
  return { before: notices.map(({ text }) => text), after: later.map(({ text }) => text) };
}

it('what is said after the answer stands after it', () => {
  const all = [
    events.started('q'),
    events.notice(1, 'first'),
    events.answer(1, 'a'),
    events.notice(1, 'then'),
  ];
  expect(split(all)).toEqual({ before: ['first'], after: ['then'] });
});

it('without an answer nothing comes after it, and what is said in its moment does not', () => {
  const { time } = events.answer(1, 'a');
  expect(split([events.started('q'), events.notice(1, 'n')])).toEqual({ before: ['n'], after: [] });
  expect(
    split([
      events.started('q'),
      { ...events.notice(1, 'n'), time },
      { ...events.answer(1, 'a'), time },
    ]),
  ).toEqual({ before: ['n'], after: [] });
});
