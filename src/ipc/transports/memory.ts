import type { Transport } from '../transport.ts';

/** Two connected ends in one process. Messages are cloned and delivered asynchronously, in order, as between processes. */
export function memoryPair(): [Transport, Transport] {
  const a = new MemoryEnd();
  const b = new MemoryEnd();
  a.peer = b;
  b.peer = a;
  return [a, b];
}

class MemoryEnd implements Transport {
  peer: MemoryEnd | undefined;
  #receive: ((message: unknown) => void) | undefined;
  #closed: ((reason: string) => void) | undefined;
  #early: unknown[] = [];

  send(message: unknown): void {
    const copy: unknown = structuredClone(message);
    const { peer } = this;
    queueMicrotask(() => peer?.deliver(copy));
  }

  deliver(message: unknown): void {
    if (this.#receive) this.#receive(message);
    else this.#early.push(message);
  }

  onMessage(receive: (message: unknown) => void): void {
    this.#receive = receive;
    for (const message of this.#early.splice(0)) receive(message);
  }

  onClose(closed: (reason: string) => void): void {
    this.#closed = closed;
  }

  close(): void {
    const { peer } = this;
    this.peer = undefined;
    queueMicrotask(() => peer?.ended());
  }

  ended(): void {
    this.peer = undefined;
    this.#closed?.('closed by the peer');
    this.#closed = undefined;
  }
}
