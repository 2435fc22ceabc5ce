import type { Readable, Writable } from 'node:stream';
import { encodeFrame, FrameDecoder } from '../frames.ts';
import type { Transport } from '../transport.ts';

/**
 * Frames over a pair of byte streams, such as a child process' stdout and stdin. Bytes that are no frame end the connection: after
 * them nothing that follows can be trusted.
 */
export function byteStreamTransport(
  input: Readable,
  output: Writable,
  options: { readonly maxFrameBytes?: number } = {},
): Transport {
  let closed: ((reason: string) => void) | undefined;
  let ended: string | undefined;
  const end = (reason: string): void => {
    if (ended !== undefined) return;
    ended = reason;
    input.destroy();
    output.destroy();
    closed?.(reason);
  };
  input.on('end', () => end('the peer has closed its output'));
  input.on('close', () => end('the peer has closed its output'));
  input.on('error', (error) => end(error.message));
  output.on('error', (error) => end(error.message));
  return {
    send(message) {
      const frame = encodeFrame(message);
      if (ended === undefined) output.write(frame);
    },
    onMessage(receive) {
      const decoder = new FrameDecoder(options.maxFrameBytes);
      input.on('data', (chunk: Uint8Array) => {
        if (ended !== undefined) return;
        let messages: unknown[];
        try {
          messages = decoder.push(chunk);
        } catch (error) {
          return end(`the peer sent bytes that are no message (${(error as Error).message})`);
        }
        for (const message of messages) receive(message);
      });
    },
    onClose(listener) {
      closed = listener;
      if (ended !== undefined) listener(ended);
    },
    close() {
      closed = undefined;
      end('closed by this side');
    },
  };
}
