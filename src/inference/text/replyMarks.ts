import { THOUGHT_CLOSE, THOUGHT_OPEN } from './thoughtWatch.ts';

/**
 * Follows the text of a reply, character by character in effect: where a thought opens and closes, and where the first stop string
 * outside of thoughts is complete. How the text is cut into pieces changes nothing.
 */
export class ReplyMarks {
  readonly #stops: readonly string[];
  readonly #textMarks: boolean;
  readonly #reach: number;
  /** Where the stretch began in which is searched now. */
  #from = 0;
  /** No mark is complete before it. */
  #searched = 0;
  inside: boolean;
  /** Offset behind the first stop string. */
  stopEnd: number | undefined;

  /** @param textMarks are `<think>` and `</think>` looked for in the text? Where the tokenizer has tokens for them: no. */
  constructor(
    stops: readonly string[],
    { thoughtOpen, textMarks }: { readonly thoughtOpen: boolean; readonly textMarks: boolean },
  ) {
    this.#stops = stops.filter((stop) => stop !== '');
    this.#textMarks = textMarks;
    const marks = textMarks ? [THOUGHT_OPEN, THOUGHT_CLOSE] : [];
    this.#reach = Math.max(0, ...[...this.#stops, ...marks].map(({ length }) => length));
    this.inside = thoughtOpen;
  }

  /** The text has grown by ordinary characters. */
  grown(text: string): void {
    while (this.stopEnd === undefined) {
      const mark = this.#firstMark(text);
      if (!mark) break;
      if (mark.kind === 'stop') this.stopEnd = mark.end;
      else this.#turn(mark.end);
    }
    this.#searched = text.length;
  }

  /** The text has grown by a token that opens or closes a thought. */
  turned(text: string, inside: boolean): void {
    if (this.stopEnd !== undefined) return;
    if (inside === this.inside) this.grown(text);
    else this.#turn(text.length);
    this.#searched = text.length;
  }

  #turn(end: number): void {
    this.inside = !this.inside;
    this.#from = end;
    this.#searched = end;
  }

  /** The mark that is complete first; of several that end at the same character a stop string. */
  #firstMark(text: string): { kind: 'stop' | 'turn'; end: number } | undefined {
    const begin = Math.max(this.#from, this.#searched - this.#reach + 1);
    const endOf = (mark: string): number => {
      // Not complete before what was searched already.
      const at = text.indexOf(mark, Math.max(begin, this.#searched - mark.length + 1));
      return at < 0 ? Infinity : at + mark.length;
    };
    const stop = this.inside ? Infinity : Math.min(Infinity, ...this.#stops.map(endOf));
    const turn = this.#textMarks ? endOf(this.inside ? THOUGHT_CLOSE : THOUGHT_OPEN) : Infinity;
    if (stop === Infinity && turn === Infinity) return undefined;
    return stop <= turn ? { kind: 'stop', end: stop } : { kind: 'turn', end: turn };
  }
}
