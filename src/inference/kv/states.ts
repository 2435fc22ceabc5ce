import type { StateEntry } from '../sessions/decoderLayout.ts';
import { floatArray, floatTensor } from '../sessions/floats.ts';
import type { Tensor } from '../sessions/runtime.ts';
import { madeByRuntime, named, presents, type Tensors } from './tensors.ts';

/** States worth keeping: prompts and replies of the last turns of a run. */
const KEPT = 16;
const KEPT_BYTES = 512 * 1024 * 1024;

interface Snapshot {
  readonly length: number;
  readonly tensors: readonly Tensor[];
}

/**
 * The states of linear-attention layers (Qwen3.5's gated delta networks). Each step replaces them as a whole and nothing can be taken
 * out of them again: to go back means to have kept them. Every step fills
 * tensors that are not in use, so keeping costs no copy.
 */
export class States {
  readonly #entries: readonly StateEntry[];
  readonly #most: number;
  readonly #onDevice: boolean;
  #now: readonly Tensor[] = [];
  #kept: Snapshot[] = [];
  /** To be filled by the next step. */
  #free: (readonly Tensor[])[] = [];

  /** @param onDevice the runtime makes the tensors, in the memory of its device */
  constructor(entries: readonly StateEntry[], { onDevice = false } = {}) {
    this.#entries = entries;
    this.#onDevice = onDevice;
    const bytes = entries.reduce(
      (sum, { dims, type }) => sum + dims.reduce((a, b) => a * b, type === 'float32' ? 4 : 2),
      0,
    );
    this.#most = Math.max(2, Math.min(KEPT, Math.floor(KEPT_BYTES / Math.max(1, bytes))));
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  feeds(): Tensors {
    const zeros = this.#now.length === 0 ? this.#make() : [];
    return named(this.#entries, 'past', this.#now.length > 0 ? this.#now : zeros);
  }

  fetches(): Record<string, Tensor | null> {
    if (this.#onDevice) return madeByRuntime(this.#entries);
    return named(this.#entries, 'present', (this.#free[0] ??= this.#make()));
  }

  #make(): readonly Tensor[] {
    return this.#entries.map(({ dims, type }) =>
      floatTensor(
        floatArray(
          type,
          dims.reduce((a, b) => a * b, 1),
        ),
        dims,
      ),
    );
  }

  commit(outputs: Readonly<Record<string, Tensor>>): void {
    const before = this.#now;
    this.#free.shift();
    this.#now = presents(this.#entries, outputs);
    this.#dispose(before);
  }

  /** Keeps the state after `length` tokens. */
  keep(length: number): void {
    if (this.isEmpty || this.#kept.some((one) => one.length === length)) return;
    this.#kept.push({ length, tensors: this.#now });
    while (this.#kept.length > this.#most) {
      const [oldest] = this.#kept.splice(0, 1);
      if (oldest) this.#dispose(oldest.tensors);
    }
  }

  /** Goes back to the latest state of at most `length` tokens; gives its length, 0 when none was kept. */
  rewind(length: number, current: number): number {
    if (this.isEmpty || length >= current) return Math.min(length, current);
    const found = this.#kept.findLast((one) => one.length <= length);
    const before = this.#now;
    const gone = this.#kept.filter((one) => one.length > length);
    this.#kept = this.#kept.filter((one) => one.length <= length);
    this.#now = found?.tensors ?? [];
    for (const { tensors } of gone) this.#dispose(tensors);
    this.#dispose(before);
    return found?.length ?? 0;
  }

  clear(): void {
    const all = [this.#now, ...this.#kept.map(({ tensors }) => tensors)];
    this.#now = [];
    this.#kept = [];
    for (const tensors of all) this.#dispose(tensors);
    this.#free = [];
  }

  /** What is still kept or in use stays. Memory of a device is not collected with its tensor. */
  #dispose(tensors: readonly Tensor[]): void {
    if (tensors === this.#now || this.#kept.some((one) => one.tensors === tensors)) return;
    if (this.#onDevice)
      for (const tensor of tensors) {
        if (tensor.location === 'gpu-buffer') tensor.dispose();
      }
    else if (tensors.length > 0 && this.#free.length < 2) this.#free.push(tensors);
  }
}
