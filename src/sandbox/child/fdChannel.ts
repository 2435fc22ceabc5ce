import { readSync, writeSync } from 'node:fs';
import { encodeFrame, MAX_FRAME_BYTES } from '../../ipc/frames.ts';
import { readMessage, type WireMessage } from '../../ipc/message.ts';
import { decodeValue } from '../../ipc/value.ts';

/**
 * The child's end of the pipe to the host, over blocking calls. Blocking means that nothing of a cell can run between
 * cells, and that no stream object, which Python might get hold of, exists in the process.
 */

const STDIN = 0;
const STDOUT = 1;
/** Length of a frame, before the frame. */
const LENGTH_BYTES = 4;

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Waits without running anything; for a descriptor that is not ready. */
function rest(): void {
  Atomics.wait(pause, 0, 0, 2);
}

function isAgain(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}

/** Reads exactly `count` bytes; null at the end of the stream. */
function readExactly(count: number): Uint8Array | null {
  const buffer = new Uint8Array(count);
  let at = 0;
  while (at < count) {
    try {
      const got = readSync(STDIN, buffer, at, count - at, null);
      if (got === 0) return null;
      at += got;
    } catch (error) {
      if (!isAgain(error)) throw error;
      rest();
    }
  }
  return buffer;
}

/** The next message; null when the host has closed the pipe. Throws on bytes that are no message. */
export function receive(): WireMessage | null {
  const head = readExactly(LENGTH_BYTES);
  if (!head) return null;
  const length = new DataView(head.buffer).getUint32(0, true);
  if (length > MAX_FRAME_BYTES) throw new RangeError('A message is too large.');
  const body = readExactly(length);
  if (!body) return null;
  const message = readMessage(decodeValue(body));
  if (!message) throw new RangeError('A message of no known shape has come.');
  return message;
}

/** Sends one message, waiting until the pipe has taken all of it. */
export function send(message: WireMessage): void {
  const frame = encodeFrame(message);
  let at = 0;
  while (at < frame.length) {
    try {
      at += writeSync(STDOUT, frame, at, frame.length - at);
    } catch (error) {
      if (!isAgain(error)) throw error;
      rest();
    }
  }
}
