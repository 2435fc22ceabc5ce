import type { ProfileSpec } from '../profiles/profile.ts';
import { lastBoxed } from './boxed.ts';
import { codeIn, fenceClosed } from './code.ts';
import type { ReaderEvent } from './events.ts';
import { findMarker, markersOf, openEnd, type Marker } from './markers.ts';
import type { ToolCallPart } from '../model.ts';
import { codeInToolCall } from './toolCall.ts';

type State = 'thought' | 'code' | 'fence' | 'toolCall' | 'answer' | 'done';
type Tags = ProfileSpec['tags'];

/** Where a fence that began without a code tag ends. At the end of what has come so far it may still go on. */
const FENCE_END = /^[ \t]*```(?=[^\w`])/mu;
const FENCE_END_AT_END = /^[ \t]*```[ \t]*$(?![\s\S])/mu;

/**
 * Reads one reply of a model while it streams. Thoughts come out as they arrive; the first cell or answer ends the
 * turn, and what a model writes after it is dropped: it has not seen what the cell gives.
 * The same text gives the same events however it is cut into chunks (thoughts joined).
 */
export class TurnReader {
  readonly #tags: Tags;
  readonly #markers: readonly Marker[];
  /** Everything that came, carriage returns left out. */
  #text = '';
  /** Up to here the text has been dealt with. */
  #position = 0;
  #state: State = 'thought';
  #channel: 'text' | 'thought' = 'text';
  /** Thoughts given out since the last end of a thought; an answer without tags is looked for in it. */
  #free = '';
  #said = '';
  /** White space that waits for more text: a thought does not end with it. */
  #space = '';
  #closing = '';

  readonly #plainAnswer: boolean;
  /** Between the tags of a thought? */
  #thinking = false;
  /** Text outside of thoughts that may turn out to be the answer. */
  #held = '';
  #call: ToolCallPart | undefined;

  /** @param plainAnswer does a reply without tags and code count as the answer? */
  constructor(tags: Tags, plainAnswer = false) {
    this.#tags = tags;
    this.#plainAnswer = plainAnswer;
    this.#markers = markersOf(tags);
  }

  /** The call of a tool that ended the turn. */
  get toolCall(): ToolCallPart | undefined {
    return this.#call;
  }

  /** Has the turn's cell or answer been read? */
  get done(): boolean {
    return this.#state === 'done';
  }

  /** Number of characters that came so far. */
  get length(): number {
    return this.#text.length;
  }

  /** Reads on. `thought` is for servers that send reasoning in a field of its own. */
  feed(chunk: string, channel: 'text' | 'thought' = 'text'): ReaderEvent[] {
    if (this.done) return [];
    if (channel !== this.#channel) {
      this.#text += channel === 'thought' ? this.#tags.thought.open : this.#tags.thought.close;
      this.#channel = channel;
    }
    this.#text += chunk.replaceAll('\r', '');
    return this.#read(false);
  }

  /** The model calls a tool: that ends the turn. */
  call(call: ToolCallPart): ReaderEvent[] {
    if (this.done) return [];
    const events: ReaderEvent[] = [];
    this.#closeThought();
    for (let before = -1; this.#state === 'thought' && before !== this.#position;) {
      before = this.#position;
      this.#readThought(true, events);
    }
    this.#release(events);
    this.#position = this.#text.length;
    this.#state = 'done';
    this.#call = call;
    const read = codeInToolCall(call.arguments);
    if ('reason' in read) events.push(nothing(read.reason));
    else events.push(read.code.trim() ? { type: 'code', ...read } : nothing('a call without code'));
    return events;
  }

  /** The reply has ended. @param cutOff it ended at a limit of tokens, not by itself */
  end(cutOff = false): ReaderEvent[] {
    if (this.done) return [];
    this.#closeThought();
    if (!cutOff) return this.#read(true);
    const events: ReaderEvent[] = [];
    this.#release(events);
    const within = this.#state === 'thought' ? '' : 'in the middle of a cell or an answer ';
    this.#state = 'done';
    this.#position = this.#text.length;
    this.#closing = within ? this.#tags.code.close : '';
    events.push(nothing(`no end: it stopped ${within}at the limit of tokens of a reply`));
    return events;
  }

  /**
   * The model's turn as it goes back to the model: what was read, with the closing tag that a stop string took away or
   * that an interrupted reply did not come to.
   */
  reply(): string {
    if (this.done) return this.#text.slice(0, this.#position) + this.#closing;
    if (this.#state !== 'thought') return this.#text + this.#closeOf(this.#text);
    const { open, close } = this.#tags.thought;
    return this.#text.lastIndexOf(open) > this.#text.lastIndexOf(close)
      ? this.#text + close
      : this.#text;
  }

  #closeThought(): void {
    if (this.#channel === 'thought' && this.#state === 'thought')
      this.#text += this.#tags.thought.close;
    this.#channel = 'text';
  }

  #read(final: boolean): ReaderEvent[] {
    const events: ReaderEvent[] = [];
    for (;;) {
      const before = `${this.#state} ${this.#position}`;
      if (this.#state === 'thought') this.#readThought(final, events);
      else if (this.#state !== 'done') this.#readBody(final, events);
      if (`${this.#state} ${this.#position}` === before) break;
    }
    if (final && !this.done) this.#endWithout(events);
    return events;
  }

  #readThought(final: boolean, events: ReaderEvent[]): void {
    const rest = this.#text.slice(this.#position);
    let found = findMarker(rest, this.#markers);
    while (found && this.#isQuoted(this.#position + found.index, found.marker))
      found = findMarker(rest, this.#markers, found.index + 1);
    if (!found) {
      const end = rest.length - (final ? 0 : openEnd(rest, this.#markers));
      this.#say(rest.slice(0, end), events);
      this.#position += end;
      return;
    }
    this.#say(rest.slice(0, found.index), events);
    this.#position += found.index + found.marker.text.length;
    const { kind } = found.marker;
    if (kind === 'thoughtOpen' || kind === 'thoughtClose') this.#thinking = kind === 'thoughtOpen';
    if (kind !== 'codeClose') this.#release(events);
    if (kind === 'thoughtClose') this.#free = '';
    else if (kind !== 'thoughtOpen' && kind !== 'codeClose') this.#state = kind;
  }

  /** A tag in backticks is spoken of, not used. */
  #isQuoted(index: number, { kind }: Marker): boolean {
    return kind !== 'fence' && this.#text[index - 1] === '`' && this.#text[index - 2] !== '`';
  }

  #readBody(final: boolean, events: ReaderEvent[]): void {
    const body = this.#text.slice(this.#position);
    const end = this.#bodyEnd(body, final);
    if (!end && !final) return;
    const raw = body.slice(0, end ? end.index : body.length - this.#cutOffClose(body));
    this.#position += end ? end.index + end.length : body.length;
    if (!end) this.#closing = this.#closeOf(body);
    else if (end.length === 0) this.#closing = this.#closeOf('');
    this.#give(raw, events);
  }

  #bodyEnd(body: string, final: boolean): { index: number; length: number } | undefined {
    if (this.#state === 'fence') {
      const match = FENCE_END.exec(body) ?? (final ? FENCE_END_AT_END.exec(body) : null);
      return match ? { index: match.index, length: match[0].length } : undefined;
    }
    const close = this.#closers().map((text) => ({ kind: 'codeClose' as const, text }));
    const found = findMarker(body, close);
    const other = this.#state === 'code' ? this.#markerAfterFence(body) : undefined;
    if (other !== undefined && (!found || other < found.index)) return { index: other, length: 0 };
    return found && { index: found.index, length: found.marker.text.length };
  }

  /** Where another tag begins although the code tag was not closed, once the fence in it has ended. */
  #markerAfterFence(body: string): number | undefined {
    for (let from = 0; ;) {
      const found = findMarker(body, this.#markers, from);
      if (!found) return undefined;
      const { kind } = found.marker;
      if (kind !== 'codeClose' && kind !== 'fence' && fenceClosed(body.slice(0, found.index)))
        return found.index;
      from = found.index + 1;
    }
  }

  /** Length of a closing tag that was cut off at the end of a reply. */
  #cutOffClose(body: string): number {
    const length = openEnd(
      body,
      this.#closers().map((text) => ({ text })),
    );
    return length > 1 ? length : 0;
  }

  #closers(): readonly string[] {
    const { code, answer } = this.#tags;
    if (this.#state === 'toolCall') return ['</tool_call>'];
    const own = this.#state === 'answer' ? answer.close : code.close;
    const usual = this.#state === 'answer' ? '</answer>' : '</code>';
    return [...new Set([own.toLowerCase(), usual])];
  }

  #closeOf(body: string): string {
    const lineEnd = body.endsWith('\n') || body === '' ? '' : '\n';
    if (this.#state === 'fence') return `${lineEnd}\`\`\``;
    if (this.#state === 'toolCall') return '</tool_call>';
    return this.#state === 'answer' ? this.#tags.answer.close : this.#tags.code.close;
  }

  #give(raw: string, events: ReaderEvent[]): void {
    const state = this.#state;
    this.#state = 'done';
    if (state === 'answer') {
      const text = raw.trim();
      events.push(text ? { type: 'answer', text } : nothing('an answer without text'));
      return;
    }
    const call = state === 'toolCall' ? codeInToolCall(raw) : { code: codeIn(raw) };
    if ('reason' in call) events.push(nothing(call.reason));
    else events.push(call.code.trim() ? { type: 'code', ...call } : nothing('a cell without code'));
  }

  #endWithout(events: ReaderEvent[]): void {
    this.#state = 'done';
    const held = this.#held.trim();
    const text = held || boxedAnswer(this.#free, this.#said);
    if (text) events.push({ type: 'answer', text });
    else events.push(nothing(this.#said ? 'neither code nor an answer' : 'no text'));
  }

  /** What was held back is a thought after all. */
  #release(events: ReaderEvent[]): void {
    const held = this.#held;
    this.#held = '';
    if (held.trim() && this.#said && !held.startsWith('\n')) this.#tell('\n', events);
    this.#tell(held, events);
  }

  #say(text: string, events: ReaderEvent[]): void {
    this.#free += text;
    if (this.#plainAnswer && !this.#thinking) this.#held += text;
    else this.#tell(text, events);
  }

  #tell(text: string, events: ReaderEvent[]): void {
    const spaced = this.#space + text;
    const kept = (this.#said ? spaced : spaced.trimStart()).trimEnd();
    this.#space = kept
      ? spaced.slice(spaced.lastIndexOf(kept) + kept.length)
      : this.#said
        ? spaced
        : '';
    if (!kept) return;
    this.#said += kept;
    events.push({ type: 'thought', text: kept });
  }
}

function nothing(reason: string): ReaderEvent {
  return { type: 'nothing', reason };
}

/** An answer without tags: what follows the thought when it has a `\boxed{}`, else the paragraph that has it. */
function boxedAnswer(free: string, said: string): string | undefined {
  if (lastBoxed(free) && free.length < said.length) return free.trim();
  const boxed = lastBoxed(said);
  if (!boxed) return undefined;
  const start = said.lastIndexOf('\n\n', boxed.start) + 1;
  const end = said.indexOf('\n\n', boxed.end);
  return said.slice(start, end < 0 ? undefined : end).trim();
}
