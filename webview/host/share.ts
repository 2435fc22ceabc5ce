import type { PanelEvent } from '../../src/panel/protocol.ts';
import type { Exchange, Rerun, Turn } from '../../src/runs/timeline.ts';

/**
 * The new timeline with every part that did not change taken from the old one, so that a component can tell by identity that
 * it has nothing to draw.
 */
export function shareExchanges(
  before: readonly Exchange<PanelEvent>[],
  after: readonly Exchange<PanelEvent>[],
): readonly Exchange<PanelEvent>[] {
  return after.map((exchange, index) => {
    const old = before[index];
    if (!old) return exchange;
    const turns = shareList(
      old.turns,
      exchange.turns.map((turn, at) => shareTurn(old.turns[at], turn)),
    );
    const notices = shareList(old.notices, exchange.notices);
    return shareObject(old, { ...exchange, turns, notices });
  });
}

function shareTurn(old: Turn<PanelEvent> | undefined, turn: Turn<PanelEvent>): Turn<PanelEvent> {
  if (!old) return turn;
  const reruns = turn.reruns.map((rerun, at) =>
    shareObject<Rerun<PanelEvent>>(old.reruns[at], rerun),
  );
  return shareObject(old, { ...turn, reruns: shareList(old.reruns, reruns) });
}

function shareList<T>(old: readonly T[], list: readonly T[]): readonly T[] {
  const same = old.length === list.length && list.every((item, at) => Object.is(item, old[at]));
  return same ? old : list;
}

function shareObject<T extends object>(old: T | undefined, object: T): T {
  if (!old) return object;
  const keys = Object.keys(object) as (keyof T)[];
  const same =
    keys.length === Object.keys(old).length &&
    keys.every((key) => Object.is(object[key], old[key]));
  return same ? old : object;
}
