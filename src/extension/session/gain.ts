import type { ModelChoice, PanelEvent } from '../../panel/protocol.ts';
import { timeline, type Exchange } from '../../runs/timeline.ts';

/**
 * Can the last question be asked once more without the images of its cells? It has an answer, cells have shown images, and the model that
 * answered is still the chosen one and sees images.
 */
export function mayCheckGain(events: readonly PanelEvent[], model: ModelChoice): boolean {
  // Asked with every change of a session: the events are put together only where it may be true.
  if (model.images === false) return false;
  if (events.findLast((event) => event.type === 'started')?.model.id !== model.id) return false;
  const exchanges = timeline(events);
  const last = exchanges.at(-1);
  if (!last?.answer) return false;
  return exchanges.some((exchange) => cellsShowed(exchange, exchange !== last));
}

/** @param withReruns did a later question tell the model of cells that were changed and run again? */
function cellsShowed({ started, turns }: Exchange<PanelEvent>, withReruns: boolean): boolean {
  // The view of a region is part of the question, not what a cell of the model has shown.
  const own = started.region && turns[0]?.thought === '' ? turns.slice(1) : turns;
  const again = withReruns ? turns.flatMap(({ reruns }) => reruns) : [];
  return [...own, ...again].some(({ observation }) => (observation?.images.length ?? 0) > 0);
}
