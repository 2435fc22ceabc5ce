import type { RunHeader } from '../../runs/run.ts';
import type { StoredEvent } from '../../runs/storedEvents.ts';
import { timeline } from '../../runs/timeline.ts';
import type { RunSummary } from '../contracts.ts';

const MAX_OUTCOME = 200;

/** A run in one line; undefined when no question was ever asked in it. */
export function summarise(
  header: RunHeader,
  events: readonly StoredEvent[],
): RunSummary | undefined {
  const exchanges = timeline(events);
  const [first] = exchanges;
  const last = exchanges.at(-1);
  if (!first || !last) return undefined;
  const { answer, failed } = last;
  const state = failed
    ? 'failed'
    : !answer
      ? 'interrupted'
      : answer.answered
        ? 'answered'
        : 'notAnswered';
  return {
    id: header.run,
    created: new Date(header.created),
    question: first.started.question,
    figures: first.started.figures.map(({ name }) => name),
    state,
    outcome: firstLine(failed?.message ?? outcomeOf(answer)),
    model: last.started.model.label,
  };
}

/** An answer in a line; one that nothing backs is marked. */
function outcomeOf(answer: Extract<StoredEvent, { type: 'answer' }> | undefined): string {
  const text = withoutMarkup(answer?.text ?? '');
  return answer?.unbacked === undefined ? text : `⚠ ${text}`;
}

/** An answer is Markdown; in a list its words alone are wanted. */
function withoutMarkup(text: string): string {
  return text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/\*\*|__|`|^#+ /gm, '');
}

function firstLine(text: string): string {
  const line = text.split('\n').find((one) => one.trim() !== '') ?? '';
  return line.length > MAX_OUTCOME ? `${line.slice(0, MAX_OUTCOME)}…` : line;
}
