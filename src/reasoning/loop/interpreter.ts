import type { NoticeEvent, RunEvent } from '../events.ts';
import type { RunLimits } from '../limits.ts';
import type { Observation, Sandbox } from '../sandbox.ts';
import { untilAborted } from './abortable.ts';
import { Cells, type Cell } from './cells.ts';
import { cancelled, sandboxFailure } from './failure.ts';
import * as say from './wording.ts';

type Words = Pick<NoticeEvent, 'level' | 'text'>;

/** The Python of a run, and the cells that made its variables what they are. */
export class Interpreter {
  readonly #sandbox: Sandbox;
  readonly #limits: RunLimits;
  readonly #cells = new Cells();
  /** Has a cell run since Python was started? */
  #used = false;
  /** Does it lack variables of the live cells? */
  #behind: boolean;

  /** @param past events of a recorded run whose variables are to be brought back */
  constructor(sandbox: Sandbox, limits: RunLimits, past: readonly RunEvent[]) {
    this.#sandbox = sandbox;
    this.#limits = limits;
    this.#cells.restore(past);
    this.#behind = this.#cells.live.length > 0;
  }

  /** Code whose variables are there. */
  get earlier(): string[] {
    return this.#cells.live.map(({ code }) => code);
  }

  /** Has any cell of the run ended without an error? */
  get hasResult(): boolean {
    return this.#cells.hasResult;
  }

  /**
   * Number of the next re-run of a turn, from 1.
   * @throws Error when the turn has no cell
   */
  countRerun(turn: number): number {
    if (!this.#cells.has(turn)) throw new Error(`There is no cell in turn ${turn}.`);
    return this.#cells.countRerun(turn);
  }

  /** Runs the cell of a turn after all that has run. @throws RunFailure */
  async run(turn: number, code: string, signal: AbortSignal): Promise<Observation> {
    const observation = await this.#execute(code, signal);
    this.#cells.ran(turn, code, observation);
    return observation;
  }

  /** Runs a changed cell after those of the turns before it, in Python afresh. @throws RunFailure */
  async runChanged(
    turn: number,
    code: string,
    signal: AbortSignal,
  ): Promise<{ observation: Observation; notices: Words[] }> {
    const notices = await this.#runAgain(this.#cells.before(turn), signal);
    const observation = await this.#execute(code, signal);
    this.#cells.reran(turn, code, observation);
    this.#behind = false;
    return { observation, notices };
  }

  /** Brings variables back that a re-opened run or a stopped re-run lacks. @throws RunFailure */
  async catchUp(signal: AbortSignal): Promise<Words[]> {
    if (!this.#behind) return [];
    const notices = await this.#runAgain(this.#cells.live, signal);
    this.#behind = false;
    return notices;
  }

  async #runAgain(cells: readonly Cell[], signal: AbortSignal): Promise<Words[]> {
    this.#behind = true;
    if (this.#used) await this.#restart(signal);
    const notices: Words[] = [];
    for (const { turn, code, ok, repeatable } of cells) {
      if (!repeatable) continue;
      const { error } = await this.#execute(code, signal);
      if (error && ok) notices.push({ level: 'warning', text: say.differsNow(turn, error) });
    }
    if (cells.length > 0)
      notices.push({ level: 'info', text: say.ranAgain(cells.map(({ turn }) => turn)) });
    return notices;
  }

  async #restart(signal: AbortSignal): Promise<void> {
    try {
      await untilAborted(this.#sandbox.restart(), signal);
      this.#used = false;
    } catch (error) {
      throw sandboxFailure(error);
    }
  }

  async #execute(code: string, signal: AbortSignal): Promise<Observation> {
    const { cell, maxImagePixels } = this.#limits;
    const limits = { ...cell, imagePixels: Math.min(cell.imagePixels, maxImagePixels) };
    try {
      if (signal.aborted) throw cancelled();
      this.#used = true;
      return await untilAborted(this.#sandbox.run(code, limits, signal), signal);
    } catch (error) {
      throw sandboxFailure(error);
    }
  }
}
