import type {
  AnswerEvent,
  CodeEvent,
  FailedEvent,
  NoticeEvent,
  ObservationEvent,
  RunEvent,
  StartedEvent,
} from '../reasoning/events.ts';

/** One turn, put together from its events. */
export interface Turn {
  readonly number: number;
  readonly thought: string;
  readonly code?: CodeEvent;
  readonly observation?: ObservationEvent;
}

/** One question and all that followed until the next question. */
export interface Exchange {
  readonly started: StartedEvent;
  readonly turns: readonly Turn[];
  readonly notices: readonly NoticeEvent[];
  readonly answer?: AnswerEvent;
  readonly failed?: FailedEvent;
  /** Milliseconds from the question to the last event. */
  readonly durationMs: number;
}

type Open<T> = { -readonly [K in keyof T]: T[K] };
interface OpenExchange extends Open<Exchange> {
  turns: Open<Turn>[];
  notices: NoticeEvent[];
}

/** Puts the events of a run together into questions and turns, in the order in which they happened. */
export function timeline(events: readonly RunEvent[]): readonly Exchange[] {
  const exchanges: OpenExchange[] = [];
  for (const event of events) {
    if (event.type === 'started') {
      exchanges.push({ started: event, turns: [], notices: [], durationMs: 0 });
      continue;
    }
    const exchange = exchanges.at(-1);
    if (!exchange) continue;
    add(exchange, event);
    exchange.durationMs = milliseconds(exchange.started.time, event.time);
  }
  return exchanges;
}

function add(exchange: OpenExchange, event: Exclude<RunEvent, StartedEvent>): void {
  switch (event.type) {
    case 'thoughtDelta': {
      const turn = turnOf(exchange, event.turn);
      turn.thought += event.text;
      return;
    }
    case 'code':
      turnOf(exchange, event.turn).code = event;
      return;
    case 'observation':
      turnOf(exchange, event.turn).observation = event;
      return;
    case 'notice':
      exchange.notices.push(event);
      return;
    case 'answer':
      exchange.answer = event;
      return;
    case 'failed':
      exchange.failed = event;
  }
}

function turnOf(exchange: OpenExchange, number: number): Open<Turn> {
  const last = exchange.turns.at(-1);
  if (last?.number === number) return last;
  const turn: Open<Turn> = { number, thought: '' };
  exchange.turns.push(turn);
  return turn;
}

function milliseconds(from: string, to: string): number {
  const span = Date.parse(to) - Date.parse(from);
  return Number.isFinite(span) ? Math.max(0, span) : 0;
}
