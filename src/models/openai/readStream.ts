import type { IncomingMessage } from 'node:http';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { ModelDelta } from '../../reasoning/model.ts';
import { ModelError } from '../../reasoning/modelError.ts';
import { ChunkReader } from './chunks.ts';
import { streamError } from './openStream.ts';
import { patience } from './post.ts';
import { nameOf, quoted, type Target } from './target.ts';

/** One event, or a whole answer where a server does not stream. */
const MAX_CHARS = 32 * 1024 * 1024;

/**
 * The deltas of an answer that a server streams as server-sent events. The same bytes give the same deltas however they are cut. An
 * answer in one piece, although a stream was asked for, is taken as well.
 * @throws ModelError: `cut` when it breaks off, `nonsense` when it is no chat completion, or what the server says in mid-stream
 */
export async function* readStream(
  response: IncomingMessage,
  target: Target,
  signal: AbortSignal,
): AsyncGenerator<ModelDelta, void, undefined> {
  const chunks = new ChunkReader((value) => streamError(value, target));
  const decoder = new TextDecoder();
  const body = new Body(target);
  for await (const bytes of arriving(response, target, signal)) {
    for (const value of body.feed(decoder.decode(bytes, { stream: true })))
      yield* chunks.read(value);
    // Some servers keep the connection open after the end.
    if (body.done) break;
  }
  for (const value of body.end(decoder.decode())) yield* chunks.read(value);
  yield* chunks.end();
  if (!body.done && !chunks.finished) throw cut(target);
}

/** The bytes as they come; a connection that breaks off or falls silent is told in words. */
async function* arriving(
  response: IncomingMessage,
  target: Target,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const limit = patience(target);
  response.setTimeout(limit, () =>
    response.destroy(
      new ModelError('cut', `${nameOf(target)} fell silent for ${limit / 1000} s in mid-reply.`),
    ),
  );
  try {
    yield* response as AsyncIterable<Buffer>;
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof ModelError ? error : cut(target, error);
  }
}

function cut(target: Target, cause?: unknown): ModelError {
  return new ModelError('cut', `The connection to ${nameOf(target)} broke off in mid-reply.`, {
    cause,
  });
}

/** Text of an answer, taken apart into the JSON values that it holds. */
class Body {
  readonly #target: Target;
  readonly #parser;
  #values: unknown[] = [];
  #kind: 'unknown' | 'events' | 'json' = 'unknown';
  #text = '';
  /** Has the last event, `[DONE]`, come? Or the whole of an answer in one piece. */
  done = false;

  constructor(target: Target) {
    this.#target = target;
    this.#parser = createParser({
      maxBufferSize: MAX_CHARS,
      onEvent: (event) => this.#event(event),
      onError: (error) => {
        if (error.type === 'max-buffer-size-exceeded') throw this.#nonsense('an event without end');
        // Older llama-servers send `error: {…}` in place of `data:`.
        if (error.type === 'unknown-field' && error.field === 'error')
          this.#values.push({ error: parsed(error.value ?? '') ?? error.value });
      },
    });
  }

  feed(text: string): unknown[] {
    if (this.#kind === 'unknown') {
      this.#text += text;
      const start = /\S/u.exec(this.#text)?.[0];
      if (start === undefined) return [];
      this.#kind = start === '{' || start === '<' ? 'json' : 'events';
      if (this.#kind === 'events') this.#parser.feed(this.#text);
    } else if (this.#kind === 'events') {
      this.#keepStart(text);
      this.#parser.feed(text);
    } else this.#text += text;
    if (this.#text.length > MAX_CHARS) throw this.#nonsense('more than can be read');
    return this.#take();
  }

  /** The bytes are over. */
  end(text: string): unknown[] {
    this.feed(text);
    if (this.#kind === 'events') {
      // The last event may lack its empty line.
      this.#parser.feed('\n\n');
      const values = this.#take();
      if (!values.length && !this.#seen) throw this.#nonsense('no event');
      return values;
    }
    const value = parsed(this.#text);
    if (value === undefined) throw this.#nonsense(this.#text.trim() ? 'no JSON' : 'nothing');
    this.done = true;
    return [value];
  }

  #seen = false;
  #event({ data }: EventSourceMessage): void {
    this.#seen = true;
    if (data.trim() === '[DONE]') {
      this.done = true;
      return;
    }
    const value = parsed(data);
    if (value === undefined) throw this.#nonsense('an event that is not JSON', data);
    this.#values.push(value);
  }

  #take(): unknown[] {
    const values = this.#values;
    this.#values = [];
    return values;
  }

  /** The beginning of what came, to quote it. */
  #keepStart(text: string): void {
    if (this.#text.length < 200) this.#text += text.slice(0, 200);
  }

  #nonsense(what: string, text = this.#text): ModelError {
    const begin = quoted(text, this.#target, 100);
    return new ModelError(
      'nonsense',
      `What ${this.#target.host} sent is no chat completion: ${what}${begin ? ` (it begins with “${begin}”)` : ''}. Is this the address of an OpenAI-compatible server, up to and with /v1?`,
    );
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The caller says what came instead.
    return undefined;
  }
}
