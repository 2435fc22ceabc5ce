/** Keeps what outlives a reload: soon after a change, and at once where it must not be lost. */
export class Keeper {
  readonly #write: () => Promise<void>;
  #timer: NodeJS.Timeout | undefined;

  constructor(write: () => Promise<void>) {
    this.#write = write;
  }

  /** @param delay ms; changes within it are written together */
  later(delay = 400): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#write();
    }, delay);
  }

  /** Writes what is waiting to be written. */
  async now(): Promise<void> {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#write();
  }
}
