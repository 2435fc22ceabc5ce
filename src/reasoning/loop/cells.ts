import type { RunEvent } from '../events.ts';
import type { Observation } from '../sandbox.ts';

/** A cell by the turn that it belongs to. */
export interface Cell {
  readonly turn: number;
  readonly code: string;
  /** Did it end without an error? */
  readonly ok: boolean;
  /** False for a cell that ended its process: running it again would do so again. */
  readonly repeatable: boolean;
}

type Outcome = Pick<Observation, 'error' | 'stateLost'>;

const ENDS_PROCESS = new Set(['TimeLimit', 'MemoryLimit', 'SandboxDied']);

/** The cells of a run: the latest of each turn, and those whose variables the interpreter should hold now. */
export class Cells {
  readonly #latest = new Map<number, Cell>();
  readonly #reruns = new Map<number, number>();
  #live: readonly Cell[] = [];

  /** Notes that a cell has run after the live ones. */
  ran(turn: number, code: string, { error, stateLost }: Outcome): void {
    const repeatable = !(error && ENDS_PROCESS.has(error.type));
    const cell = { turn, code, ok: !error, repeatable };
    this.#latest.set(turn, cell);
    this.#live = [...(stateLost ? [] : this.#live), cell];
  }

  /** Notes that a changed cell has run at its place, after those before it. */
  reran(turn: number, code: string, outcome: Outcome): void {
    this.#live = this.before(turn);
    this.ran(turn, code, { ...outcome, stateLost: false });
  }

  /** Counts one more re-run of a turn, and gives its number. */
  countRerun(turn: number): number {
    const number = (this.#reruns.get(turn) ?? 0) + 1;
    this.#reruns.set(turn, number);
    return number;
  }

  /** Is there a cell in this turn? */
  has(turn: number): boolean {
    return this.#latest.has(turn);
  }

  /** Has any of them ended without an error? */
  get hasResult(): boolean {
    return [...this.#latest.values()].some(({ ok }) => ok);
  }

  /** The cells that a cell of this turn has before it, in order, as they stand now. */
  before(turn: number): readonly Cell[] {
    return [...this.#latest.values()]
      .filter((cell) => cell.turn < turn)
      .sort((a, b) => a.turn - b.turn);
  }

  get live(): readonly Cell[] {
    return this.#live;
  }

  /** Puts the cells of a recorded run in. */
  restore(events: readonly RunEvent[]): void {
    let code: string | undefined;
    for (const event of events) {
      if (event.type === 'code') {
        code = event.code;
        if (event.rerun !== undefined) this.#reruns.set(event.turn, event.rerun);
      }
      if (event.type !== 'observation' || code === undefined) continue;
      if (event.rerun === undefined) this.ran(event.turn, code, event);
      else this.reran(event.turn, code, event);
    }
  }
}
