import { Channel } from '../../src/ipc/channel.ts';
import { postMessageTransport } from '../../src/ipc/transports/postMessage.ts';
import type { HostApi, PageApi } from '../../src/panel/protocol.ts';
import type { VsCodeApi } from './vscodeApi.ts';

/** The page's end of the channel to the extension host. */
export type Host = Channel<PageApi, HostApi>;

export function connect(api: VsCodeApi): Host {
  return new Channel<PageApi, HostApi>(
    postMessageTransport({
      post: (message) => api.postMessage(message),
      listen: (receive) =>
        window.addEventListener('message', (event: MessageEvent<unknown>) => receive(event.data)),
    }),
  );
}
