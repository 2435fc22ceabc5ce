import { ItemQueue } from '../../ipc/itemQueue.ts';

/** Does `work`, and gives on what it tells meanwhile; returns what it comes to. */
export async function* telling<T, R>(
  work: (tell: (item: T) => void) => Promise<R>,
): AsyncGenerator<T, R, undefined> {
  const told = new ItemQueue<T>(() => undefined);
  const result = work((item) => told.push(item)).finally(() => told.end());
  // Its failure is thrown below; whoever stops listening before that has ended the work by its signal.
  result.catch(() => undefined);
  yield* told;
  return result;
}
