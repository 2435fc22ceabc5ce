import type { Model } from '../model.ts';
import { TurnReader } from '../reader/turnReader.ts';
import type { Dialogue } from './dialogue.ts';
import { isCut } from './failure.ts';
import type { OnProgress } from './question.ts';
import { streamReply, type Reply, type ReplyPart } from './streamReply.ts';
import { askedAgain } from './wording.ts';

/** A reply with the thoughts that came before its cell or answer. */
export type Taken = Reply & { readonly thought: string };

/** The reply so far no longer counts: it broke off and is asked for once more. */
export interface Retry {
  readonly type: 'retry';
  readonly text: string;
}

/**
 * Takes one reply of the model into the dialogue. One that breaks off is asked for once more, from the last complete turn.
 * @throws RunFailure; what came of the reply is then in the dialogue
 */
export async function* takeReply(
  model: Model,
  dialogue: Dialogue,
  signal: AbortSignal,
  onProgress?: OnProgress,
): AsyncGenerator<ReplyPart | Retry, Taken, undefined> {
  try {
    return yield* takeOnce({ model, dialogue, signal, onProgress }, true);
  } catch (error) {
    if (!isCut(error)) throw error;
    yield { type: 'retry', text: askedAgain(error.message) };
    return yield* takeOnce({ model, dialogue, signal, onProgress }, false);
  }
}

interface Once {
  readonly model: Model;
  readonly dialogue: Dialogue;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress | undefined;
}

/** @param again will a reply that breaks off be asked for again? Then nothing of it is kept */
async function* takeOnce(
  { model, dialogue, signal, onProgress }: Once,
  again: boolean,
): AsyncGenerator<ReplyPart, Taken, undefined> {
  const { tags, plainAnswer } = model.profile;
  const reader = new TurnReader(tags, plainAnswer);
  const parts = streamReply(model, dialogue.messages, reader, signal, onProgress);
  let thought = '';
  let end: 'whole' | 'again' | 'cut' = 'cut';
  try {
    let next = await parts.next();
    for (; !next.done; next = await parts.next()) {
      if (next.value.type === 'thought') thought += next.value.text;
      yield next.value;
    }
    end = 'whole';
    return { ...next.value, thought };
  } catch (error) {
    if (again && isCut(error)) end = 'again';
    throw error;
  } finally {
    // Closes the stream when the consumer of the events stops here; no effect after the end.
    await parts.return({ outcome: { type: 'nothing', reason: 'stopped' } });
    if (end !== 'again') dialogue.reply(reader.reply(), reader.toolCall);
    if (end === 'cut') dialogue.noteForNext('The last reply was cut off.');
  }
}
