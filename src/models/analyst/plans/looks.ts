import type { Look } from '../step.ts';

/** The looks of a plan, taken one after the other. */
export class Looks {
  #next = 0;

  constructor(private readonly looks: readonly Look[]) {}

  /** The next look, or undefined when it has not been taken yet. */
  take(): Look | undefined {
    const look = this.looks[this.#next];
    this.#next += 1;
    return look;
  }
}

/** Why a look gave nothing, as part of a sentence. */
export function failureOf(look: Look): string {
  if (look.error === undefined) return 'the cell printed no result';
  return `${look.error.type}: ${look.error.message}`;
}
