import type { PanelEvent } from '../../panel/protocol.ts';
import type { Asked } from './parts.ts';

/** The question that was asked last, with its region; undefined when none was. */
export function lastQuestion(events: readonly PanelEvent[]): Asked | undefined {
  const started = events.findLast((event) => event.type === 'started');
  if (!started) return undefined;
  const { question, region, regionFigure = 'image_1' } = started;
  return { question, ...(region && { region: { figure: regionFigure, box: region } }) };
}
