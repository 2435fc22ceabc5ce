/** One after the other: the process holds one model and one conversation. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Waits for those before; then the returned function must be called when done. @throws the signal's reason when it was aborted meanwhile */
  async take(signal: AbortSignal): Promise<() => void> {
    const before = this.#last;
    let release = (): void => undefined;
    this.#last = new Promise<void>((resolve) => (release = resolve));
    await before;
    if (signal.aborted) release();
    signal.throwIfAborted();
    return release;
  }
}
