import type { NoticeEvent, RunEvent } from '../events.ts';

type Bare<E> = E extends RunEvent ? Omit<E, 'run' | 'turn' | 'time'> : never;
type Told<B> = B extends { readonly type: infer T } ? Extract<RunEvent, { type: T }> : never;

/** Makes the events of a run: each gets the run's name, the turn and the time. */
export class Teller {
  /** Number of the present turn. */
  turn: number;
  readonly run: string;
  /** The clock of the events. */
  readonly now: () => Date;

  constructor(run: string, turn: number, now: () => Date) {
    this.run = run;
    this.turn = turn;
    this.now = now;
  }

  event<B extends Bare<RunEvent>>(bare: B): Told<B> {
    const { run, turn } = this;
    return { run, turn, time: this.now().toISOString(), ...bare } as unknown as Told<B>;
  }

  notice(text: string, level: NoticeEvent['level'] = 'info'): NoticeEvent {
    return this.event({ type: 'notice', level, text });
  }

  *notices(words: readonly Pick<NoticeEvent, 'level' | 'text'>[]): Iterable<RunEvent> {
    for (const { level, text } of words) yield this.notice(text, level);
  }
}
