import { useEffect, useReducer, useRef } from 'preact/hooks';

/** A value that changes, with listeners. The page's only means of keeping state outside of components. */
export class Store<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** What `select` reads from a store; the component is drawn anew when that changes, and only then. */
export function useSelected<T, S>(store: Store<T>, select: (value: T) => S): S {
  const [, redraw] = useReducer<number, undefined>((count) => count + 1, 0);
  const selected = select(store.value);
  const latest = useRef({ select, selected });
  latest.current = { select, selected };
  useEffect(() => {
    const check = (): void => {
      const { select: read, selected: drawn } = latest.current;
      if (!Object.is(read(store.value), drawn)) redraw(undefined);
    };
    check();
    return store.subscribe(check);
  }, [store]);
  return selected;
}
