import { codeOnly, mapCode } from './pythonText.ts';
import { unchanged, type RepairContext, type Repaired } from './repaired.ts';

/** `cv.`, `cv3.`, `cv4.` and `CV.` become `cv2.` where no cell gives that name a meaning. */
export function repairCv2(code: string, { earlier }: RepairContext): Repaired {
  const bare = codeOnly(code);
  const all = [...earlier.map(codeOnly), bare].join('\n');
  const repairs: string[] = [];
  let mended = code;
  for (const name of ['cv', 'cv3', 'cv4', 'CV', 'CV2']) {
    const use = new RegExp(`(?<![\\w.])${name}(?=\\.[A-Za-z_])`, 'gu');
    if (!use.test(bare) || givesMeaning(all, name)) continue;
    mended = mapCode(mended, (text) => text.replace(use, 'cv2'));
    repairs.push(`"${name}." was read as "cv2.".`);
  }
  return repairs.length ? { code: mended, repairs } : unchanged(code);
}

/** Is the name imported, assigned, a parameter, a loop variable or the like anywhere? */
function givesMeaning(bare: string, name: string): boolean {
  const patterns = [
    `\\b(?:import|as)\\b[^\\n]*(?<![\\w.])${name}\\b`,
    `(?<![\\w.])${name}\\b(?:\\s*,[^=\\n]*)?\\s*(?::[^=\\n]*)?(?:[-+*/%&|^@]|//|\\*\\*|<<|>>)?=(?!=)`,
    `,\\s*${name}\\b[^=\\n()]*=(?!=)`,
    `\\bfor\\b[^\\n]*(?<![\\w.])${name}\\b[^\\n]*\\bin\\b`,
    `\\b(?:def|class|global|nonlocal|del)\\s+${name}\\b`,
    `\\bdef\\b[^\\n]*[(,]\\s*\\*{0,2}${name}\\b`,
    `\\blambda\\b[^:\\n]*(?<![\\w.])${name}\\b`,
    `(?<![\\w.])${name}\\s*:=`,
  ];
  return patterns.some((pattern) => new RegExp(pattern, 'u').test(bare));
}
