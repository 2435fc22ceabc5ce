import type { UserTurn } from './conversation.ts';

/** One turn of one engine, as its caller sees it. */
export interface TurnResult {
  readonly reply: string;
  readonly tokens: number;
  /** From the messages to the first token, pre-processing and all. */
  readonly firstTokenMs: number;
  /** From the first token to the last. */
  readonly decodeMs: number;
  readonly promptTokens: number;
  /** Of these, not computed again. */
  readonly cachedTokens: number;
}

/** An engine with a loaded model and a conversation. */
export interface Side {
  /** A small reply that does not count. */
  warmUp(): Promise<void>;
  /** Adds a message and has it answered. */
  turn(user: UserTurn): Promise<TurnResult>;
  /** What stands in the conversation as the answer to the last message. */
  said(reply: string): void | Promise<void>;
  /** The most memory that its process had, in bytes. */
  peakMemory(): Promise<number>;
  close(): Promise<void>;
}

export const tokensPerSecond = ({ tokens, decodeMs }: TurnResult): number =>
  ((tokens - 1) / decodeMs) * 1000;
