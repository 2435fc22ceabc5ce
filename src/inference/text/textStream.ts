import { ReplyMarks } from './replyMarks.ts';
import { THOUGHT_CLOSE, THOUGHT_OPEN, type ThoughtWatch } from './thoughtWatch.ts';
import type { Tokenizer } from './tokenizer.ts';
import { Utf8Stream } from './utf8Stream.ts';

export interface StreamOptions {
  /** Strings that end the reply; they belong to it. Not looked for inside a thought. */
  readonly stop?: readonly string[];
  /** The prompt ends inside a thought. */
  readonly thoughtOpen?: boolean;
}

export interface StreamStep {
  /** What can be shown now: whole characters. */
  readonly text: string;
  /** A stop string is complete: the reply ends behind it, maybe in the middle of this token. */
  readonly stopped: boolean;
}

/** Turns the tokens of a reply into its text, piece by piece; the same text whatever its tokens are. */
export class TextStream {
  readonly #tokenizer: Tokenizer;
  readonly #marks: ReplyMarks;
  readonly #open: number | undefined;
  readonly #close: number | undefined;
  readonly #utf8 = new Utf8Stream();
  readonly #tokens: number[] = [];
  readonly #ends: number[] = [];
  #text = '';
  #shown = 0;
  #thoughtTokens = 0;

  constructor(tokenizer: Tokenizer, { stop = [], thoughtOpen = false }: StreamOptions = {}) {
    this.#tokenizer = tokenizer;
    this.#open = tokenizer.addedTokens.byText(THOUGHT_OPEN)?.id;
    this.#close = tokenizer.addedTokens.byText(THOUGHT_CLOSE)?.id;
    const textMarks = this.#open === undefined || this.#close === undefined;
    this.#marks = new ReplyMarks(stop, { thoughtOpen, textMarks });
  }

  /** Takes the next token. Nothing may follow a token that stopped the reply. */
  push(token: number): StreamStep {
    if (this.#marks.inside) this.#thoughtTokens++;
    this.#tokens.push(token);
    const turns = token === this.#open || token === this.#close;
    const shown = turns || !this.#tokenizer.isSpecial(token);
    if (turns) {
      this.#text += this.#utf8.end() + this.#tokenizer.tokenText(token);
      this.#marks.turned(this.#text, token === this.#open);
    } else if (shown) {
      this.#text += this.#utf8.decode(this.#tokenizer.bytesOf(token));
      this.#marks.grown(this.#text);
    }
    this.#ends.push(!shown || this.#utf8.waits ? -1 : this.#text.length);
    return { text: this.#show(), stopped: this.#marks.stopEnd !== undefined };
  }

  /** The reply has ended: what was left of an incomplete character (as U+FFFD); mostly nothing. */
  finish(): string {
    const rest = this.#utf8.end();
    if (rest !== '') {
      this.#text += rest;
      this.#marks.grown(this.#text);
    }
    return this.#show();
  }

  /** The reply so far; ends behind a stop string. */
  get text(): string {
    return this.#text.slice(0, this.#marks.stopEnd ?? this.#text.length);
  }

  /** UTF-16 units of the last token that lie behind the stop string: they are part of the token, not of the reply. */
  get excess(): number {
    return this.#text.length - this.text.length;
  }

  /** All tokens that were taken. */
  get tokens(): readonly number[] {
    return this.#tokens;
  }

  /**
   * For each token where its text ends, with all that came before (UTF-16 offset; the last one may lie behind a stop string); -1 where
   * it ends within a character or is not shown (`<|im_end|>`).
   */
  get ends(): readonly number[] {
    return this.#ends;
  }

  get thought(): ThoughtWatch {
    return { inside: this.#marks.inside, tokens: this.#thoughtTokens };
  }

  /** Has the thought used up its tokens? Never in the middle of a character, so a few tokens later at times. */
  thoughtSpent(budget: number | undefined): boolean {
    return (
      budget !== undefined &&
      this.#marks.inside &&
      this.#thoughtTokens >= budget &&
      !this.#utf8.waits
    );
  }

  #show(): string {
    const text = this.text.slice(this.#shown);
    this.#shown += text.length;
    return text;
  }
}
