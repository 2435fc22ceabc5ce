import { codeOnly, linesInString } from './pythonText.ts';
import { unchanged, type Repaired } from './repaired.ts';

/**
 * Mends indentation of a whole cell in the two ways that cannot change what belongs to which block: an indent that
 * all lines share is taken away, and a first line that alone lacks (or alone has) that indent is put in line.
 */
export function repairIndent(code: string): Repaired {
  const lines = code.split('\n');
  const inString = linesInString(code);
  const continued = continuationLines(code);
  const starts = lines
    .map((line, index) => ({ line, index }))
    .filter(({ line, index }) => /\S/u.test(line) && !inString[index] && !continued[index])
    .filter(({ line }) => !/^\s*#/u.test(line));
  const [first, ...others] = starts;
  if (!first) return unchanged(code);

  const shared = commonIndent(others.map(({ line }) => line));
  const own = indentOf(first.line);
  if (others.length && shared && own === '' && !opensBlock(code, first.index, others[0]?.index))
    return dedent(
      lines,
      inString,
      shared,
      'All lines but the first were indented; the indent was taken away.',
    );
  if (own && (!others.length || (shared === '' && indentOf(others[0]?.line ?? '') === '')))
    return {
      code: lines.with(first.index, first.line.slice(own.length)).join('\n'),
      repairs: ['The first line was indented; its indent was taken away.'],
    };
  const all = commonIndent(starts.map(({ line }) => line));
  if (all)
    return dedent(lines, inString, all, 'The whole cell was indented; the indent was taken away.');
  return unchanged(code);
}

function dedent(
  lines: readonly string[],
  inString: readonly boolean[],
  indent: string,
  sentence: string,
): Repaired {
  const code = lines
    .map((line, index) =>
      !inString[index] && line.startsWith(indent) ? line.slice(indent.length) : line,
    )
    .join('\n');
  return { code, repairs: [sentence] };
}

function indentOf(line: string): string {
  return /^[ \t]*/u.exec(line)?.[0] ?? '';
}

function commonIndent(lines: readonly string[]): string {
  let common: string | undefined;
  for (const indent of lines.map(indentOf)) {
    if (common === undefined || common.startsWith(indent)) common = indent;
    else if (!indent.startsWith(common)) return '';
  }
  return common ?? '';
}

/**
 * Does the first statement open a block? Then the lines after it are its body, or were meant to be. That holds for
 * `if a: b` on one line too: what an indented line after it belongs to cannot be known.
 */
function opensBlock(code: string, first: number, next: number | undefined): boolean {
  const statement = codeOnly(code).split('\n').slice(first, next).join('\n').trim();
  return (
    /^(?:if|elif|else|for|while|with|try|except|finally|def|class|async|match|case)\b/u.test(
      statement,
    ) || statement.endsWith(':')
  );
}

/** For each line: does it continue a bracket or a backslash of the line before? Its indent means nothing. */
function continuationLines(code: string): boolean[] {
  let depth = 0;
  let slash = false;
  return codeOnly(code)
    .split('\n')
    .map((line) => {
      const continues = depth > 0 || slash;
      for (const char of line) {
        if ('([{'.includes(char)) depth += 1;
        else if (')]}'.includes(char)) depth = Math.max(0, depth - 1);
      }
      slash = line.trimEnd().endsWith('\\');
      return continues;
    });
}
