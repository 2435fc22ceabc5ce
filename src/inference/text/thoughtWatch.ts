import type { Tokenizer } from './tokenizer.ts';

export const THOUGHT_OPEN = '<think>';
export const THOUGHT_CLOSE = '</think>';

/** Whether a reply is inside its thought, and how long that is. Kept by the `TextStream` of the reply. */
export interface ThoughtWatch {
  readonly inside: boolean;
  /** Tokens of the reply that were inside a thought, its closing one included. */
  readonly tokens: number;
}

/**
 * Tokens that close a thought as chat templates write it: `</think>` on a line of its own and an empty line.
 * @param text the thought so far
 */
export function closeThought(tokenizer: Tokenizer, text: string): readonly number[] {
  return tokenizer.encode(`${text.endsWith('\n') ? '' : '\n'}${THOUGHT_CLOSE}\n\n`);
}
