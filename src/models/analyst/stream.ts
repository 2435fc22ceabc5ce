import type { ModelDelta } from '../../reasoning/index.ts';

/**
 * Yields a turn word by word, as a model would write it.
 * @throws the signal's reason (an `AbortError`) as soon as the signal is aborted
 */
export async function* streamText(text: string, signal: AbortSignal): AsyncGenerator<ModelDelta> {
  for (const [piece] of text.matchAll(/\s*\S+|\s+$/g)) {
    signal.throwIfAborted();
    yield { type: 'text', text: piece };
    // Lets a cancellation that is waiting in the queue come through between two words.
    await Promise.resolve();
  }
}
