import type { PromptFigure } from '../prompt/context.ts';

/** What a repair may know of the run. */
export interface RepairContext {
  readonly figures: readonly Pick<PromptFigure, 'id' | 'name'>[];
  /** Cells of the run that ran before in this interpreter: names they define have a meaning. */
  readonly earlier: readonly string[];
}

/** One repair: the code afterwards, and sentences for model and user about what was changed. */
export interface Repaired {
  readonly code: string;
  readonly repairs: readonly string[];
}

export type Repair = (code: string, context: RepairContext) => Repaired;

/** Nothing to mend. */
export function unchanged(code: string): Repaired {
  return { code, repairs: [] };
}
