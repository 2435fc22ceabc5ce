/** A `\boxed{…}` in a text: its content, and where it stands. */
export interface Boxed {
  readonly content: string;
  readonly start: number;
  readonly end: number;
}

/** The last `\boxed{…}` whose braces are balanced, or undefined. */
export function lastBoxed(text: string): Boxed | undefined {
  for (let from = text.length; ;) {
    const start = text.lastIndexOf('\\boxed{', from);
    if (start < 0) return undefined;
    const open = start + '\\boxed{'.length;
    const close = closingBrace(text, open);
    if (close !== undefined) return { content: text.slice(open, close), start, end: close + 1 };
    if (start === 0) return undefined;
    from = start - 1;
  }
}

function closingBrace(text: string, from: number): number | undefined {
  let depth = 1;
  for (let index = from; index < text.length; index += 1) {
    const char = text[index];
    if (char === '\\') index += 1;
    else if (char === '{') depth += 1;
    else if (char === '}') {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return undefined;
}
