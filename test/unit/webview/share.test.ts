import { describe, expect, it } from 'vitest';
import type { PanelEvent } from '../../../src/panel/protocol.ts';
import { timeline } from '../../../src/runs/timeline.ts';
import { shareExchanges } from '../../../webview/host/share.ts';
import { checkedRun } from '../../e2e/page/harness/checked.ts';
import { story } from '../../e2e/page/harness/story.ts';

/** The timeline after each event, shared with the one before. */
function grow(events: readonly PanelEvent[]) {
  let shared = shareExchanges([], []);
  const steps = events.map((_event, at) => {
    const before = shared;
    shared = shareExchanges(before, timeline(events.slice(0, at + 1)));
    return { before, after: shared };
  });
  return { steps, last: shared };
}

describe('a timeline shared with the one before', () => {
  it.each([story, checkedRun])('is equal to the timeline itself: %o', (tell) => {
    const events = tell();
    expect(grow(events).last).toEqual(timeline(events));
  });

  it.each([story, checkedRun])('is the same object where nothing changed: %o', (tell) => {
    const events = tell();
    const { last } = grow(events);
    const again = shareExchanges(last, timeline(events));
    again.forEach((exchange, at) => expect(exchange).toBe(last[at]));
  });

  it('changes the turn that an event belongs to and no other', () => {
    const events = story();
    const at = events.findIndex(({ type, turn }) => type === 'observation' && turn === 2);
    const { before, after } = grow(events).steps[at] ?? { before: [], after: [] };
    expect(after[0]?.turns[0]).toBe(before[0]?.turns[0]);
    expect(after[0]?.turns[1]).not.toBe(before[0]?.turns[1]);
  });

  it('leaves finished questions alone while the next one streams', () => {
    const { before, after } = grow(story()).steps.at(-2) ?? { before: [], after: [] };
    expect(before.length).toBe(2);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });
});
