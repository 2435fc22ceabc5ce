import type { MessagePort, Worker } from 'node:worker_threads';
import type { Transport } from '../transport.ts';
import { postMessageTransport } from './postMessage.ts';

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
