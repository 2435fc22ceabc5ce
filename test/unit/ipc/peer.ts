import { Channel } from '../../../src/ipc/channel.ts';
import type { Transport } from '../../../src/ipc/transport.ts';

/** What the test's own side offers to the peer. */
export interface OurApi {
  requests: { double(value: number): number; wait(label: string): never };
  events: { ping: number };
}

/** What the peer on the other side of each transport offers. */
export interface PeerApi {
  requests: {
    add(terms: { a: number; b: number }): number;
    echo(value: unknown): unknown;
    fail(error: { kind: string; message: string }): never;
    /** Answers after `ms`, or never when its signal is aborted; then it sends the event `stopped`. */
    sleep(nap: { ms: number; label: string }): string;
    unsendable(): unknown;
    /** Calls our `double`. */
    callBack(value: number): number;
    /** Calls our `wait`, which never answers, and does not wait for it either. */
    leaveWaiting(label: string): null;
    /** Sends these as they are, past its channel. */
    sendRaw(messages: unknown[]): null;
    problems(): number;
    /** Own enumerable names that have appeared on Object.prototype. */
    polluted(): string[];
    die(): null;
  };
  streams: {
    count(range: { to: number; failAt?: number; forever?: boolean; label: string }): number;
  };
  events: { stopped: string; pong: number };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Answers as `PeerApi` says. `die` ends the peer the hard way. */
export function servePeer(transport: Transport, die: () => void): Channel<PeerApi, OurApi> {
  let problems = 0;
  const channel = new Channel<PeerApi, OurApi>(transport, {
    maxRunning: 300,
    onProblem: () => problems++,
  });
  channel.handle('add', ({ a, b }) => a + b);
  channel.handle('echo', (value) => value);
  channel.handle('fail', ({ kind, message }) => {
    throw Object.assign(new Error(message), { kind });
  });
  channel.handle(
    'sleep',
    ({ ms, label }, { signal }) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => resolve(label), ms);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          channel.notify('stopped', label);
          resolve('stale');
        });
      }),
  );
  channel.handle('unsendable', () => () => 1);
  channel.handle('callBack', (value) => channel.request('double', value));
  channel.handle('leaveWaiting', (label) => {
    channel.request('wait', label).catch(() => undefined);
    return null;
  });
  channel.handle('sendRaw', (messages) => {
    for (const message of messages) transport.send(message as never);
    return null;
  });
  channel.handle('problems', () => problems);
  channel.handle('polluted', () => {
    const names: string[] = [];
    for (const name in {}) names.push(name);
    return names;
  });
  channel.handle('die', () => {
    die();
    return null;
  });
  channel.handleStream('count', async function* ({ to, failAt, forever, label }, { signal }) {
    signal.addEventListener('abort', () => channel.notify('stopped', label));
    for (let i = 0; forever || i < to; i++) {
      if (i === failAt) throw new RangeError(`failed at ${i}`);
      if (forever) await pause(1);
      yield i;
    }
  });
  channel.on('ping', (value) => channel.notify('pong', value));
  return channel;
}
