import type { Model, ModelDelta, ModelMessage } from '../model.ts';
import type { ReaderEvent } from '../reader/events.ts';
import type { TurnReader } from '../reader/turnReader.ts';
import { untilAborted } from './abortable.ts';
import { modelFailure, RunFailure } from './failure.ts';

/** What a reply came to. */
export type Outcome = Exclude<ReaderEvent, { type: 'thought' }>;

/** A reply that has grown this long without an end is a model that went astray. */
const MAX_REPLY_CHARS = 400_000;

/**
 * Streams one reply of the model through the reader. Yields thoughts as they come; returns the cell or the answer, and
 * stops the model there.
 * @throws RunFailure of kind `cancelled` or `modelError`
 */
export async function* streamReply(
  model: Model,
  messages: readonly ModelMessage[],
  reader: TurnReader,
  signal: AbortSignal,
): AsyncGenerator<string, Outcome, undefined> {
  const enough = new AbortController();
  const stop = () => enough.abort();
  signal.addEventListener('abort', stop, { once: true });
  let iterator: AsyncIterator<ModelDelta> | undefined;
  let outcome: Outcome | undefined;
  try {
    const request = { messages, stop: model.profile.stop };
    const stream = model.stream(request, enough.signal);
    iterator = stream[Symbol.asyncIterator]();
    while (!reader.done) {
      const { done, value } = await untilAborted(iterator.next(), signal);
      if (!done && value.type === 'usage') continue;
      for (const event of done ? reader.end() : reader.feed(...chunkOf(value)))
        if (event.type === 'thought') yield event.text;
        else outcome = event;
      if (reader.length > MAX_REPLY_CHARS) throw tooLong(model);
    }
  } catch (error) {
    throw modelFailure(model.label, error);
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
    // Not awaited, and its errors do not matter: the reply is complete, or the question has ended.
    iterator?.return?.().catch(() => undefined);
  }
  return outcome ?? { type: 'nothing', reason: 'no text' };
}

function chunkOf(delta: ModelDelta): [chunk: string, channel: 'text' | 'thought'] {
  return delta.type === 'text' || delta.type === 'thought'
    ? [delta.text, delta.type]
    : ['', 'text'];
}

function tooLong({ label }: Model): RunFailure {
  return new RunFailure(
    'modelError',
    `The model "${label}" wrote more than ${MAX_REPLY_CHARS} characters without code or an answer. Try again, or another model.`,
  );
}
