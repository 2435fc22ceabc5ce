import { linesInString } from './pythonText.ts';
import { unchanged, type Repaired } from './repaired.ts';

/**
 * Replaces tabs by four spaces where a cell mixes both in its indentation, which Python refuses. A cell that uses
 * only tabs is left alone, and so is one in which a tab follows spaces: what it meant cannot be known.
 */
export function repairTabs(code: string): Repaired {
  const inString = linesInString(code);
  const lines = code.split('\n');
  const indents = lines.map((line, index) =>
    inString[index] ? '' : (/^[ \t]+(?=\S)/u.exec(line)?.[0] ?? ''),
  );
  const withTabs = indents.some((indent) => indent.includes('\t'));
  const withSpaces = indents.some((indent) => indent.includes(' '));
  if (!withTabs || !withSpaces || indents.some((indent) => / \t/u.test(indent)))
    return unchanged(code);
  // Spaces in steps of four: only then does a tab stand for the same step.
  if (indents.some((indent) => indent.replaceAll('\t', '').length % 4 !== 0))
    return unchanged(code);
  const mended = lines.map((line, index) => {
    const indent = indents[index] ?? '';
    return indent.replaceAll('\t', '    ') + line.slice(indent.length);
  });
  return {
    code: mended.join('\n'),
    repairs: ['Tabs in the indentation were replaced by four spaces, as the other lines have.'],
  };
}
