/**
 * Does a task for each item, a few at once. The first failure aborts the others; all have ended when this returns.
 * @throws what the first failed task threw
 */
export async function inParallel<T>(
  items: readonly T[],
  most: number,
  signal: AbortSignal,
  task: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const own = AbortSignal.any([signal, stop.signal]);
  const waiting = items[Symbol.iterator]();
  let failure: { readonly error: unknown } | undefined;
  const work = async () => {
    for (const item of waiting) {
      if (own.aborted) return;
      try {
        await task(item, own);
      } catch (error) {
        failure ??= { error };
        stop.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, work));
  signal.throwIfAborted();
  if (failure) throw failure.error;
}
