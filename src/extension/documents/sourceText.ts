import type { NamedImage } from './namedImage.ts';

type Span = Pick<NamedImage, 'line' | 'start' | 'end' | 'from' | 'to'>;

/** Finds lines and columns of offsets in a text. */
export class Lines {
  readonly #starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  /** Line with this offset. */
  line(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Where a part of the text lies: its first line, and its columns there. */
  span(from: number, to: number): Span {
    const line = this.line(from);
    const begin = this.#starts[line] ?? 0;
    const next = this.#starts[line + 1];
    const end = next === undefined ? to : Math.min(to, next - 1);
    return { line, start: from - begin, end: end - begin, from: line, to: this.line(to - 1) };
  }
}

/** The text with spaces for everything that matches, so that offsets stay. */
export function blanked(text: string, pattern: RegExp): string {
  return text.replace(pattern, (match) => match.replace(/[^\r\n]/g, ' '));
}

/**
 * The text with spaces for everything from a beginning to its end, to the end of the text where that is missing.
 * @param opening with the `g` flag
 * @param closing what ends the part that this match begins
 */
export function blankedBetween(
  text: string,
  opening: RegExp,
  closing: (match: RegExpExecArray) => string,
): string {
  const parts: string[] = [];
  let kept = 0;
  for (const match of text.matchAll(opening)) {
    if (match.index < kept) continue;
    const end = closing(match);
    const found = text.indexOf(end, match.index + match[0].length);
    const until = found < 0 ? text.length : found + end.length;
    parts.push(text.slice(kept, match.index), blanked(text.slice(match.index, until), /.+/g));
    kept = until;
  }
  return parts.join('') + text.slice(kept);
}
