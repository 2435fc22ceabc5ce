import type { IncomingMessage } from 'node:http';
import type { ModelDelta } from '../../reasoning/model.ts';
import { ModelError } from '../../reasoning/modelError.ts';
import { ChunkReader } from './chunks.ts';
import { EventReader, type ServerEvent } from './events.ts';
import { streamError } from './openStream.ts';
import { patience } from './post.ts';
import { nameOf, quoted, type Target } from './target.ts';

/** Once the server has said why the reply ended, only the count of tokens and `[DONE]` are still to come. */
const AFTER_END_MS = 10_000;

/**
 * The deltas of an answer that a server streams as server-sent events. The same bytes give the same deltas, and the same error after
 * them, however they are cut. An answer in one piece, although a stream was asked for, is taken as well.
 * @param callsBefore calls of tools that the conversation has already
 * @throws ModelError: `cut` when it breaks off, `nonsense` when it is no chat completion, or what the server says in mid-stream
 */
export async function* readStream(
  response: IncomingMessage,
  target: Target,
  signal: AbortSignal,
  callsBefore = 0,
): AsyncGenerator<ModelDelta, void, undefined> {
  const chunks = new ChunkReader((value) => streamError(value, target), callsBefore);
  const decoder = new TextDecoder();
  const events = new EventReader();
  for await (const bytes of arriving(response, target, signal, chunks)) {
    for (const event of events.read(decoder.decode(bytes, { stream: true })))
      yield* deltasOf(event, chunks, target);
    // Some servers keep the connection open after the end.
    if (events.done) break;
  }
  for (const event of [...events.read(decoder.decode()), ...events.end()])
    yield* deltasOf(event, chunks, target);
  if (!events.done && !chunks.finished) throw cut(target);
  yield* chunks.end();
}

function* deltasOf(
  event: ServerEvent,
  chunks: ChunkReader,
  target: Target,
): Generator<ModelDelta, void, undefined> {
  if (event.type === 'nonsense') throw nonsense(event.what, event.text, target);
  if (event.type === 'done') return;
  const { value, whole } = event;
  yield* chunks.read(value);
  if (chunks.givenUp) throw cut(target);
  if (whole && !Array.isArray((Object(value) as Record<string, unknown>)['choices']))
    throw nonsense('JSON without "choices"', JSON.stringify(value), target);
}

/** The bytes as they come; a connection that breaks off or falls silent before the reply is over is told in words. */
async function* arriving(
  response: IncomingMessage,
  target: Target,
  signal: AbortSignal,
  chunks: ChunkReader,
): AsyncGenerator<Uint8Array, void, undefined> {
  const limit = patience(target);
  response.setTimeout(limit, () =>
    response.destroy(
      new ModelError('cut', `${nameOf(target)} fell silent for ${limit / 1000} s in mid-reply.`),
    ),
  );
  let ended = false;
  try {
    for await (const bytes of response as AsyncIterable<Buffer>) {
      yield bytes;
      if (!chunks.finished || ended) continue;
      ended = true;
      response.setTimeout(Math.min(limit, AFTER_END_MS));
    }
  } catch (error) {
    signal.throwIfAborted();
    // What is missing then is at most the count of tokens: the reply is not asked for again.
    if (!chunks.finished) throw error instanceof ModelError ? error : cut(target, error);
  }
}

function cut(target: Target, cause?: unknown): ModelError {
  return new ModelError('cut', `The connection to ${nameOf(target)} broke off in mid-reply.`, {
    cause,
  });
}

function nonsense(what: string, text: string, target: Target): ModelError {
  const begin = quoted(text, target, 100);
  return new ModelError(
    'nonsense',
    `What ${target.host} sent is no chat completion: ${what}${begin ? ` (it begins with “${begin}”)` : ''}. Is this the address of an OpenAI-compatible server, up to and with /v1?`,
  );
}
