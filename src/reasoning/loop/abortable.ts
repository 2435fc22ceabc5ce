import { cancelled } from './failure.ts';

/**
 * Waits for a promise, but no longer than until the signal is aborted: a model or sandbox that does not listen to its
 * signal must not keep the user waiting.
 * @throws RunFailure of kind `cancelled`
 */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(cancelled());
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } catch (error) {
    // A model that does listen rejects with an AbortError of its own: that is the same event.
    throw signal.aborted ? cancelled() : error;
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}
