import { IpcError, ipcError, type IpcErrorKind } from './errors.ts';
import type { WireMessage } from './message.ts';

/** How a call may end early. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until the call fails with kind 'Timeout'. For streams: without a new item. Default: no limit. */
  readonly timeoutMs?: number | undefined;
}

/** What the open calls of one side wait with: `item` and one of the ends. */
interface Waiting {
  readonly stream: boolean;
  item(value: unknown): void;
  done(value: unknown): void;
  fail(error: IpcError): void;
}

/** The calls this side has made and that are still open. */
export class OpenCalls {
  readonly #open = new Map<number, Waiting>();
  #nextId = 1;

  constructor(readonly send: (message: WireMessage) => void) {}

  get size(): number {
    return this.#open.size;
  }

  /**
   * Sends a request and calls back with what comes of it: items, then exactly one of `done` and `fail`. Abort and time-out end the
   * call at once on this side and tell the peer to stop. Returns a function that gives the call up without a callback.
   */
  start(
    method: string,
    params: unknown,
    stream: boolean,
    { signal, timeoutMs }: CallOptions,
    back: Omit<Waiting, 'stream'>,
  ): () => void {
    const id = this.#nextId++;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const finish = (): boolean => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      return this.#open.delete(id);
    };
    const giveUp = (): void => {
      if (finish()) this.send({ type: 'cancel', id });
    };
    const failEarly = (kind: IpcErrorKind, message: string): void => {
      giveUp();
      back.fail(ipcError(kind, message));
    };
    const abort = (): void => failEarly('AbortError', `The call of ${method} was cancelled.`);
    const arm = (): void => {
      if (timeoutMs === undefined) return;
      clearTimeout(timer);
      timer = setTimeout(
        () => failEarly('Timeout', `No reply to ${method} within ${timeoutMs} ms.`),
        timeoutMs,
      );
    };
    if (signal?.aborted) {
      back.fail(ipcError('AbortError', `The call of ${method} was cancelled.`));
      return () => undefined;
    }
    this.#open.set(id, {
      stream,
      item: (value) => {
        arm();
        back.item(value);
      },
      done: (value) => {
        finish();
        back.done(value);
      },
      fail: (error) => {
        finish();
        back.fail(error);
      },
    });
    signal?.addEventListener('abort', abort);
    arm();
    try {
      this.send({ type: 'request', id, method, params, stream });
    } catch (error) {
      finish();
      const reason = error instanceof Error ? error.message : String(error);
      back.fail(ipcError('Unsendable', `The parameters of ${method} cannot be sent: ${reason}`));
    }
    return giveUp;
  }

  /** Passes on an item, reply or failure. False when no open call waits for it. */
  settle(message: WireMessage & { type: 'item' | 'reply' | 'failure' }): boolean {
    const waiting = this.#open.get(message.id);
    if (!waiting) return false;
    if (message.type === 'item') {
      if (!waiting.stream) return false;
      waiting.item(message.value);
    } else if (message.type === 'reply') waiting.done(message.value);
    else waiting.fail(new IpcError(message.error.kind, message.error.message));
    return true;
  }

  /** Fails every open call: the peer is gone. */
  failAll(error: IpcError): void {
    for (const waiting of [...this.#open.values()]) waiting.fail(error);
  }
}
