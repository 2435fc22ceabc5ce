/** Items that arrive by callback, read as an async iterator by one reader. */
export class ItemQueue<T> implements AsyncIterableIterator<T> {
  readonly #items: T[] = [];
  readonly #readers: ((result: Promise<IteratorResult<T, undefined>>) => void)[] = [];
  #end: (() => Promise<IteratorResult<T, undefined>>) | undefined;

  /** `onReturn` is called when the reader stops before the end. */
  constructor(readonly onReturn: () => void) {}

  /** Items that no reader has taken yet. */
  get waiting(): number {
    return this.#items.length;
  }

  push(value: T): void {
    if (this.#end) return;
    const reader = this.#readers.shift();
    if (reader) reader(Promise.resolve({ done: false, value }));
    else this.#items.push(value);
  }

  /** Ends the sequence: after the items that are still waiting, the reader gets the end or `error`. */
  end(error?: Error): void {
    if (this.#end) return;
    let thrown = false;
    this.#end = () => {
      if (!error || thrown) return Promise.resolve({ done: true, value: undefined });
      thrown = true;
      return Promise.reject(error);
    };
    for (const reader of this.#readers.splice(0)) reader(this.#end());
  }

  next(): Promise<IteratorResult<T, undefined>> {
    if (this.#items.length > 0)
      return Promise.resolve({ done: false, value: this.#items.shift() as T });
    if (this.#end) return this.#end();
    return new Promise((resolve) => this.#readers.push(resolve));
  }

  return(): Promise<IteratorResult<T, undefined>> {
    const ended = this.#end !== undefined;
    this.#items.length = 0;
    this.end();
    if (!ended) this.onReturn();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
