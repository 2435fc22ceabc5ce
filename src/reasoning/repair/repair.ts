import type { PromptFigure } from '../prompt/context.ts';
import { repairCv2 } from './cv2.ts';
import { repairFences } from './fences.ts';
import { repairIndent } from './indent.ts';
import { repairPaths } from './paths.ts';
import { repairQuotes } from './quotes.ts';
import { repairTabs } from './tabs.ts';

/** What a repair may know of the run. */
export interface RepairContext {
  readonly figures: readonly Pick<PromptFigure, 'id' | 'name'>[];
}

/** One repair: the code afterwards, and sentences for model and user about what was changed. */
export interface Repaired {
  readonly code: string;
  readonly repairs: readonly string[];
}

export type Repair = (code: string, context: RepairContext) => Repaired;

/** The order matters: tabs and fences first, so that indentation can be compared. */
const REPAIRS: readonly Repair[] = [
  repairFences,
  repairTabs,
  repairIndent,
  repairQuotes,
  repairCv2,
  repairPaths,
];

/**
 * Mends slips of models that would only cost a turn. Every change is stated; none changes which statement
 * belongs to which block.
 */
export function repairCode(code: string, context: RepairContext): Repaired {
  let current = code;
  const repairs: string[] = [];
  for (const repair of REPAIRS) {
    const result = repair(current, context);
    if (result.code === current) continue;
    current = result.code;
    repairs.push(...result.repairs);
  }
  return { code: current, repairs };
}

/** Nothing to mend. */
export function unchanged(code: string): Repaired {
  return { code, repairs: [] };
}
