import { ipcError, toWireError } from './errors.ts';
import type { WireMessage } from './message.ts';

/** What a handler gets besides its parameters. */
export interface HandlerContext {
  /** Aborted when the caller cancels or is gone. */
  readonly signal: AbortSignal;
}

export type Handler = (params: unknown, context: HandlerContext) => unknown;
export type StreamHandler = (params: unknown, context: HandlerContext) => AsyncIterable<unknown>;

type Request = WireMessage & { type: 'request' };

/** Runs the peer's requests. */
export class Handlers {
  readonly #requests = new Map<string, Handler>();
  readonly #streams = new Map<string, StreamHandler>();
  readonly #running = new Map<number, AbortController>();

  constructor(
    readonly send: (message: WireMessage) => void,
    /** Requests of the peer that may run at once; more are refused with kind 'Busy'. */
    readonly limit: number,
  ) {}

  /** Requests that have not been answered yet. */
  get running(): number {
    return this.#running.size;
  }

  addRequest(method: string, handler: Handler): void {
    this.#requests.set(method, handler);
  }

  addStream(method: string, handler: StreamHandler): void {
    this.#streams.set(method, handler);
  }

  /** Starts the handler of a request. False when the request breaks the protocol: its id is already running. */
  start(request: Request): boolean {
    const { id, method, stream } = request;
    if (this.#running.has(id)) return false;
    const known = (stream ? this.#streams : this.#requests).has(method);
    if (!known || this.#running.size >= this.limit) {
      const error = known
        ? ipcError('Busy', `More than ${this.limit} calls at once.`)
        : ipcError('UnknownMethod', `There is no ${stream ? 'stream' : 'method'} ${method}.`);
      this.send({ type: 'failure', id, error: toWireError(error) });
      return true;
    }
    const controller = new AbortController();
    this.#running.set(id, controller);
    void this.#answer(request, controller.signal);
    return true;
  }

  cancel(id: number): void {
    this.#running.get(id)?.abort();
  }

  /** Tells every running handler that its caller is gone. */
  abortAll(): void {
    for (const controller of this.#running.values()) controller.abort();
  }

  async #answer(request: Request, signal: AbortSignal): Promise<void> {
    const { id } = request;
    let answer: WireMessage;
    try {
      answer = { type: 'reply', id, value: await this.#run(request, signal) };
    } catch (thrown) {
      answer = { type: 'failure', id, error: toWireError(thrown) };
    }
    this.#running.delete(id);
    try {
      this.send(answer);
    } catch (error) {
      const reason = `The reply of ${request.method} cannot be sent: ${toWireError(error).message}`;
      this.send({ type: 'failure', id, error: { kind: 'Unsendable', message: reason } });
    }
  }

  async #run({ id, method, params, stream }: Request, signal: AbortSignal): Promise<unknown> {
    if (!stream) return this.#requests.get(method)?.(params, { signal });
    const items = this.#streams.get(method)?.(params, { signal });
    for await (const value of items ?? []) {
      if (signal.aborted) throw ipcError('AbortError', `${method} was cancelled.`);
      this.send({ type: 'item', id, value });
    }
    return undefined;
  }
}
