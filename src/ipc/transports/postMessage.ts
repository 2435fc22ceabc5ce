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

/** Anything with `postMessage` and structured clone. Nothing of Node in here: the panel's page uses it too. */
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
