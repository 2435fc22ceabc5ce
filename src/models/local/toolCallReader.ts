import type { ToolCallPart } from '../../reasoning/model.ts';
import { parseToolCall } from './toolCall.ts';

const CALL_OPEN = '<tool_call>';
export const CALL_CLOSE = '</tool_call>';
const THOUGHT_OPEN = '<think>';
const THOUGHT_CLOSE = '</think>';
/** Templates put a line end between text and call by themselves: it is no part of the text. */
const MARKS = [`\n${CALL_OPEN}`, CALL_OPEN, THOUGHT_OPEN, THOUGHT_CLOSE];

type Piece = { readonly type: 'text'; readonly text: string } | ToolCallPart;

/**
 * Takes the calls of tools out of a reply while it streams. What stands in a thought, or in backticks, is spoken of and stays text.
 * The same text gives the same pieces however it is cut (texts joined).
 */
export class ToolCallReader {
  readonly #tool: string;
  #calls: number;
  #held = '';
  #before = '';
  /** The mark that opened the call that is being read. */
  #open = CALL_OPEN;
  #state: 'text' | 'thought' | 'call' = 'text';

  /**
   * @param tool the name for a call without a readable one
   * @param callsBefore calls that the conversation has already: ids go on after them
   */
  constructor(tool: string, callsBefore: number) {
    this.#tool = tool;
    this.#calls = callsBefore;
  }

  /** Reads on. */
  feed(chunk: string): Piece[] {
    this.#held += chunk;
    const pieces: Piece[] = [];
    while (this.#state === 'call' ? this.#readCall(pieces) : this.#readText(pieces));
    return pieces;
  }

  /** The reply has ended. @param cutOff at a limit of tokens: a call that is not closed is then no call */
  end(cutOff: boolean): Piece[] {
    const rest = this.#held;
    this.#held = '';
    if (this.#state !== 'call') return rest === '' ? [] : [{ type: 'text', text: rest }];
    if (cutOff) return [{ type: 'text', text: this.#open + rest }];
    return [this.#call(rest)];
  }

  /** @returns was something found, after which reading goes on? */
  #readText(pieces: Piece[]): boolean {
    const found = this.#nextMark();
    if (!found) {
      this.#tell(this.#held.length - openEnd(this.#held), pieces);
      return false;
    }
    const { mark, index } = found;
    if (mark === THOUGHT_OPEN || mark === THOUGHT_CLOSE) {
      this.#state = mark === THOUGHT_OPEN ? 'thought' : 'text';
      this.#tell(index + mark.length, pieces);
    } else {
      this.#tell(index, pieces);
      this.#held = this.#held.slice(mark.length);
      this.#state = 'call';
      this.#open = mark;
    }
    return true;
  }

  #readCall(pieces: Piece[]): boolean {
    const end = this.#held.indexOf(CALL_CLOSE);
    if (end < 0) return false;
    pieces.push(this.#call(this.#held.slice(0, end)));
    this.#held = this.#held.slice(end + CALL_CLOSE.length);
    this.#state = 'text';
    return true;
  }

  #nextMark(): { mark: string; index: number } | undefined {
    const marks = this.#state === 'thought' ? [THOUGHT_CLOSE] : MARKS;
    let first: { mark: string; index: number } | undefined;
    for (const mark of marks) {
      let index = this.#held.indexOf(mark);
      while (index >= 0 && this.#isQuoted(index)) index = this.#held.indexOf(mark, index + 1);
      if (index >= 0 && (!first || index < first.index)) first = { mark, index };
    }
    return first;
  }

  #isQuoted(index: number): boolean {
    return (index > 0 ? this.#held[index - 1] : this.#before) === '`';
  }

  /** Gives out the next `length` characters. */
  #tell(length: number, pieces: Piece[]): void {
    if (length <= 0) return;
    const text = this.#held.slice(0, length);
    this.#before = text.slice(-1);
    this.#held = this.#held.slice(length);
    pieces.push({ type: 'text', text });
  }

  #call(raw: string): ToolCallPart {
    this.#calls += 1;
    return { type: 'toolCall', id: `call_${this.#calls}`, ...parseToolCall(raw, this.#tool) };
  }
}

/** Length of the longest end of `text` that may be the beginning of a mark. */
function openEnd(text: string): number {
  const longest = Math.max(...MARKS.map(({ length }) => length)) - 1;
  for (let length = Math.min(longest, text.length); length > 0; length -= 1)
    if (MARKS.some((mark) => mark.startsWith(text.slice(-length)))) return length;
  return 0;
}
