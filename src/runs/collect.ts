import type {
  AnswerEvent,
  GainCheckedEvent,
  ObservationEvent,
  ObservedImage,
  RunEvent,
} from '../reasoning/events.ts';
import type { RunResult } from './result.ts';
import { timeline, type Exchange, type Turn } from './timeline.ts';
import { totalUsage } from './usage.ts';

type ImagePath = (image: ObservedImage) => string;

/**
 * The result of a run as `--json` prints it: its last question, with earlier ones of the same run in short.
 * @param imagePath where an image was saved
 * @throws Error when no question was asked, which is a mistake of the caller
 */
export function collect(events: readonly RunEvent[], imagePath: ImagePath = () => ''): RunResult {
  const exchanges = timeline(events);
  const last = exchanges.at(-1);
  if (!last) throw new Error('A run without a question has no result.');
  const { started, answer, failed, gainCheck } = last;
  const usage = totalUsage(last);
  return {
    schema: 'figscope.run/1',
    run: started.run,
    question: started.question,
    ...answered(last),
    ...pick(answer, ['value', 'unit', 'uncertainty', 'unbacked']),
    evidence: answer?.evidence ?? [],
    ...(gainCheck ? { gainCheck: gainResult(gainCheck) } : {}),
    ...(usage ? { usage } : {}),
    ...(last.answerOutdated ? { answerOutdated: true as const } : {}),
    ...(failed ? { failure: { kind: failed.kind, message: failed.message } } : {}),
    model: started.model,
    mode: started.mode,
    ...pick(started, ['region', 'regionFigure']),
    figures: started.figures.map(({ preview: _, ...figure }) => figure),
    turns: last.turns.map((turn) => turnResult(turn, answer, imagePath)),
    notices: last.notices.map(({ level, text }) => ({ level, text })),
    timings: {
      totalMs: last.durationMs,
      cellsMs: last.turns.reduce((sum, turn) => sum + (turn.observation?.durationMs ?? 0), 0),
    },
    earlier: exchanges
      .slice(0, -1)
      .map((exchange) => ({ question: exchange.started.question, ...answered(exchange) })),
  };
}

function answered({ answer }: Exchange): { answer: string; answered: boolean } {
  return { answer: answer?.text ?? '', answered: answer?.answered ?? false };
}

function gainResult({
  effect,
  text,
  withheld,
  without,
}: GainCheckedEvent): NonNullable<RunResult['gainCheck']> {
  return { effect, text, withheld, without };
}

function turnResult(
  turn: Turn,
  answer: AnswerEvent | undefined,
  imagePath: ImagePath,
): RunResult['turns'][number] {
  const { number, thought, code, observation, reruns, outdated, retry } = turn;
  const usage = code?.usage ?? (answer?.turn === number ? answer.usage : undefined);
  return {
    turn: number,
    thought: thought.trim(),
    ...(retry ? { retry: retry.text } : {}),
    ...pick(code, ['code']),
    ...(usage ? { usage } : {}),
    ...(code?.repairs.length ? { repairs: code.repairs } : {}),
    ...(observation ? { observation: observationResult(observation, imagePath) } : {}),
    ...(reruns.length
      ? {
          reruns: reruns.map((rerun) => ({
            code: rerun.code.code,
            ...(rerun.observation
              ? { observation: observationResult(rerun.observation, imagePath) }
              : {}),
          })),
        }
      : {}),
    ...(outdated ? { outdated: true as const } : {}),
  };
}

function observationResult(
  observation: ObservationEvent,
  imagePath: ImagePath,
): NonNullable<RunResult['turns'][number]['observation']> {
  const { stdout, stderr, images, notes, durationMs } = observation;
  return {
    stdout,
    ...(stderr ? { stderr } : {}),
    ...pick(observation, ['value', 'error']),
    images: images.map((image) => ({
      name: image.name,
      path: imagePath(image),
      width: image.width,
      height: image.height,
      ...pick(image, ['title', 'frame']),
      gain: image.gain,
    })),
    ...(notes.length ? { notes } : {}),
    durationMs,
  };
}

/** The named fields of an object that it has. */
function pick<T extends object, K extends keyof T>(
  from: T | undefined,
  keys: readonly K[],
): { [P in K]?: Exclude<T[P], undefined> } {
  const picked: { [P in K]?: Exclude<T[P], undefined> } = {};
  for (const key of keys) {
    const value = from?.[key];
    if (value !== undefined) picked[key] = value as Exclude<T[K], undefined>;
  }
  return picked;
}
