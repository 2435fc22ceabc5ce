import type { ModelChoice, PanelEvent } from '../../panel/protocol.ts';
import { timeline } from '../../runs/timeline.ts';

/**
 * Can the last question be asked once more without the images of its cells? It has an answer, cells have shown images, and the model that
 * answered is still the chosen one and sees images.
 */
export function mayCheckGain(events: readonly PanelEvent[], model: ModelChoice): boolean {
  const exchanges = timeline(events);
  const last = exchanges.at(-1);
  if (!last?.answer || last.started.model.id !== model.id || model.images === false) return false;
  return exchanges.some(({ turns }) =>
    turns.some(({ observation }) => (observation?.images.length ?? 0) > 0),
  );
}
