import type { AnswerEvent, FailedEvent } from '../../../src/reasoning/events.ts';
import type { StoredEvent } from '../../../src/runs/storedEvents.ts';
import { timeline, type Exchange } from '../../../src/runs/timeline.ts';

interface Ending {
  readonly answer?: Partial<AnswerEvent>;
  readonly failed?: Pick<FailedEvent, 'kind' | 'message'>;
  readonly path?: string;
}

/** A question about cells.png that took one turn, as it is stored, with the ending that a test wants. */
export function exchangeOf({ answer, failed, path }: Ending): Exchange<StoredEvent> {
  const base = { run: 'r1', turn: 1, time: '2026-01-01T00:00:00Z' };
  const stats = { dhash: '0'.repeat(16), spread: 1 };
  const preview = { file: 'preview.png', width: 4, height: 3, stats };
  const cells = { id: 'image_1', name: 'cells.png', width: 4, height: 3, preview };
  const events: StoredEvent[] = [
    {
      ...base,
      type: 'started',
      question: 'How many?',
      mode: 'auto',
      model: { id: 'm', label: 'Model M', profile: 's1vl' },
      figures: [{ ...cells, ...(path !== undefined && { path }) }],
      followUp: false,
    },
    { ...base, type: 'thoughtDelta', text: 'Count them.' },
    { ...base, type: 'notice', level: 'info', text: 'by the way' },
    { ...base, type: 'notice', level: 'warning', text: 'mind this' },
  ];
  if (answer)
    events.push({
      ...base,
      type: 'answer',
      text: '',
      answered: true,
      evidence: [],
      durationMs: 1,
      ...answer,
    });
  if (failed) events.push({ ...base, type: 'failed', ...failed });
  const [exchange] = timeline(events);
  if (!exchange) throw new Error('There is no question.');
  return exchange;
}
