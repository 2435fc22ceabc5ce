import type { RunEvent } from '../reasoning/events.ts';
import type { StoredEvent } from './storedEvents.ts';

/** Events as they are in memory, or as they are stored, with file names for images. */
type AnyEvent = RunEvent | StoredEvent;
type Of<E extends AnyEvent, T extends AnyEvent['type']> = Extract<E, { type: T }>;

/** A turn's cell as a person changed it and ran it again. */
export interface Rerun<E extends AnyEvent = RunEvent> {
  /** From 1. */
  readonly number: number;
  readonly code: Of<E, 'code'>;
  readonly observation?: Of<E, 'observation'>;
  /** It was stopped, or could not be run. */
  readonly failed?: Of<E, 'failed'>;
}

/** One turn, put together from its events. */
export interface Turn<E extends AnyEvent = RunEvent> {
  readonly number: number;
  readonly thought: string;
  /** Its reply broke off and was asked for once more; the thought is that of the second reply. */
  readonly retry?: Of<E, 'retry'>;
  readonly code?: Of<E, 'code'>;
  readonly observation?: Of<E, 'observation'>;
  readonly reruns: readonly Rerun<E>[];
  /** True when a cell before it has been changed and run again since. */
  readonly outdated: boolean;
}

/** One question and all that followed until the next question. */
export interface Exchange<E extends AnyEvent = RunEvent> {
  readonly started: Of<E, 'started'>;
  readonly turns: readonly Turn<E>[];
  readonly notices: readonly Of<E, 'notice'>[];
  readonly answer?: Of<E, 'answer'>;
  /** Whether the answer is another one without the images of the cells, when that was checked. */
  readonly gainCheck?: Of<E, 'gainChecked'>;
  /** True when a cell before the answer has been changed and run again since. */
  readonly answerOutdated: boolean;
  readonly failed?: Of<E, 'failed'>;
  /** Milliseconds from the question to its last event; re-runs do not count. */
  readonly durationMs: number;
}

type Open<T> = { -readonly [K in keyof T]: T[K] };
interface OpenTurn<E extends AnyEvent> extends Open<Omit<Turn<E>, 'reruns'>> {
  reruns: Open<Rerun<E>>[];
}
interface OpenExchange<E extends AnyEvent> extends Open<Omit<Exchange<E>, 'turns' | 'notices'>> {
  turns: OpenTurn<E>[];
  notices: Of<E, 'notice'>[];
}

/** Puts the events of a run together into questions and turns, in the order in which they happened. */
export function timeline<E extends AnyEvent>(events: readonly E[]): readonly Exchange<E>[] {
  const exchanges: OpenExchange<E>[] = [];
  for (const event of events) {
    if (is(event, 'started')) {
      exchanges.push({
        started: event,
        turns: [],
        notices: [],
        answerOutdated: false,
        durationMs: 0,
      });
      continue;
    }
    const exchange = exchanges.at(-1);
    if (!exchange) continue;
    if ('rerun' in event && event.rerun !== undefined) {
      addRerun(exchanges, event, event.rerun);
      continue;
    }
    add(exchange, event);
    // Checked on request, at any time after the answer; a notice may tell why there is no result.
    if (is(event, 'gainChecked') || (exchange.answer && is(event, 'notice'))) continue;
    exchange.durationMs = milliseconds(exchange.started.time, event.time);
  }
  return exchanges;
}

/** The code that a turn stands with now: as last changed, else as it ran first. */
export function latestCode<E extends AnyEvent>(turn: Turn<E>): string | undefined {
  return (turn.reruns.at(-1)?.code ?? turn.code)?.code;
}

function is<E extends AnyEvent, T extends E['type']>(event: E, type: T): event is Of<E, T> {
  return event.type === type;
}

function add<E extends AnyEvent>(exchange: OpenExchange<E>, event: E): void {
  if (is(event, 'thoughtDelta')) turnOf(exchange, event.turn).thought += event.text;
  else if (is(event, 'retry'))
    Object.assign(turnOf(exchange, event.turn), { thought: '', retry: event });
  else if (is(event, 'gainChecked')) exchange.gainCheck = event;
  else if (is(event, 'code')) turnOf(exchange, event.turn).code = event;
  else if (is(event, 'observation')) turnOf(exchange, event.turn).observation = event;
  else if (is(event, 'notice')) exchange.notices.push(event);
  else if (is(event, 'answer')) exchange.answer = event;
  else if (is(event, 'failed')) exchange.failed = event;
}

/** A re-run belongs to the turn that it changes, in whichever question that was, and makes what followed out of date. */
function addRerun<E extends AnyEvent>(
  exchanges: readonly OpenExchange<E>[],
  event: E,
  number: number,
): void {
  const turn = exchanges.flatMap(({ turns }) => turns).find((one) => one.number === event.turn);
  if (!turn) return;
  if (is(event, 'code')) {
    turn.reruns.push({ number, code: event });
    turn.outdated = false;
    for (const exchange of exchanges) {
      for (const later of exchange.turns) if (later.number > turn.number) later.outdated = true;
      if (exchange.answer && exchange.answer.turn > turn.number) exchange.answerOutdated = true;
    }
    return;
  }
  const rerun = turn.reruns.at(-1);
  if (rerun?.number !== number) return;
  if (is(event, 'observation')) rerun.observation = event;
  else if (is(event, 'failed')) rerun.failed = event;
}

function turnOf<E extends AnyEvent>(exchange: OpenExchange<E>, number: number): OpenTurn<E> {
  const last = exchange.turns.at(-1);
  if (last?.number === number) return last;
  const turn: OpenTurn<E> = { number, thought: '', reruns: [], outdated: false };
  exchange.turns.push(turn);
  return turn;
}

function milliseconds(from: string, to: string): number {
  const span = Date.parse(to) - Date.parse(from);
  return Number.isFinite(span) ? Math.max(0, span) : 0;
}
