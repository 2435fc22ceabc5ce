import { InferenceError } from '../errors.ts';
import type { AddedToken } from './addedTokens.ts';

/** Private use: a character that neither template nor contents have marks the places while a template is rendered. */
const PRIVATE = /[\ue000-\uf8ff]|[\u{f0000}-\u{ffffd}]/gu;
const RANGES = [
  [0xe000, 0xf8ff],
  [0xf0000, 0xffffd],
] as const;

/** Marks (`<think>`, `</tool_response>`) that replies and wrapped results are made of, as against `<|im_end|>`. */
const TAG = /^<\/?\w+>$/;

/**
 * Keeps contents from being taken for marks of a template: a content that has the text of a special token gets an invisible mark
 * before it while the template is rendered; behind it, the marks become barriers that no token begins at or reaches over. Templates
 * see everything else of a content as it is.
 */
export class Literals {
  readonly mark: string;
  readonly #special: LiteralSet;
  readonly #all: LiteralSet;

  /** @param taken texts in which the mark must not occur */
  constructor(tokens: readonly AddedToken[], taken: Iterable<string>) {
    this.mark = unused(taken);
    this.#special = literalSet(tokens.filter(({ text, special }) => special || !TAG.test(text)));
    this.#all = literalSet(tokens);
  }

  /** A content in which special tokens are mere text, while `<think>` and other tags keep their meaning. */
  withTags(text: string): string {
    return marked(text, this.#special, this.mark);
  }

  /** A content that is not to be trusted at all (output of code): no added token is more than text. */
  plain(text: string): string {
    return marked(text, this.#all, this.mark);
  }

  /** A rendered text without the marks, and where they were. */
  unmarked(rendered: string): { readonly text: string; readonly barriers: number[] } {
    // A template may have written the contents as ASCII JSON.
    const ascii = this.mark
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16)}`)
      .join('');
    const pieces = rendered.replaceAll(ascii, this.mark).split(this.mark);
    const barriers: number[] = [];
    let length = 0;
    for (const piece of pieces.slice(0, -1)) {
      length += piece.length;
      if (barriers.at(-1) !== length) barriers.push(length);
    }
    return { text: pieces.join(''), barriers };
  }
}

function unused(taken: Iterable<string>): string {
  const used = new Set<string>();
  for (const text of taken) for (const [found] of text.matchAll(PRIVATE)) used.add(found);
  for (const [first, last] of RANGES)
    for (let code = last; code >= first; code--) {
      const mark = String.fromCodePoint(code);
      if (!used.has(mark)) return mark;
    }
  throw new InferenceError('prompt', 'The conversation has every private character of Unicode.');
}

interface LiteralSet {
  readonly texts: readonly string[];
  readonly longest: number;
  /** Each place where one of them begins, even within another one. */
  readonly places: RegExp | undefined;
}

function literalSet(tokens: readonly AddedToken[]): LiteralSet {
  const texts = tokens.map(({ text }) => text);
  const pattern = texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|');
  return {
    texts,
    longest: Math.max(0, ...texts.map(({ length }) => length)),
    places: texts.length > 0 ? new RegExp(`(?=${pattern})`, 'g') : undefined,
  };
}

function marked(text: string, { texts, longest, places }: LiteralSet, mark: string): string {
  if (!places || text === '') return text;
  const at = new Set<number>();
  for (const { index } of text.matchAll(places)) at.add(index);
  // What could become a token together with what the template puts next to it.
  for (let i = Math.max(0, text.length - longest + 1); i < text.length; i++)
    if (texts.some((token) => token.startsWith(text.slice(i)))) at.add(i);
  const ends = (length: number): boolean =>
    texts.some((token) => token.endsWith(text.slice(0, length)));
  const inner = text.length < longest && texts.some((token) => token.includes(text));
  for (let length = 1; !at.has(0) && length <= Math.min(longest, text.length); length++)
    if (inner || ends(length)) at.add(0);
  if (at.size === 0) return text;
  let result = '';
  let from = 0;
  for (const index of [...at].sort((a, b) => a - b)) {
    result += text.slice(from, index) + mark;
    from = index;
  }
  return result + text.slice(from);
}
