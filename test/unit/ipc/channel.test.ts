import { MessageChannel } from 'node:worker_threads';
import { PassThrough } from 'node:stream';
import { byteStreamTransport } from '../../../src/ipc/transports/bytes.ts';
import { memoryPair } from '../../../src/ipc/transports/memory.ts';
import { portTransport } from '../../../src/ipc/transports/messagePort.ts';
import { postMessageTransport } from '../../../src/ipc/transports/postMessage.ts';
import { describeChannel } from './channelSuite.ts';
import { servePeer } from './peer.ts';

describeChannel('memory', () => {
  const [ours, theirs] = memoryPair();
  const peer = servePeer(theirs, () => theirs.close());
  return { transport: ours, stop: () => peer.close() };
});

describeChannel('a message port', () => {
  const { port1, port2 } = new MessageChannel();
  const peer = servePeer(portTransport(port2), () => port2.close());
  return { transport: portTransport(port1), stop: () => peer.close() };
});

describeChannel('a pair of event targets, as a webview and its host have', () => {
  const [host, page] = [new EventTarget(), new EventTarget()];
  const gone = new EventTarget();
  const end = (from: EventTarget, to: EventTarget) =>
    postMessageTransport({
      post: (message) => {
        const data: unknown = structuredClone(message);
        queueMicrotask(() => to.dispatchEvent(new MessageEvent('message', { data })));
      },
      listen: (receive) =>
        from.addEventListener('message', (event) => receive((event as MessageEvent).data)),
      onGone: (callback) => gone.addEventListener('gone', () => callback('the panel was closed')),
    });
  servePeer(end(page, host), () => gone.dispatchEvent(new Event('gone')));
  return { transport: end(host, page), stop: () => undefined };
});

describeChannel(
  'byte streams',
  () => {
    const [there, back] = [new PassThrough(), new PassThrough()];
    const peer = servePeer(byteStreamTransport(there, back), () => back.end());
    return { transport: byteStreamTransport(back, there), stop: () => peer.close() };
  },
  { ownProtoKeys: false },
);
