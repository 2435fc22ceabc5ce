import { mapCode } from './pythonText.ts';
import { unchanged, type Repaired } from './repaired.ts';

/** Replaces typographic quotes that stand for string quotes. Those inside strings and comments stay. */
export function repairQuotes(code: string): Repaired {
  if (!/[“”„‘’‚]/u.test(code)) return unchanged(code);
  const mended = mapCode(code, (text) => text.replace(/[“”„]/gu, '"').replace(/[‘’‚]/gu, "'"));
  if (mended === code) return unchanged(code);
  return { code: mended, repairs: ['Typographic quotes were replaced by plain ones.'] };
}
