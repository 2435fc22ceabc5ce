/** A stretch of Python source: code, or a string or comment that a repair must not touch. */
export interface Stretch {
  readonly kind: 'code' | 'string' | 'comment';
  readonly text: string;
}

const TOKEN =
  /(?<comment>#[^\n]*)|(?<string>(?:\b[rRbBuUfF]{1,2})?(?:"""(?:[^\\]|\\[\s\S])*?(?:"""|$(?![\s\S]))|'''(?:[^\\]|\\[\s\S])*?(?:'''|$(?![\s\S]))|"(?:[^"\\\n]|\\[\s\S])*(?:"|$)|'(?:[^'\\\n]|\\[\s\S])*(?:'|$)))/gmu;

/** Splits Python source into code, strings and comments. Joined again they are the source. */
export function stretches(code: string): Stretch[] {
  const result: Stretch[] = [];
  let last = 0;
  for (const match of code.matchAll(TOKEN)) {
    if (match.index > last) result.push({ kind: 'code', text: code.slice(last, match.index) });
    const kind = match.groups?.['comment'] === undefined ? 'string' : 'comment';
    result.push({ kind, text: match[0] });
    last = match.index + match[0].length;
  }
  if (last < code.length) result.push({ kind: 'code', text: code.slice(last) });
  return result;
}

/** Applies `change` to the code stretches only. */
export function mapCode(code: string, change: (text: string) => string): string {
  return stretches(code)
    .map(({ kind, text }) => (kind === 'code' ? change(text) : text))
    .join('');
}

/** The source with strings and comments blanked out; lengths and lines stay. */
export function codeOnly(code: string): string {
  return stretches(code)
    .map(({ kind, text }) => (kind === 'code' ? text : text.replace(/[^\n]/gu, ' ')))
    .join('');
}

/** For each line: does it begin inside a string of several lines? Its white space is then content. */
export function linesInString(code: string): boolean[] {
  const inside = code.split('\n').map(() => false);
  let line = 0;
  for (const { kind, text } of stretches(code)) {
    const breaks = text.split('\n').length - 1;
    if (kind === 'string') for (let k = 1; k <= breaks; k += 1) inside[line + k] = true;
    line += breaks;
  }
  return inside;
}
