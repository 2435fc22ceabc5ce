import type { Correction } from './intent.ts';
import { canonical, isFiller, objectNoun, unitOf } from './lexicon.ts';
import { correct } from './spelling.ts';
import { normalise, tokenise, type Token } from './tokens.ts';

/** A token with its meaning. */
export interface Word {
  readonly token: Token;
  /** Canonical form, or the word itself where the lexicon has none. */
  readonly canon: string;
  /** Plural noun, when the word names things that can be segmented. */
  readonly noun?: string;
  readonly filler: boolean;
}

/** Indices of the first and the last word of a match. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** Before these, "a" is not an article but a name ("is a higher than b"). */
const AFTER_NAME = new Set(
  'and or to is than vs versus minus plus have has over divided compared exceed exceeds'.split(' '),
);

/**
 * A question whose words are used up as they are read. What is left over at the end was not understood: that is
 * how the analyst knows that it may not answer.
 */
export class Phrase {
  readonly #used: boolean[];

  private constructor(
    readonly text: string,
    readonly words: readonly Word[],
    readonly corrections: readonly Correction[],
  ) {
    this.#used = words.map(() => false);
  }

  /** Reads the words of a question; `spelling` says whether slips of one letter are corrected. */
  static of(question: string, spelling: boolean): Phrase {
    const text = normalise(question);
    const tokens = tokenise(text);
    const corrections: Correction[] = [];
    const words = tokens.map((token, index) => {
      const read = spelling ? corrected(token, corrections) : token.lower;
      return toWord(token, read, tokens, index);
    });
    return new Phrase(text, words, corrections);
  }

  /** The same words, none of them used. */
  fresh(): Phrase {
    return new Phrase(this.text, this.words, this.corrections);
  }

  /**
   * Uses up the first place where one of the patterns matches. A pattern is a row of atoms; an atom is
   * alternatives parted by `|`, with `?` when it may be missing; `#` is a number, `$` a unit, `@` a noun. Fillers
   * may stand between.
   */
  take(...patterns: string[]): Span | undefined {
    for (const pattern of patterns) {
      const atoms = pattern.split(' ');
      for (let start = 0; start < this.words.length; start += 1) {
        const match = this.#match(atoms, start);
        if (match === undefined) continue;
        for (const index of match) this.#used[index] = true;
        return { first: start, last: match.at(-1) ?? start };
      }
    }
    return undefined;
  }

  /** Like `take` for as long as something matches; true when anything did. */
  takeAll(...patterns: string[]): boolean {
    let found = false;
    while (this.take(...patterns) !== undefined) found = true;
    return found;
  }

  /** True when the pattern matches unused words; uses up nothing. */
  has(...patterns: string[]): boolean {
    return patterns.some((pattern) =>
      this.words.some((_, start) => this.#match(pattern.split(' '), start) !== undefined),
    );
  }

  use(index: number): void {
    this.#used[index] = true;
  }

  isUsed(index: number): boolean {
    return this.#used[index] ?? true;
  }

  /** Index of the next word after (step 1) or before (step -1) a place that is no filler; undefined at the ends. */
  neighbour(index: number, step: 1 | -1): number | undefined {
    let place = index + step;
    while (this.words[place]?.filler === true) place += step;
    return this.words[place] === undefined ? undefined : place;
  }

  /** Words with a meaning that nothing has used yet, in order. */
  rest(): Word[] {
    return this.words.filter((word, index) => !this.isUsed(index) && !word.filler);
  }

  /** Text from the first to the last word of `rest`, as typed. */
  restText(): string {
    const rest = this.rest();
    const first = rest[0];
    const last = rest.at(-1);
    if (first === undefined || last === undefined) return '';
    if (first === last && first.token.kind === 'quoted') return first.token.text;
    return this.text.slice(first.token.start, last.token.end);
  }

  #match(atoms: readonly string[], start: number): number[] | undefined {
    const matched: number[] = [];
    let place = start;
    for (const atom of atoms) {
      const optional = atom.length > 1 && atom.endsWith('?');
      const found = this.#find(optional ? atom.slice(0, -1) : atom, place, matched.length > 0);
      if (found !== undefined) {
        matched.push(found);
        place = found + 1;
      } else if (!optional || matched.length === 0) {
        return undefined;
      }
    }
    return matched;
  }

  #find(atom: string, start: number, maySkip: boolean): number | undefined {
    for (let index = start; index < this.words.length; index += 1) {
      const word = this.words[index];
      if (word === undefined) return undefined;
      if (!this.isUsed(index) && matchesAtom(word, atom)) return index;
      if (!maySkip || !word.filler) return undefined;
    }
    return undefined;
  }
}

function matchesAtom(word: Word, atom: string): boolean {
  return atom.split('|').some((alternative) => {
    if (alternative === '#') return word.token.value !== undefined;
    if (alternative === '$') return unitOfWord(word) !== undefined;
    if (alternative === '@') return word.noun !== undefined;
    return word.canon === alternative || word.token.lower === alternative;
  });
}

/** Unit that a word names; pixels included. */
export function unitOfWord(word: Word): string | undefined {
  return unitOf(word.token.lower) ?? (word.canon === 'pixel' ? 'px' : undefined);
}

function corrected(token: Token, corrections: Correction[]): string {
  if (token.kind !== 'word' || isKnown(token.lower)) return token.lower;
  const singular = token.lower.replace(/s$/, '');
  if (objectNoun(singular) !== undefined) return singular;
  const read = correct(token.lower);
  if (read === undefined) return token.lower;
  corrections.push({ typed: token.text, read });
  return read;
}

function isKnown(word: string): boolean {
  return (
    isFiller(word) ||
    canonical(word) !== undefined ||
    objectNoun(word) !== undefined ||
    unitOf(word) !== undefined
  );
}

function toWord(token: Token, read: string, tokens: readonly Token[], index: number): Word {
  const noun = token.kind === 'word' ? objectNoun(read) : undefined;
  const canon = token.kind === 'word' ? (canonical(read) ?? read) : symbolMeaning(token);
  return {
    token,
    canon,
    ...(noun === undefined ? {} : { noun }),
    filler: isFillerToken(token, read, tokens, index),
  };
}

function symbolMeaning(token: Token): string {
  return token.kind === 'symbol' && token.text === '%' ? 'percentage' : token.lower;
}

function isFillerToken(
  token: Token,
  read: string,
  tokens: readonly Token[],
  index: number,
): boolean {
  if (token.kind === 'symbol') return /^(?:['’]s|[?!.,;:()[\]&*-])$/i.test(token.text);
  if (token.kind !== 'word') return false;
  const next = tokens[index + 1];
  if (token.lower === 'a') {
    const article = next?.kind === 'word' && !AFTER_NAME.has(next.lower);
    return article && (token.text === 'a' || index === 0);
  }
  // Capitals in a question that is not all capitals are a name: "the value for US".
  const acronym = ['TEM', 'SEM', 'AFM'].includes(token.text);
  if (
    !acronym &&
    /^\p{Lu}{2,}$/u.test(token.text) &&
    tokens.some((other) => /\p{Ll}/u.test(other.text))
  )
    return false;
  return isFiller(read);
}
