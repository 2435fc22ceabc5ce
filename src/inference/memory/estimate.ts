import { freemem, totalmem } from 'node:os';
import type { ModelFolder } from '../folder/modelFolder.ts';
import type { ChosenWeights } from '../folder/chooseDtype.ts';
import { InferenceError } from '../errors.ts';

/** Node, ONNX Runtime and the tokenizer. */
const BASE_BYTES = 250 * 1024 ** 2;
/** Weights are laid out anew for the processor when a session is opened; both forms are there for a while. */
const WEIGHTS_FACTOR = 1.35;
/** What macOS calls free leaves out what it would give up at once. */
const MAC_SHARE = 0.6;

export interface MemoryNeed {
  /** Weights and what surrounds them. */
  readonly modelBytes: number;
  /** For every token of the context. */
  readonly bytesPerToken: number;
}

/**
 * Memory that a model will need, before it is loaded.
 * @param chunk tokens of a prefill step
 */
export function memoryNeed(
  {
    vocabularySize,
    hiddenSize,
    cacheShape,
  }: Pick<ModelFolder, 'vocabularySize' | 'hiddenSize' | 'cacheShape'>,
  { files, dtype }: ChosenWeights,
  chunk: number,
): MemoryNeed {
  const weights = Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0);
  const { layers, kvHeads, headSize } = cacheShape;
  const kvBytes = /f16|fp16/u.test(dtype.decoder_model_merged ?? '') ? 2 : 4;
  // Logits of a chunk where the export gives them all, and some ten activations of its width.
  const step = chunk * (vocabularySize + 10 * hiddenSize) * 4;
  return {
    modelBytes: BASE_BYTES + Math.ceil(weights * WEIGHTS_FACTOR) + step,
    bytesPerToken: 2 * layers * kvHeads * headSize * kvBytes,
  };
}

/** Memory that is free for a model now, in bytes; limits of a container count. */
export function availableBytes(): number {
  const own = (process as { availableMemory?: () => number }).availableMemory?.() ?? freemem();
  return process.platform === 'darwin' ? Math.max(own, totalmem() * MAC_SHARE) : own;
}

/** Contexts that are given when nobody says otherwise: some ten turns with a dozen images. */
const USUAL_CONTEXT = 16_384;
/** A question with an image and a reply needs this much. */
const LEAST_CONTEXT = 2_048;

/**
 * Tokens of context that fit into memory.
 * @throws InferenceError `memory` with the numbers when not even a short conversation fits
 */
export function fittingContext(
  need: MemoryNeed,
  available: number,
  { wanted, most, name }: { wanted: number | undefined; most: number; name: string },
): number {
  const context = Math.min(wanted ?? USUAL_CONTEXT, most);
  const least = Math.min(LEAST_CONTEXT, context);
  const fits = Math.floor((available - need.modelBytes) / Math.max(1, need.bytesPerToken));
  if (fits >= least) return Math.min(context, fits);
  throw new InferenceError(
    'memory',
    `${name} does not fit into memory: it needs about ${gib(need.modelBytes + least * need.bytesPerToken)} (weights and workspace ${gib(need.modelBytes)}, ${least} tokens of context ${gib(least * need.bytesPerToken)}), and ${gib(available)} are free. Close other programs, or use a smaller model or one with 4-bit weights (q4).`,
  );
}

function gib(bytes: number): string {
  return bytes >= 1024 ** 3
    ? `${(bytes / 1024 ** 3).toFixed(1)} GiB`
    : `${Math.max(1, Math.round(bytes / 1024 ** 2))} MiB`;
}
