import { inflateSync } from 'node:zlib';
import { damaged } from '../damaged.ts';

/** Deflate makes a byte into 1032 at most. */
const MOST_PER_BYTE = 1032;

/**
 * Decompresses the data of a PNG, which is `length` bytes when it is whole. No memory is taken for more, nor for a length that so few
 * bytes cannot give.
 *
 * @throws InferenceError `image` when there is less, more, or something that is not compressed data.
 */
export function inflateImage(data: readonly Uint8Array[], length: number): Uint8Array {
  const compressed = data.length === 1 && data[0] ? data[0] : Buffer.concat(data);
  if (compressed.length * MOST_PER_BYTE < length)
    throw damaged('PNG', 'most of its pixels are missing');
  let inflated: Uint8Array;
  try {
    inflated = inflateSync(compressed, {
      // One byte more than needed: zlib asks for room once more before it sees the end of its data.
      chunkSize: Math.max(length + 1, 64),
      maxOutputLength: length,
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw damaged('PNG', `its pixels cannot be decompressed (${reason(error)})`, { cause: error });
  }
  if (inflated.length < length) throw damaged('PNG', 'the last of its pixels are missing');
  return inflated;
}

function reason(error: Error): string {
  return 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    ? 'there is more than its size allows'
    : error.message;
}
