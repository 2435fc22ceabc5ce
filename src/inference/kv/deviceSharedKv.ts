import type { FloatType, KvEntry } from '../sessions/decoderLayout.ts';
import { floatArray, floatTensor } from '../sessions/floats.ts';
import type { Tensor } from '../sessions/runtime.ts';
import type { Resize } from './resizeOnDevice.ts';
import { grownCapacity } from './sharedKv.ts';
import type { KvStore } from './store.ts';
import type { Tensors } from './tensors.ts';

/**
 * One buffer of the device per layer as past and present at once, for decoders with GroupQueryAttention. JavaScript cannot make such a
 * buffer: zeros go in as the first past, and what comes out as present is of the same size and stays. From then on it is both.
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
    if (length === 0) return this.#free();
    for (const [index, tensor] of this.#tensors.entries()) {
      this.#tensors[index] = await this.#resize(tensor, this.#capacity);
      tensor.dispose();
    }
  }

  feeds(): Tensors {
    return Object.fromEntries(
      this.#entries.map((entry, index) => [entry.past, this.#tensors[index] ?? this.#zeros(entry)]),
    );
  }

  fetches(): Record<string, Tensor | null> {
    return Object.fromEntries(
      this.#entries.map(({ present }, index) => [present, this.#tensors[index] ?? null]),
    );
  }

  commit(outputs: Readonly<Record<string, Tensor>>): void {
    if (this.#tensors.length > 0) return;
    this.#tensors = this.#entries.map(({ present }) => {
      const tensor = outputs[present];
      if (!tensor) throw new TypeError(`The decoder gave no ${present}.`);
      return tensor;
    });
  }

  async rewind(): Promise<void> {
    // What lies behind the length is not read, and written over.
  }

  clear(): void {
    this.#free();
    this.#capacity = 0;
  }

  #zeros({ heads, headSize }: KvEntry): Tensor {
    const dims = [1, heads, this.#capacity, headSize];
    return floatTensor(floatArray(this.#type, heads * this.#capacity * headSize), dims);
  }

  #free(): void {
    for (const tensor of this.#tensors.splice(0)) tensor.dispose();
  }
}
