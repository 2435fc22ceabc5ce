import type { FloatType, KvEntry } from '../sessions/decoderLayout.ts';
import { floatArray, floatsOf, floatTensor } from '../sessions/floats.ts';
import type { Tensor } from '../sessions/runtime.ts';
import { moveHeads } from './sharedKv.ts';
import type { KvStore } from './store.ts';
import { madeByRuntime, presents, type Tensors } from './tensors.ts';

/** The runtime makes new tensors at every step, one token longer: for decoders that concatenate, and providers that copy anyway. */
export class GrowingKv implements KvStore {
  readonly kind = 'growing';
  readonly #entries: readonly KvEntry[];
  readonly #type: FloatType;
  #tensors: Tensor[] = [];

  constructor(entries: readonly KvEntry[], type: FloatType) {
    this.#entries = entries;
    this.#type = type;
  }

  async prepare(): Promise<void> {
    // The runtime makes the room.
  }

  feeds(): Tensors {
    return Object.fromEntries(
      this.#entries.map((entry, index) => [
        entry.past,
        this.#tensors[index] ??
          floatTensor(floatArray(this.#type, 0), [1, entry.heads, 0, entry.headSize]),
      ]),
    );
  }

  fetches(): Record<string, null> {
    return madeByRuntime(this.#entries);
  }

  commit(outputs: Readonly<Record<string, Tensor>>): void {
    this.#tensors = presents(this.#entries, outputs);
  }

  async rewind(length: number, before: number): Promise<void> {
    if (length === before) return;
    this.#tensors = this.#tensors.map((tensor, index) => {
      const { heads = 1, headSize = 1 } = this.#entries[index] ?? {};
      const to = floatArray(this.#type, heads * length * headSize);
      moveHeads(floatsOf(tensor), before, to, length, { heads, headSize, tokens: length });
      return floatTensor(to, [1, heads, length, headSize]);
    });
  }

  clear(): void {
    this.#tensors = [];
  }
}
