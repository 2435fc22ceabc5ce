import type { FloatType, KvEntry } from '../sessions/decoderLayout.ts';
import { floatArray, floatTensor } from '../sessions/floats.ts';
import type { Tensor } from '../sessions/runtime.ts';
import type { Resize } from './resizeOnDevice.ts';
import { grownCapacity } from './sharedKv.ts';
import type { KvStore } from './store.ts';
import { named, type Tensors } from './tensors.ts';

/**
 * One buffer of the device per layer as past and present at once, for decoders with GroupQueryAttention. JavaScript cannot make such a
 * buffer: a session that lengthens tensors does. The decoder's session must not be told where to leave its outputs, or it would not take
 * ours.
 */
export class DeviceSharedKv implements KvStore {
  readonly kind = 'device';
  readonly #entries: readonly KvEntry[];
  readonly #type: FloatType;
  readonly #limit: number;
  readonly #resize: Resize;
  #tensors: Tensor[] = [];
  #capacity = 0;

  constructor(entries: readonly KvEntry[], type: FloatType, limit: number, resize: Resize) {
    this.#entries = entries;
    this.#type = type;
    this.#limit = limit;
    this.#resize = resize;
  }

  async prepare(length: number, tokens: number): Promise<void> {
    if (length + tokens <= this.#capacity) return;
    this.#capacity = grownCapacity(this.#capacity, length + tokens, this.#limit);
    // Layer by layer, so that never two whole caches are there.
    for (const [index, { heads, headSize }] of this.#entries.entries()) {
      const before = this.#tensors[index];
      const dims = [1, heads, 1, headSize];
      const from = before ?? floatTensor(floatArray(this.#type, heads * headSize), dims);
      this.#tensors[index] = await this.#resize(from, this.#capacity);
      before?.dispose();
    }
  }

  feeds(): Tensors {
    return named(this.#entries, 'past', this.#tensors);
  }

  fetches(): Record<string, Tensor | null> {
    return named(this.#entries, 'present', this.#tensors);
  }

  commit(outputs: Readonly<Record<string, Tensor>>): void {
    // The binding wraps the same memory anew at every step.
    for (const [index, { present }] of this.#entries.entries()) {
      const wrapper = outputs[present];
      if (wrapper !== this.#tensors[index]) wrapper?.dispose();
    }
  }

  async rewind(): Promise<void> {
    // What lies behind the length is not read, and written over.
  }

  clear(): void {
    for (const tensor of this.#tensors.splice(0)) tensor.dispose();
    this.#capacity = 0;
  }
}
