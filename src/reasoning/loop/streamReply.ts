import type { Model, ModelDelta, ModelMessage, Usage } from '../model.ts';
import { PYTHON_TOOL } from '../prompt/pythonTool.ts';
import type { ReaderEvent } from '../reader/events.ts';
import type { TurnReader } from '../reader/turnReader.ts';
import { untilAborted } from './abortable.ts';
import { modelFailure, RunFailure } from './failure.ts';
import type { OnProgress } from './question.ts';

/** What a reply came to. */
export type Outcome = Exclude<ReaderEvent, { type: 'thought' }>;

/** A reply that is over. */
export interface Reply {
  readonly outcome: Outcome;
  /** Where the model told it before the reply was over. */
  readonly usage?: Usage;
}

/** What comes while a reply streams: a piece of thought, or a sentence for the user. */
export type ReplyPart =
  Extract<ReaderEvent, { type: 'thought' }> | Extract<ModelDelta, { type: 'notice' }>;

/** A reply that has grown this long without an end is a model that went astray. */
const MAX_REPLY_CHARS = 400_000;

/**
 * How long the count of tokens is waited for, which comes last. A call of a tool ends a reply; after a cell in tags a model
 * that was trained to stop there does so at once, and one that goes on is stopped.
 */
const USAGE_WAIT_MS = { call: 1000, tags: 200 } as const;

/**
 * Streams one reply of the model through the reader. Yields thoughts as they come; returns the cell or the answer, and
 * stops the model there.
 * @throws RunFailure of kind `cancelled` or `modelError`; its `cause` is the model's own error
 */
export async function* streamReply(
  model: Model,
  messages: readonly ModelMessage[],
  reader: TurnReader,
  signal: AbortSignal,
  onProgress?: OnProgress,
): AsyncGenerator<ReplyPart, Reply, undefined> {
  const enough = new AbortController();
  const stop = () => enough.abort();
  signal.addEventListener('abort', stop, { once: true });
  let iterator: AsyncIterator<ModelDelta> | undefined;
  let outcome: Outcome | undefined;
  let usage: Usage | undefined;
  let cutOff = false;
  const progress = progressTo(onProgress);
  try {
    const { stop: ends, calls } = model.profile;
    const request = { messages, stop: ends, ...(calls === 'tool' && { tools: [PYTHON_TOOL] }) };
    iterator = model.stream(request, enough.signal)[Symbol.asyncIterator]();
    while (!reader.done) {
      const { done, value } = await untilAborted(iterator.next(), signal);
      if (!done && value.type === 'usage') usage = tokensOf(value);
      if (!done && value.type === 'end') cutOff = value.reason === 'length';
      if (!done && value.type === 'notice') yield value;
      else progress.note(done ? undefined : value);
      for (const event of done ? reader.end(cutOff) : read(reader, value))
        if (event.type === 'thought') yield event;
        else outcome = event;
      if (reader.length > MAX_REPLY_CHARS) throw tooLong(model);
    }
    usage ??= yield* usageOf(iterator, USAGE_WAIT_MS[reader.toolCall ? 'call' : 'tags'], signal);
  } catch (error) {
    throw modelFailure(model.label, error);
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
    progress.note(undefined);
    // Not awaited, and its errors do not matter: the reply is complete, or the question has ended.
    iterator?.return?.().catch(() => undefined);
  }
  return { outcome: outcome ?? { type: 'nothing', reason: 'no text' }, ...(usage && { usage }) };
}

/** Tells of progress, and once when it is over. */
function progressTo(onProgress: OnProgress = () => undefined): {
  note(delta: ModelDelta | undefined): void;
} {
  let told = false;
  return {
    note(delta) {
      if (delta?.type === 'progress') onProgress(delta.progress);
      else if (told) onProgress(undefined);
      told = delta?.type === 'progress';
    },
  };
}

function read(reader: TurnReader, delta: ModelDelta): ReaderEvent[] {
  if (delta.type === 'toolCall') return reader.call(delta);
  return delta.type === 'text' || delta.type === 'thought'
    ? reader.feed(delta.text, delta.type)
    : [];
}

/**
 * The count of tokens, when it comes soon, and what the model has to say with it. The turn is complete: whatever else goes wrong with the
 * stream does not matter.
 */
async function* usageOf(
  iterator: AsyncIterator<ModelDelta>,
  waitMs: number,
  signal: AbortSignal,
): AsyncGenerator<ReplyPart, Usage | undefined, undefined> {
  const enough = new AbortController();
  const stop = () => enough.abort();
  const timer = setTimeout(stop, waitMs);
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      const { done, value } = await untilAborted(iterator.next(), enough.signal);
      if (done) return undefined;
      if (value.type === 'notice') yield value;
      if (value.type === 'usage') return tokensOf(value);
    }
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

function tokensOf({ type: _, ...usage }: Extract<ModelDelta, { type: 'usage' }>): Usage {
  return usage;
}

function tooLong({ label }: Model): RunFailure {
  return new RunFailure(
    'modelError',
    `The model "${label}" wrote more than ${MAX_REPLY_CHARS} characters without code or an answer. Try again, or another model.`,
  );
}
