import type { MessagePort, Worker } from 'node:worker_threads';
import type { Transport } from '../transport.ts';

/** The least that something with `postMessage` has: a webview of VS Code, the page inside it, a browser's port. */
export interface PostMessageEnd {
  post(message: unknown): void;
  /** Calls back with the data of each message that arrives. */
  listen(receive: (data: unknown) => void): void;
  /** Calls back when the other end is gone, where that can be known. */
  onGone?(gone: (reason: string) => void): void;
  close?(): void;
}

/** Anything with `postMessage` and structured clone. */
export function postMessageTransport(end: PostMessageEnd): Transport {
  return {
    send: (message) => end.post(message),
    onMessage: (receive) => end.listen(receive),
    onClose: (closed) => {
      let told = false;
      end.onGone?.((reason) => {
        if (!told) closed(reason);
        told = true;
      });
    },
    close: () => end.close?.(),
  };
}

/** A port or a worker of `worker_threads`; inside the worker, its `parentPort`. */
export function portTransport(port: MessagePort | Worker): Transport {
  return postMessageTransport({
    post: (message) => port.postMessage(message),
    listen: (receive) => void port.on('message', receive),
    onGone: (gone) => {
      port.on('close', () => gone('the other end has closed the port'));
      port.on('messageerror', () => gone('a message could not be read'));
      if ('terminate' in port) {
        port.on('error', (error) => gone(`the worker has failed: ${error.message}`));
        port.on('exit', (code) => gone(`the worker has ended (exit code ${code})`));
      }
    },
    close: () => {
      if ('terminate' in port) void port.terminate();
      else port.close();
    },
  });
}
