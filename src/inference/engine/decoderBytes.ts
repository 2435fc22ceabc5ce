import { readFile, stat } from 'node:fs/promises';
import { InferenceError } from '../errors.ts';
import { lastRowOnly } from '../onnx/lastRowOnly.ts';
import { stopCopying } from '../onnx/stopCopying.ts';
import type { ModelBytes } from '../sessions/openSession.ts';

/** Graphs with their weights beside them have some megabytes. Files with weights inside stay as they are. */
const MOST_BYTES = 96 * 1024 * 1024;

/** A decoder's file, changed for speed where that is possible. */
export interface DecoderSource {
  readonly source: string | ModelBytes;
  readonly lastRow: boolean;
  readonly stops: boolean;
}

/**
 * Reads a decoder's graph and changes it in memory: logits of the last token only, and, where asked for, no copies of its outputs.
 * @throws InferenceError `files` when it cannot be read or is no ONNX model
 */
export async function decoderBytes(
  path: string,
  { stop }: { readonly stop: boolean },
): Promise<DecoderSource> {
  let bytes: Uint8Array;
  try {
    if ((await stat(path)).size > MOST_BYTES) return { source: path, lastRow: false, stops: false };
    bytes = await readFile(path);
    const cut = lastRowOnly(bytes);
    const source = { path, bytes: stop ? stopCopying(cut ?? bytes) : (cut ?? bytes) };
    return { source, lastRow: cut !== undefined, stops: stop };
  } catch (error) {
    throw new InferenceError(
      'files',
      `${path} is not an ONNX model that can be read (${error instanceof Error ? error.message : String(error)}). Get it again.`,
      { cause: error },
    );
  }
}
