/** Lets one holder in after the other, in the order in which they came. */
export class Lock {
  #last: Promise<void> = Promise.resolve();
  #holders = 0;

  get held(): boolean {
    return this.#holders > 0;
  }

  /**
   * Waits until it is free.
   * @returns the function that frees it again
   * @throws the signal's reason when it is aborted first
   */
  async acquire(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const before = this.#last;
    let free: () => void = () => undefined;
    this.#last = new Promise((resolve) => (free = resolve));
    this.#holders += 1;
    const release = () => {
      this.#holders -= 1;
      free();
    };
    let stop: () => void = () => undefined;
    const aborted = new Promise<'aborted'>((resolve) => {
      stop = () => resolve('aborted');
      signal.addEventListener('abort', stop, { once: true });
    });
    const first = await Promise.race([before, aborted]);
    signal.removeEventListener('abort', stop);
    if (first !== 'aborted') return release;
    // Whoever comes next waits for those before this one all the same.
    void before.then(release);
    signal.throwIfAborted();
    throw new Error('unreachable');
  }
}
