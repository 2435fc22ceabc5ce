/** A token that is looked for in the text itself, before the text is cut into words: `<|im_end|>`, `<think>`. */
export interface AddedToken {
  readonly id: number;
  readonly text: string;
  /** Has to do with the form of a conversation; never part of what is shown. */
  readonly special: boolean;
  /** Takes the white space before or behind it along. */
  readonly leftStrip: boolean;
  readonly rightStrip: boolean;
  /** Only where no word goes on at either side. */
  readonly singleWord: boolean;
}

/** An added token in a text; `start` and `end` are offsets in UTF-16 units, stripped white space included. */
export interface AddedTokenMatch {
  readonly token: AddedToken;
  readonly start: number;
  readonly end: number;
}

/** Finds added tokens in texts: leftmost first, of several the longest, as Hugging Face's `tokenizers` does. */
export class AddedTokens {
  readonly list: readonly AddedToken[];
  readonly #byText = new Map<string, AddedToken>();
  readonly #byId = new Map<number, AddedToken>();
  readonly #pattern: RegExp | undefined;

  constructor(list: readonly AddedToken[]) {
    this.list = list.filter(({ text }) => text !== '');
    for (const token of this.list) {
      this.#byText.set(token.text, token);
      this.#byId.set(token.id, token);
    }
    const longestFirst = [...this.#byText.keys()].sort((a, b) => b.length - a.length);
    this.#pattern =
      longestFirst.length > 0 ? new RegExp(longestFirst.map(escaped).join('|'), 'g') : undefined;
  }

  byText(text: string): AddedToken | undefined {
    return this.#byText.get(text);
  }

  byId(id: number): AddedToken | undefined {
    return this.#byId.get(id);
  }

  /**
   * @param barriers offsets, ascending: no added token begins there or reaches over them. What lies between template and contents
   * cannot become a token that way.
   */
  find(text: string, barriers: readonly number[] = []): AddedTokenMatch[] {
    const found: AddedTokenMatch[] = [];
    let from = 0;
    for (const barrier of [...barriers, text.length]) {
      if (barrier > from || barrier === text.length) this.#findIn(text, from, barrier, found);
      from = barrier + 1;
    }
    return found;
  }

  #findIn(text: string, from: number, to: number, found: AddedTokenMatch[]): void {
    if (!this.#pattern || from >= to) return;
    for (const match of text.slice(from, to).matchAll(this.#pattern)) {
      const token = this.#byText.get(match[0]);
      if (!token) continue;
      const [begin, close] = [from + match.index, from + match.index + match[0].length];
      if (token.singleWord && (isWord(text[begin - 1]) || isWord(text[close]))) continue;
      const before = found.at(-1)?.end ?? 0;
      const start = token.leftStrip
        ? Math.max(before, text.slice(0, begin).trimEnd().length)
        : begin;
      const behind = text.slice(close);
      const end = token.rightStrip ? close + behind.length - behind.trimStart().length : close;
      if (start >= before) found.push({ token, start, end });
    }
  }
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
