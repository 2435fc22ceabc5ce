import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Channel } from '../../../src/ipc/channel.ts';
import type { Transport } from '../../../src/ipc/transport.ts';
import { HOSTILE_MESSAGES, PROTO_MESSAGES } from './hostile.ts';
import type { OurApi, PeerApi } from './peer.ts';

export interface Connection {
  readonly transport: Transport;
  /** Frees what `die` and `close` leave behind. */
  stop(): Promise<void> | void;
}

/** The behaviour of a channel, the same over every transport. `connect` starts a peer that serves `PeerApi`. */
export function describeChannel(
  name: string,
  connect: () => Promise<Connection> | Connection,
  { ownProtoKeys = true } = {},
): void {
  describe(`a channel over ${name}`, () => {
    let connection: Connection;
    let channel: Channel<OurApi, PeerApi>;
    let stopped: string[];
    let problems: string[];

    beforeEach(async () => {
      connection = await connect();
      [stopped, problems] = [[], []];
      channel = new Channel<OurApi, PeerApi>(connection.transport, {
        maxWaitingItems: 100,
        onProblem: (what) => problems.push(what),
      });
      channel.on('stopped', (label) => stopped.push(label));
      channel.handle('double', (value) => value * 2);
    });
    afterEach(async () => {
      channel.close();
      await connection.stop();
    });
    const works = async (): Promise<void> =>
      expect(await channel.request('add', { a: 1, b: 2 })).toBe(3);
    const kindOf = (call: Promise<unknown>): Promise<unknown> =>
      call.then(
        (value) => ({ resolved: value }),
        (error: { kind?: unknown }) => error.kind,
      );

    it('answers requests, also many at once and out of order', async () => {
      const calls = Array.from({ length: 200 }, (_, i) =>
        channel.request('sleep', { ms: (i * 7) % 13, label: `${i}` }),
      );
      expect(await Promise.all(calls)).toEqual(calls.map((_, i) => `${i}`));
    });

    it('carries structured data unchanged', async () => {
      const value = {
        text: 'µm \u0000 😀',
        numbers: [0, -0, 1.5, NaN, -Infinity, 2 ** 53],
        nothing: [null, undefined, true, false],
        nested: { constructor: 'own', list: [[]], empty: {} },
      };
      expect(await channel.request('echo', value)).toEqual(value);
    });

    it('carries binary data as binary', async () => {
      const bytes = new Uint8Array(20_000_000).map((_, i) => i * 31);
      const back = (await channel.request('echo', { bytes, part: bytes.subarray(5, 9) })) as {
        bytes: Uint8Array;
        part: Uint8Array;
      };
      expect(back.bytes).toBeInstanceOf(Uint8Array);
      expect(Buffer.compare(back.bytes, bytes)).toBe(0);
      expect([...back.part]).toEqual([...bytes.subarray(5, 9)]);
    });

    it('keeps kind and message of an error, and no stack of the peer', async () => {
      const error = await channel
        .request('fail', { kind: 'FigureError', message: 'The file is cut off.' })
        .catch((thrown: Error) => thrown);
      expect(error).toMatchObject({ kind: 'FigureError', message: 'The file is cut off.' });
      expect((error as unknown as Error).stack).not.toContain('peer');
    });

    it.each(['nothing', 'constructor', '__proto__', 'toString'])(
      'refuses the unknown method %s',
      async (method) => {
        expect(await kindOf(channel.request(method as 'add', { a: 1, b: 1 }))).toBe(
          'UnknownMethod',
        );
      },
    );

    it('lets the peer call this side', async () => {
      expect(await channel.request('callBack', 21)).toBe(42);
    });

    it('delivers events in order', async () => {
      const heard: number[] = [];
      channel.on('pong', (value) => heard.push(value));
      for (let i = 0; i < 50; i++) channel.notify('ping', i);
      await vi.waitFor(() => expect(heard).toEqual(Array.from({ length: 50 }, (_, i) => i)));
    });

    it('streams items to the end', async () => {
      const items: number[] = [];
      for await (const item of channel.stream('count', { to: 100, label: 'a' })) items.push(item);
      expect(items).toEqual(Array.from({ length: 100 }, (_, i) => i));
      expect(stopped).toEqual([]);
    });

    it('gives the items before a failure of a stream', async () => {
      const items: number[] = [];
      const read = async (): Promise<void> => {
        for await (const item of channel.stream('count', { to: 9, failAt: 3, label: 'b' }))
          items.push(item);
      };
      await expect(read()).rejects.toMatchObject({ kind: 'RangeError', message: 'failed at 3' });
      expect(items).toEqual([0, 1, 2]);
    });

    it('cancels a stream at the peer when the loop is left', async () => {
      for await (const item of channel.stream('count', { to: 0, forever: true, label: 'left' }))
        if (item === 2) break;
      await vi.waitFor(() => expect(stopped).toEqual(['left']));
      await works();
    });

    it('cancels a stream by signal', async () => {
      const controller = new AbortController();
      const read = async (): Promise<void> => {
        const endless = { to: 0, forever: true, label: 'signal' };
        for await (const item of channel.stream('count', endless, { signal: controller.signal }))
          if (item === 2) controller.abort();
      };
      await expect(read()).rejects.toMatchObject({ name: 'AbortError' });
      await vi.waitFor(() => expect(stopped).toEqual(['signal']));
    });

    it('ends a stream whose items nobody reads', async () => {
      const stream = channel.stream('count', { to: 0, forever: true, label: 'flood' });
      const items = stream[Symbol.asyncIterator]();
      await items.next();
      await vi.waitFor(() => expect(stopped).toEqual(['flood']));
      const rest = async (): Promise<void> => {
        while (!(await items.next()).done);
      };
      await expect(rest()).rejects.toMatchObject({ kind: 'Overflow' });
    });

    it('cancels a request on both sides', async () => {
      const controller = new AbortController();
      const call = channel.request(
        'sleep',
        { ms: 60_000, label: 'nap' },
        { signal: controller.signal },
      );
      setTimeout(() => controller.abort(), 5);
      expect(await kindOf(call)).toBe('AbortError');
      await vi.waitFor(() => expect(stopped).toEqual(['nap']));
      await works();
    });

    it('does not send a request whose signal is already aborted', async () => {
      const signal = AbortSignal.abort();
      expect(
        await kindOf(channel.request('sleep', { ms: 60_000, label: 'never' }, { signal })),
      ).toBe('AbortError');
      await works();
      expect(stopped).toEqual([]);
    });

    it('times out, tells the peer, and drops the late reply', async () => {
      const call = channel.request('sleep', { ms: 60_000, label: 'slow' }, { timeoutMs: 5 });
      expect(await kindOf(call)).toBe('Timeout');
      await vi.waitFor(() => expect(stopped).toEqual(['slow']));
      await works();
      expect(problems).toEqual(['A reply to no open call (1) was dropped.']);
    });

    it('reports what cannot be sent, in either direction', async () => {
      expect(await kindOf(channel.request('echo', () => 1))).toBe('Unsendable');
      expect(await kindOf(channel.request('unsendable', undefined))).toBe('Unsendable');
      await works();
    });

    it('refuses a reply that its check refuses', async () => {
      const check = (value: unknown): number => {
        if (value !== 4) throw new Error('not four');
        return value;
      };
      expect(await channel.request('add', { a: 2, b: 2 }, { check })).toBe(4);
      expect(await kindOf(channel.request('add', { a: 2, b: 3 }, { check }))).toBe('Malformed');
    });

    it('bounds the requests that run at once', async () => {
      const controllers = Array.from({ length: 301 }, () => new AbortController());
      const calls = controllers.map(({ signal }) =>
        kindOf(channel.request('sleep', { ms: 60_000, label: '' }, { signal })),
      );
      expect(await calls.at(-1)).toBe('Busy');
      for (const controller of controllers) controller.abort();
      expect(new Set(await Promise.all(calls.slice(0, -1)))).toEqual(new Set(['AbortError']));
    });

    it('survives every hostile message to the peer', async () => {
      const messages = [...HOSTILE_MESSAGES, ...(ownProtoKeys ? PROTO_MESSAGES : [])];
      for (const message of messages) connection.transport.send(message as never);
      await works();
      expect(await channel.request('problems', undefined)).toBeGreaterThan(20);
      expect(await channel.request('polluted', undefined)).toEqual([]);
    });

    it('survives every hostile message from the peer', async () => {
      channel.on('throws' as 'pong', () => {
        throw new Error('listener');
      });
      const pending = channel.request('sleep', { ms: 200, label: 'still mine' });
      const messages = [...HOSTILE_MESSAGES, ...(ownProtoKeys ? PROTO_MESSAGES : [])];
      for (const message of messages) await channel.request('sendRaw', [message]);
      await works();
      expect(await pending).toBe('still mine');
      expect(problems.length).toBeGreaterThan(20);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      expect(Object.prototype).not.toHaveProperty('polluted');
    });

    it('takes the first of two replies', async () => {
      const call = channel.request('sleep', { ms: 100, label: 'second' });
      await channel.request('sendRaw', [
        { type: 'item', id: 1, value: 'a plain call has no items' },
        { type: 'reply', id: 1, value: 'first' },
      ]);
      expect(await call).toBe('first');
      await vi.waitFor(() => expect(problems.length).toBe(2));
      await works();
    });

    it('fails a call whose failure cannot be read', async () => {
      const call = kindOf(channel.request('sleep', { ms: 60_000, label: '' }));
      await channel.request('sendRaw', [{ type: 'failure', id: 1, error: { kind: {} } }]);
      expect(await call).toBe('Malformed');
    });

    it('runs a request id only once at a time', async () => {
      const request = (id: number, label: string): unknown => ({
        type: 'request',
        id,
        method: 'wait',
        params: label,
        stream: false,
      });
      const labels: string[] = [];
      channel.handle('wait', (label) => {
        labels.push(label);
        return new Promise<never>(() => undefined);
      });
      await channel.request('sendRaw', [request(77, 'one'), request(77, 'two')]);
      await works();
      expect(labels).toEqual(['one']);
    });

    it('fails everything that is open when the peer dies', async () => {
      let aborted = false;
      channel.handle(
        'wait',
        (_label, { signal }) =>
          new Promise<never>(() => signal.addEventListener('abort', () => (aborted = true))),
      );
      await channel.request('leaveWaiting', 'x');
      await vi.waitFor(() => expect(channel.running).toBe(1));
      const call = kindOf(channel.request('sleep', { ms: 60_000, label: '' }));
      const endless = channel.stream('count', { to: 0, forever: true, label: '' });
      const items = endless[Symbol.asyncIterator]();
      await items.next();
      const rest = async (): Promise<void> => {
        while (!(await items.next()).done);
      };
      const read = kindOf(rest());
      channel.request('die', undefined).catch(() => undefined);
      expect(await call).toBe('Disconnected');
      expect(await read).toBe('Disconnected');
      expect(aborted).toBe(true);
      expect(await channel.closed).not.toBe('');
      expect(await kindOf(channel.request('add', { a: 1, b: 1 }))).toBe('Disconnected');
      expect(() => channel.notify('ping', 1)).not.toThrow();
    });

    it('fails its own open calls when this side closes', async () => {
      const call = kindOf(channel.request('sleep', { ms: 60_000, label: '' }));
      channel.close();
      expect(await call).toBe('Disconnected');
      expect(await channel.closed).toBe('closed by this side');
    });
  });
}
