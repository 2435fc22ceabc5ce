import type { Tensor } from '../sessions/runtime.ts';

/** Tensors by the names of a decoder's inputs or outputs. */
export type Tensors = Record<string, Tensor>;
