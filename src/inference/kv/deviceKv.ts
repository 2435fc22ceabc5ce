import type { FloatType, KvEntry } from '../sessions/decoderLayout.ts';
import { floatArray, floatTensor } from '../sessions/floats.ts';
import type { Tensor } from '../sessions/runtime.ts';
import { madeByRuntime, presents, type Tensors } from './tensors.ts';
import type { Resize } from './resizeOnDevice.ts';
import type { KvStore } from './store.ts';

/**
 * Keys and values that stay in the device's memory from step to step. JavaScript cannot look into them, so going back is a step of the
 * device as well (`resize`). What is replaced is freed by hand: nobody collects it.
 */
export class DeviceKv implements KvStore {
  readonly kind = 'device';
  readonly #entries: readonly KvEntry[];
  readonly #type: FloatType;
  readonly #resize: Resize;
  #tensors: Tensor[] = [];

  constructor(entries: readonly KvEntry[], type: FloatType, resize: Resize) {
    this.#entries = entries;
    this.#type = type;
    this.#resize = resize;
  }

  async prepare(): Promise<void> {
    // The runtime makes the room.
  }

  feeds(): Tensors {
    return Object.fromEntries(
      this.#entries.map(({ past, heads, headSize }, index) => [
        past,
        this.#tensors[index] ?? floatTensor(floatArray(this.#type, 0), [1, heads, 0, headSize]),
      ]),
    );
  }

  fetches(): Record<string, null> {
    return madeByRuntime(this.#entries);
  }

  commit(outputs: Readonly<Record<string, Tensor>>): void {
    this.#replace(presents(this.#entries, outputs));
  }

  async rewind(length: number, before: number): Promise<void> {
    if (length === before) return;
    if (length === 0) return this.clear();
    // Layer by layer, so that never two whole caches are there.
    for (const [index, tensor] of this.#tensors.entries()) {
      this.#tensors[index] = await this.#resize(tensor, length);
      tensor.dispose();
    }
  }

  clear(): void {
    this.#replace([]);
  }

  #replace(tensors: Tensor[]): void {
    const before = this.#tensors;
    this.#tensors = tensors;
    for (const tensor of before) if (!tensors.includes(tensor)) tensor.dispose();
  }
}
