import type { Tensor } from '../sessions/runtime.ts';

/** Tensors by the names of a decoder's inputs or outputs. */
export type Tensors = Record<string, Tensor>;

/** What a tensor of the cache is called as an input and as an output. */
export interface Entry {
  readonly past: string;
  readonly present: string;
}

/** Tensors, in the order of the entries, by their names. */
export function named(
  entries: readonly Entry[],
  side: keyof Entry,
  tensors: readonly Tensor[],
): Tensors {
  const result: Tensors = {};
  entries.forEach((entry, index) => {
    const tensor = tensors[index];
    if (tensor) result[entry[side]] = tensor;
  });
  return result;
}

/** Outputs that the runtime is to make. */
export function madeByRuntime(entries: readonly Entry[]): Record<string, null> {
  return Object.fromEntries(entries.map(({ present }) => [present, null]));
}

/** The outputs of a step, in the order of the entries. */
export function presents(
  entries: readonly Entry[],
  outputs: Readonly<Record<string, Tensor>>,
): Tensor[] {
  return entries.map(({ present }) => {
    const tensor = outputs[present];
    if (!tensor) throw new TypeError(`The decoder gave no ${present}.`);
    return tensor;
  });
}
