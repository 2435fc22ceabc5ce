import { createParser, type EventSourceParser } from 'eventsource-parser';
import { LineGate, LineTooLong } from './lines.ts';

/** What a server sent. */
export type ServerEvent =
  /** `whole`: not an event of a stream, but an answer in one piece. */
  | { readonly type: 'json'; readonly value: unknown; readonly whole: boolean }
  /** `[DONE]` */
  | { readonly type: 'done' }
  /** What is not of the protocol: what it is in words, and its beginning. */
  | { readonly type: 'nonsense'; readonly what: string; readonly text: string };

/** Characters of one event, or of an answer in one piece. Far more than any reply has, far less than the memory. */
export const MAX_EVENT_CHARS = 32 * 1024 * 1024;

const TOO_LONG = { type: 'nonsense', what: 'an event without end', text: '' } as const;

/** Enough of a page or message to see what it is. */
const QUOTED = 400;

/** How a stream may begin. `error:` is what llama-server once wrote instead of an event of that name. */
const STREAM_START = /^(?:data|event|id|retry|error)? ?:/u;

/**
 * Reads server-sent events, or a JSON answer that came although a stream was asked for. The same text gives the same events however
 * it is cut into pieces.
 */
export class EventReader {
  readonly #gate = new LineGate(MAX_EVENT_CHARS);
  readonly #parser: EventSourceParser;
  #mode: 'unknown' | 'stream' | 'json' | 'nonsense' | 'over' = 'unknown';
  #events: ServerEvent[] = [];
  /** Text whose kind is not known yet, or that belongs to an answer in one piece. */
  #start: string[] = [];
  #length = 0;
  #ending = false;
  #done = false;

  constructor() {
    this.#parser = createParser({
      maxBufferSize: MAX_EVENT_CHARS,
      onEvent: ({ data }) => this.#event(data),
      onError: (error) => {
        if (error.type === 'max-buffer-size-exceeded') this.#stop(TOO_LONG);
        else if (error.type === 'unknown-field' && error.field === 'error')
          this.#event(`{"error":${error.value ?? 'null'}}`);
      },
    });
  }

  /** Has the last event, `[DONE]`, come? Or the whole of an answer in one piece. */
  get done(): boolean {
    return this.#done;
  }

  /** Reads the next piece of text. Nothing comes after `done` and `nonsense`. */
  read(text: string): ServerEvent[] {
    if (this.#mode === 'over') return [];
    if (this.#mode === 'stream') this.#lines(text);
    else {
      this.#start.push(text);
      this.#length += text.length;
      this.#decide();
    }
    return this.#taken();
  }

  /** The stream is over: what was left without a blank line after it counts, too. */
  end(): ServerEvent[] {
    this.#ending = true;
    if (this.#mode === 'unknown' || this.#mode === 'nonsense') this.#decide();
    if (this.#mode === 'unknown') this.#nonsense('nothing', '');
    if (this.#mode === 'stream') this.#parser.feed(`${this.#gate.rest()}\n\n`);
    if (this.#mode === 'json') this.#json(this.#start.join(''), true);
    return this.#taken();
  }

  #decide(): void {
    if (this.#mode === 'unknown') {
      const start = this.#start.join('').trimStart();
      this.#start = [start];
      this.#length = start.length;
      // The longest name of a field and its colon have six characters.
      if (start === '' || (start.length < 6 && !this.#ending)) return;
      if (STREAM_START.test(start)) {
        this.#mode = 'stream';
        this.#start = [];
        this.#lines(start);
        return;
      }
      this.#mode = /^[{[]/u.test(start) ? 'json' : 'nonsense';
    }
    if (this.#mode === 'json' && this.#length > MAX_EVENT_CHARS) this.#stop(TOO_LONG);
    if (this.#mode === 'nonsense' && (this.#length >= QUOTED || this.#ending))
      this.#nonsense('no event', this.#start.join(''));
  }

  #lines(text: string): void {
    try {
      const lines = this.#gate.take(text);
      if (lines !== '') this.#parser.feed(lines);
    } catch (error) {
      if (!(error instanceof LineTooLong)) throw error;
      this.#stop(TOO_LONG);
    }
  }

  #event(data: string): void {
    // Some proxies keep a connection alive with empty events.
    if (this.#mode === 'over' || data.trim() === '') return;
    if (data.trim() !== '[DONE]') {
      this.#json(data, false);
      return;
    }
    this.#done = true;
    this.#stop({ type: 'done' });
  }

  #json(text: string, whole: boolean): void {
    try {
      this.#events.push({ type: 'json', value: JSON.parse(text), whole });
      this.#done = whole;
    } catch {
      // An event that the end of the stream cut off: that the reply is not complete is seen by other signs.
      if (whole || !this.#ending)
        this.#nonsense(whole ? 'no JSON' : 'an event that is not JSON', text);
    }
  }

  #nonsense(what: string, text: string): void {
    this.#stop({ type: 'nonsense', what, text: text.slice(0, QUOTED) });
  }

  #stop(event: ServerEvent): void {
    this.#events.push(event);
    this.#mode = 'over';
    this.#start = [];
  }

  #taken(): ServerEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }
}
