import { decodeValue, encodeValue } from './value.ts';

/** Frames larger than this are refused by default: more than any figure with all its images needs. */
export const MAX_FRAME_BYTES = 512 * 1024 * 1024;
const HEAD = 4;

/** A message as one frame for a byte stream: u32 little-endian length of the rest, then `encodeValue`. Throws `TypeError` for what cannot be sent. */
export function encodeFrame(message: unknown): Uint8Array {
  const parts = encodeValue(message);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length > MAX_FRAME_BYTES)
    throw new TypeError(`The message is too large to be sent: ${length} bytes.`);
  const frame = new Uint8Array(HEAD + length);
  new DataView(frame.buffer).setUint32(0, length, true);
  let at = HEAD;
  for (const part of parts) {
    frame.set(part, at);
    at += part.length;
  }
  return frame;
}

/**
 * Cuts a byte stream into messages. The bytes may come from a hostile process: `push` throws `RangeError` for a frame that is larger
 * than `maxFrameBytes` or does not decode, and the decoder must not be used after that. Memory grows with bytes received, never with lengths announced.
 */
export class FrameDecoder {
  readonly #maxFrameBytes: number;
  #chunks: Uint8Array[] = [];
  #held = 0;
  /** Length of the frame being collected; undefined while its head is. */
  #length: number | undefined;

  constructor(maxFrameBytes: number = MAX_FRAME_BYTES) {
    this.#maxFrameBytes = maxFrameBytes;
  }

  /** Takes the next bytes, cut anywhere, and returns the messages they complete. */
  push(chunk: Uint8Array): unknown[] {
    if (chunk.length > 0) this.#chunks.push(chunk);
    this.#held += chunk.length;
    const messages: unknown[] = [];
    for (;;) {
      if (this.#length === undefined) {
        if (this.#held < HEAD) return messages;
        const head = this.#take(HEAD);
        this.#length = new DataView(head.buffer, head.byteOffset, HEAD).getUint32(0, true);
        if (this.#length > this.#maxFrameBytes)
          throw new RangeError(`A frame of ${this.#length} bytes is over the limit.`);
      }
      if (this.#held < this.#length) return messages;
      const frame = this.#take(this.#length);
      this.#length = undefined;
      messages.push(decodeValue(frame));
    }
  }

  /** The next `count` bytes; copies only when they lie in several chunks. */
  #take(count: number): Uint8Array {
    this.#held -= count;
    const first = this.#chunks[0];
    if (first && first.length >= count) {
      if (first.length === count) this.#chunks.shift();
      else this.#chunks[0] = first.subarray(count);
      return first.subarray(0, count);
    }
    const taken = new Uint8Array(count);
    let at = 0;
    let used = 0;
    for (const chunk of this.#chunks) {
      if (at === count) break;
      const part = chunk.subarray(0, count - at);
      taken.set(part, at);
      at += part.length;
      if (part.length === chunk.length) used++;
      else this.#chunks[used] = chunk.subarray(part.length);
    }
    this.#chunks.splice(0, used);
    return taken;
  }
}
