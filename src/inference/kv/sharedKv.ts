import type { FloatType, KvEntry } from '../sessions/decoderLayout.ts';
import { floatArray, floatTensor, type FloatArray } from '../sessions/floats.ts';
import type { Tensor } from '../sessions/runtime.ts';
import type { KvStore } from './store.ts';
import { named, type Tensors } from './tensors.ts';

/** Fewer tokens are not worth a buffer of their own. */
const LEAST_CAPACITY = 1024;

/**
 * One typed array per layer as past and present at once, for decoders with GroupQueryAttention on the CPU provider: the operator writes
 * the new tokens behind the old ones and copies nothing, and going back is forgetting a number. Buffers grow by doubling: the operator's
 * own workspace grows with their size, so the whole context at once would cost memory that short conversations never need.
 */
export class SharedKv implements KvStore {
  readonly kind = 'shared';
  readonly #entries: readonly KvEntry[];
  readonly #type: FloatType;
  readonly #limit: number;
  #buffers: FloatArray[] = [];
  #tensors: Tensor[] = [];
  #capacity = 0;

  /** @param limit tokens of the context */
  constructor(entries: readonly KvEntry[], type: FloatType, limit: number) {
    this.#entries = entries;
    this.#type = type;
    this.#limit = limit;
  }

  get capacity(): number {
    return this.#capacity;
  }

  async prepare(length: number, tokens: number): Promise<void> {
    if (length + tokens > this.#capacity)
      this.#grow(length, grownCapacity(this.#capacity, length + tokens, this.#limit));
  }

  feeds(): Tensors {
    return named(this.#entries, 'past', this.#tensors);
  }

  fetches(): Record<string, Tensor | null> {
    return named(this.#entries, 'present', this.#tensors);
  }

  commit(): void {
    // The outputs are the buffers themselves.
  }

  async rewind(): Promise<void> {
    // What lies behind the length is not read, and written over.
  }

  clear(): void {
    this.#buffers = [];
    this.#tensors = [];
    this.#capacity = 0;
  }

  #grow(kept: number, capacity: number): void {
    const old = this.#buffers;
    const before = this.#capacity;
    this.#tensors = [];
    this.#buffers = this.#entries.map(({ heads, headSize }, index) => {
      const buffer = floatArray(this.#type, heads * capacity * headSize);
      const from = old[index];
      if (from) moveHeads(from, before, buffer, capacity, { heads, headSize, tokens: kept });
      // One at a time, so that never all old and all new ones are there together.
      if (from) old[index] = floatArray(this.#type, 0);
      return buffer;
    });
    this.#capacity = capacity;
    this.#tensors = this.#entries.map(({ heads, headSize }, index) =>
      floatTensor(this.#buffers[index] ?? floatArray(this.#type, 0), [
        1,
        heads,
        capacity,
        headSize,
      ]),
    );
  }
}

/** Room for `needed` tokens: twice what there was, within the context's limit. */
export function grownCapacity(before: number, needed: number, limit: number): number {
  const doubled = Math.max(LEAST_CAPACITY, before * 2, needed);
  return Math.max(needed, Math.min(limit, doubled));
}

/** Copies the first `tokens` of every head from `[heads, before, headSize]` to `[heads, after, headSize]`. */
export function moveHeads(
  from: FloatArray,
  before: number,
  to: FloatArray,
  after: number,
  { heads, headSize, tokens }: { heads: number; headSize: number; tokens: number },
): void {
  for (let head = 0; head < heads; head++) {
    const start = head * before * headSize;
    to.set(from.subarray(start, start + tokens * headSize), head * after * headSize);
  }
}
