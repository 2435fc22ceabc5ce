import type { Tensor } from '../sessions/runtime.ts';
import type { Tensors } from './tensors.ts';

/** Keys and values of attention layers. The length is the cache's business. */
export interface KvStore {
  readonly kind: 'shared' | 'growing' | 'device';
  /** Makes room for `tokens` more behind the first `length`. */
  prepare(length: number, tokens: number): Promise<void>;
  feeds(): Tensors;
  fetches(): Record<string, Tensor | null>;
  commit(outputs: Readonly<Record<string, Tensor>>): void;
  /** Keeps the first `length` tokens of `before`. */
  rewind(length: number, before: number): Promise<void>;
  clear(): void;
}
