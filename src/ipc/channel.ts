import type {
  Api,
  Check,
  EventName,
  EventValue,
  Item,
  Reply,
  RequestName,
  RequestParams,
  StreamName,
  StreamParams,
} from './api.ts';
import { OpenCalls, type CallOptions } from './calls.ts';
import { ipcError, type IpcError } from './errors.ts';
import { Handlers, type HandlerContext } from './handlers.ts';
import { ItemQueue } from './itemQueue.ts';
import { readMessage, type WireMessage } from './message.ts';
import type { Transport } from './transport.ts';

export interface ChannelOptions {
  /** Requests of the peer that may run at once. */
  readonly maxRunning?: number;
  /** Items of a stream that may wait for a slow reader; more end it with kind 'Overflow'. */
  readonly maxWaitingItems?: number;
  /** Told of every message that is dropped because it breaks the protocol, and of event listeners that threw. */
  readonly onProblem?: (what: string) => void;
}

/**
 * Typed calls over a transport. `Ours` is what this side offers, `Theirs` what the peer offers. The peer may be hostile: no message
 * makes a method of this class throw, and what breaks the protocol is dropped and reported to `onProblem`.
 */
export class Channel<Ours extends Api, Theirs extends Api> {
  readonly #transport: Transport;
  readonly #calls: OpenCalls;
  readonly #handlers: Handlers;
  readonly #listeners = new Map<string, Set<(value: unknown) => void>>();
  readonly #maxWaitingItems: number;
  readonly #onProblem: (what: string) => void;
  readonly #closed: Promise<string>;
  #settleClosed: (reason: string) => void = () => undefined;
  #gone: IpcError | undefined;

