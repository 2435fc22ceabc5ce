import type { Observation } from '../sandbox.ts';

/** Times a cell may be repeated with the same result before the question is given up. */
export const MAX_REPEATS = 3;

/** Notices when a model runs the same cell again and again with the same result. */
export class RepeatWatch {
  readonly #results = new Map<string, { turn: number; times: number }>();

  /**
   * Takes note of a cell and what it gave.
   * @returns the turn that had the same, and how often it has been repeated; undefined the first time
   */
  note(turn: number, code: string, observation: Observation): RepeatedCell | undefined {
    const { stdout, value, error, images } = observation;
    const looks = images.map(({ stats, frame, width, height }) => [stats, frame, width, height]);
    const key = JSON.stringify([code.trim(), stdout, value, error, looks]);
    const known = this.#results.get(key);
    if (!known) {
      this.#results.set(key, { turn, times: 0 });
      return undefined;
    }
    known.times += 1;
    return { ...known };
  }
}

/** A cell that was run before, with the same result. */
export interface RepeatedCell {
  readonly turn: number;
  readonly times: number;
}
