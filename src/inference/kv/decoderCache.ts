import type { Tensor } from '../sessions/runtime.ts';
import type { Tensors } from './tensors.ts';
import type { States } from './states.ts';
import type { KvStore } from './store.ts';

/** What a decoder remembers of the tokens that it has read: keys and values, and the states of linear attention beside them. */
export class DecoderCache {
  readonly #kv: KvStore;
  readonly #states: States;
  #length = 0;

  constructor(kv: KvStore, states: States) {
    this.#kv = kv;
    this.#states = states;
  }

  get kind(): KvStore['kind'] {
    return this.#kv.kind;
  }

  /** Tokens read so far. */
  get length(): number {
    return this.#length;
  }

  /** `past…` inputs for a step that reads `tokens` more. */
  async feeds(tokens: number): Promise<Tensors> {
    await this.#kv.prepare(this.#length, tokens);
    return { ...this.#kv.feeds(), ...this.#states.feeds() };
  }

  /** `present…` outputs of that step: tensors to be filled, or null where the runtime makes them. */
  fetches(): Record<string, Tensor | null> {
    return { ...this.#kv.fetches(), ...this.#states.fetches() };
  }

  /** Takes over the outputs of the step. */
  commit(outputs: Readonly<Record<string, Tensor>>, tokens: number): void {
    this.#kv.commit(outputs);
    this.#states.commit(outputs);
    this.#length += tokens;
  }

  /** This place will be worth going back to: the end of a prompt or of a reply. */
  mark(): void {
    this.#states.keep(this.#length);
  }

  /** Goes back to the first `length` tokens, or to fewer where no such state was kept; gives how many are left. */
  async rewind(length: number): Promise<number> {
    const left = this.#states.rewind(length, this.#length);
    await this.#kv.rewind(left, this.#length);
    this.#length = left;
    return left;
  }

  clear(): void {
    this.#kv.clear();
    this.#states.clear();
    this.#length = 0;
  }
}
