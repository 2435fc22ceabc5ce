import { InferenceError } from '../errors.ts';
import type { GenerateItem } from '../protocol.ts';

export interface Movable {
  /** One reply where the model is now. */
  reply(): AsyncIterable<GenerateItem>;
  /** Is there another provider to go to? */
  readonly canMove: boolean;
  /** Opens the model elsewhere; gives a sentence that says from where to where. */
  move(): Promise<string>;
}

/** A reply; where the provider fails before its first word, the model is moved to another one and asked again. */
export async function* replyOrMove({
  reply,
  canMove,
  move,
}: Movable): AsyncGenerator<GenerateItem, void, undefined> {
  let begun = false;
  try {
    for await (const item of reply()) {
      begun ||= item.type === 'text';
      yield item;
    }
    return;
  } catch (error) {
    const failed = error instanceof InferenceError && error.kind === 'device';
    // Half a reply cannot be taken back: the next question moves the model.
    if (!failed || begun || !canMove) throw error;
    yield { type: 'notice', text: `${await move()}: ${error.message}` };
  }
  yield* reply();
}
