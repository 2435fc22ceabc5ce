import { linesInString } from './pythonText.ts';
import { unchanged, type Repaired } from './repaired.ts';

/** Takes Markdown fences out that were left in a cell. */
export function repairFences(code: string): Repaired {
  const inString = linesInString(code);
  const lines = code.split('\n');
  const kept = lines.filter(
    (line, index) => inString[index] || !/^\s*```[a-z0-9]*\s*$/iu.test(line),
  );
  if (kept.length === lines.length) return unchanged(code);
  return { code: kept.join('\n'), repairs: ['Markdown fences in the cell were taken out.'] };
}
