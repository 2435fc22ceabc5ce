import type { Output } from '../protocol.ts';

type StreamName = Output['stream'];

/** Bytes that are collected before they are sent on, so that a cell of many short lines does not send as many messages. */
const BATCH_BYTES = 16 * 1024;
/** Nothing that was printed waits longer than this for the next print, in milliseconds. */
const BATCH_AGE = 100;
/** This many prints of a cell are passed on one by one: the last one before an endless loop must not wait for a next. */
const UNBATCHED = 200;

/**
 * Collects what Python writes to one of its streams, up to a limit, and passes it on while the cell still runs: what was printed before
 * a time limit struck must not be lost.
 */
export class OutputStream {
  readonly #name: StreamName;
  readonly #send: (output: Output) => void;
  #decoder = new TextDecoder();
  #limit = 0;
  #taken = 0;
  #dropped = 0;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #sentAt = 0;
  #sent = 0;
  #text = '';

  constructor(name: StreamName, send: (output: Output) => void) {
    this.#name = name;
    this.#send = send;
  }

  /** Starts a cell. */
  begin(limit: number): void {
    this.#limit = limit;
    this.#taken = 0;
    this.#dropped = 0;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#text = '';
    this.#sent = 0;
    this.#decoder = new TextDecoder();
    this.#sentAt = performance.now();
  }

  /** Takes bytes from Python; gives how many were taken, which is always all. */
  write(bytes: Uint8Array): number {
    const kept = bytes.slice(0, Math.max(0, this.#limit - this.#taken));
    this.#taken += kept.length;
    this.#dropped += bytes.length - kept.length;
    if (kept.length > 0) {
      this.#waiting.push(kept);
      this.#waitingBytes += kept.length;
    }
    const due =
      this.#sent < UNBATCHED ||
      this.#waitingBytes >= BATCH_BYTES ||
      performance.now() - this.#sentAt > BATCH_AGE;
    if (this.#waitingBytes > 0 && due) this.#pass(false);
    return bytes.length;
  }

  /** Ends a cell: passes on the rest and gives all text of the cell. */
  end(): string {
    this.#pass(true);
    return this.#text;
  }

  #pass(last: boolean): void {
    let text = '';
    for (const part of this.#waiting) text += this.#decoder.decode(part, { stream: true });
    if (last) text += this.#decoder.decode();
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#sentAt = performance.now();
    this.#text += text;
    this.#sent++;
    if (text !== '' || (last && this.#dropped > 0))
      this.#send({ stream: this.#name, text, dropped: last ? this.#dropped : 0 });
  }
}
