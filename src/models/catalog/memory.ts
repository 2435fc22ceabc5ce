import { freemem, totalmem } from 'node:os';

/** Shape of a cache of keys and values. */
export interface CacheShape {
  readonly layers: number;
  readonly heads: number;
  readonly headSize: number;
}

/** Tokens of a conversation with a few figures; what the estimates are for. */
export const ESTIMATE_TOKENS = 8192;

/**
 * ONNX Runtime repacks 4-bit weights for the CPU when it loads them: a decoder of 1.08 GB took 1.6 GB (version 1.30). Other weights
 * are kept as they are.
 */
const REPACKED = 1.5;
/** The process itself, a tokenizer, one chunk of a prompt and one image. */
const WORKING_BYTES = 500 * 1024 * 1024;
/** Numbers of the cache are kept in fp32 on the CPU. */
const CACHE_NUMBER_BYTES = 4;

/** Bytes of the cache for one token: keys and values of every layer. */
export const cacheBytesPerToken = ({ layers, heads, headSize }: CacheShape): number =>
  2 * layers * heads * headSize * CACHE_NUMBER_BYTES;

/**
 * What a model takes in memory on the CPU with a conversation of 8192 tokens: weights (the decoder's one and a half times), cache,
 * and half a gigabyte to work in. An estimate; the inference process makes its own before it loads a model.
 */
export function memoryEstimate(weights: {
  readonly decoderBytes: number;
  readonly otherBytes: number;
  readonly cache?: CacheShape;
}): number {
  const { decoderBytes, otherBytes, cache } = weights;
  const cached = cache ? cacheBytesPerToken(cache) * ESTIMATE_TOKENS : 0;
  return Math.round(decoderBytes * REPACKED + otherBytes + cached + WORKING_BYTES);
}

/** `yes`: with room for other programs; `tight`: others may have to be closed; `no`: more than this machine has. */
export type Fit = 'yes' | 'tight' | 'no';

export function fits(neededBytes: number, totalBytes: number): Fit {
  if (neededBytes > totalBytes) return 'no';
  return neededBytes > totalBytes * 0.6 ? 'tight' : 'yes';
}

/** This machine, or the container that the process runs in. */
export function machineMemory(): { readonly totalBytes: number; readonly freeBytes: number } {
  const limit = process.constrainedMemory();
  const total = totalmem();
  // Without a limit some versions of Node give 0, others a number beyond all memory.
  const totalBytes = limit > 0 && limit < total ? limit : total;
  return { totalBytes, freeBytes: Math.min(freemem(), totalBytes) };
}
