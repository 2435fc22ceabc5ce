import type { WireMessage } from './message.ts';

/** One end of a connection that carries structured data, `Uint8Array` included, in order. */
export interface Transport {
  /** Hands a message over. Throws when it holds something that cannot be sent (a function, a cycle over streams…). */
  send(message: WireMessage): void;
  /** Sets the one receiver; messages begin to flow when it is called. */
  onMessage(receive: (message: unknown) => void): void;
  /** Sets the one listener for the end of the connection, with the reason in words. Called at most once. */
  onClose(closed: (reason: string) => void): void;
  /** Ends the connection from this side. */
  close(): void;
}
