import { repairCv2 } from './cv2.ts';
import { repairFences } from './fences.ts';
import { repairIndent } from './indent.ts';
import { repairPaths } from './paths.ts';
import { repairQuotes } from './quotes.ts';
import { repairTabs } from './tabs.ts';
import type { Repair, RepairContext, Repaired } from './repaired.ts';

export type { RepairContext, Repaired } from './repaired.ts';

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