  constructor(transport: Transport, options: ChannelOptions = {}) {
    this.#transport = transport;
    this.#closed = new Promise((resolve) => (this.#settleClosed = resolve));
    this.#maxWaitingItems = options.maxWaitingItems ?? 100_000;
    this.#onProblem = options.onProblem ?? (() => undefined);
    const send = (message: WireMessage): void => {
      if (!this.#gone) transport.send(message);
    };
    this.#calls = new OpenCalls(send);
    this.#handlers = new Handlers(send, options.maxRunning ?? 1000);
    transport.onClose((reason) => this.#end(reason));
    transport.onMessage((received) => this.#receive(received));
  }

  /** Settles with the reason when the connection ends. Never rejects. */
  get closed(): Promise<string> {
    return this.#closed;
  }

  /** Number of the peer's requests that are being handled. */
  get running(): number {
    return this.#handlers.running;
  }

  /**
   * Calls a method of the peer. Rejects with an `IpcError`: the kind and message that the peer's handler threw, or 'AbortError',
   * 'Timeout', 'Disconnected', 'UnknownMethod', 'Unsendable', 'Busy', or 'Malformed' when `check` refuses the reply.
   */
  request<M extends RequestName<Theirs>>(
    method: M,
    params: RequestParams<Theirs, M>,
    options: CallOptions & { readonly check?: Check<Reply<Theirs, M>> } = {},
  ): Promise<Reply<Theirs, M>> {
    return new Promise((resolve, reject) => {
      if (this.#gone) return reject(this.#gone);
      this.#calls.start(method, params, false, options, {
        item: () => undefined,
        done: (value) => {
          try {
            resolve(checked(options.check, value, `reply of ${method}`));
          } catch (error) {
            reject(error);
          }
        },
        fail: reject,
      });
    });
  }

  /**
   * Calls a stream of the peer: it starts when iteration starts, and is cancelled when the loop is left. Iteration throws as `request`
   * rejects. There is no back-pressure: items that nobody reads wait, up to `maxWaitingItems`.
   */
  stream<M extends StreamName<Theirs>>(
    method: M,
    params: StreamParams<Theirs, M>,
    options: CallOptions & { readonly check?: Check<Item<Theirs, M>> } = {},
  ): AsyncIterable<Item<Theirs, M>> {
    return { [Symbol.asyncIterator]: () => this.#open(method, params, options) };
  }

  /** Answers a request of the peer. `check` reads its parameters; what it throws goes back as the failure. */
  handle<M extends RequestName<Ours>>(
    method: M,
    handler: (
      params: RequestParams<Ours, M>,
      context: HandlerContext,
    ) => Reply<Ours, M> | Promise<Reply<Ours, M>>,
    check?: Check<RequestParams<Ours, M>>,
  ): void {
    this.#handlers.addRequest(method, (params, context) =>
      handler(checked(check, params, `parameters of ${method}`), context),
    );
  }

  /** Answers a stream of the peer: every item is sent as it comes. */
  handleStream<M extends StreamName<Ours>>(
    method: M,
    handler: (
      params: StreamParams<Ours, M>,
      context: HandlerContext,
    ) => AsyncIterable<Item<Ours, M>>,
    check?: Check<StreamParams<Ours, M>>,
  ): void {
    this.#handlers.addStream(method, (params, context) =>
      handler(checked(check, params, `parameters of ${method}`), context),
    );
  }

  /** Sends an event. Without effect once the connection has ended: nobody is there to hear it. */
  notify<E extends EventName<Ours>>(name: E, value: EventValue<Ours, E>): void {
    if (!this.#gone) this.#transport.send({ type: 'event', name, value });
  }

  /** Listens to an event of the peer. An event that `check` refuses is dropped and reported. Returns a function that stops listening. */
  on<E extends EventName<Theirs>>(
    name: E,
    listener: (value: EventValue<Theirs, E>) => void,
    check?: Check<EventValue<Theirs, E>>,
  ): () => void {
    const entry = (value: unknown): void => listener(checked(check, value, `event ${name}`));
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(entry));
    return () => listeners.delete(entry);
  }

  /** Ends the connection from this side; open calls fail with kind 'Disconnected'. */
  close(): void {
    this.#transport.close();
    this.#end('closed by this side');
  }

  #open<M extends StreamName<Theirs>>(
    method: M,
    params: StreamParams<Theirs, M>,
    options: CallOptions & { readonly check?: Check<Item<Theirs, M>> },
  ): ItemQueue<Item<Theirs, M>> {
    let stop = (): void => undefined;
    const queue = new ItemQueue<Item<Theirs, M>>(() => stop());
    const fail = (error: Error): void => {
      stop();
      queue.end(error);
    };
    if (this.#gone) {
      queue.end(this.#gone);
      return queue;
    }
    stop = this.#calls.start(method, params, true, options, {
      item: (value) => {
        if (queue.waiting >= this.#maxWaitingItems)
          return fail(ipcError('Overflow', `Too many unread items of ${method}.`));
        try {
          queue.push(checked(options.check, value, `item of ${method}`));
        } catch (error) {
          fail(error instanceof Error ? error : new Error(String(error)));
        }
      },
      done: () => queue.end(),
      fail: (error) => queue.end(error),
    });
    return queue;
  }

  #receive(received: unknown): void {
    const message = readMessage(received);
    if (!message) return this.#onProblem('A message of no known shape was dropped.');
    switch (message.type) {
      case 'request':
        if (!this.#handlers.start(message))
          this.#onProblem(`A second request with the id ${message.id} was dropped.`);
        return;
      case 'cancel':
        return this.#handlers.cancel(message.id);
      case 'event':
        return this.#emit(message.name, message.value);
      default:
        // Late replies to cancelled and timed-out calls end here as well.
        if (!this.#calls.settle(message))
          this.#onProblem(`A ${message.type} to no open call (${message.id}) was dropped.`);
    }
  }

  #emit(name: string, value: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      try {
        listener(value);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.#onProblem(`The event ${name} could not be handled: ${reason}`);
      }
    }
  }

  #end(reason: string): void {
    if (this.#gone) return;
    this.#gone = ipcError('Disconnected', `The connection has ended: ${reason}.`);
    this.#handlers.abortAll();
    this.#calls.failAll(this.#gone);
    this.#settleClosed(reason);
  }
}

function checked<T>(check: Check<T> | undefined, value: unknown, what: string): T {
  if (!check) return value as T;
  try {
    return check(value);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw ipcError('Malformed', `The ${what} does not have the expected shape: ${reason}`);
  }
}
