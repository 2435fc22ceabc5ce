import type { ModelMessage, ModelRequest, Usage } from '../../reasoning/model.ts';

/** Characters that one token has at the very most, over a whole prompt. */
const MAX_CHARS_PER_TOKEN = 8;

/**
 * Notices when a server has cut the conversation without a word, as Ollama does: conversations only ever grow, so the count of
 * tokens may not shrink, and text has at least some.
 */
export class CutWatch {
  /** By the first message, which each conversation has for itself. */
  readonly #known = new WeakMap<
    ModelMessage,
    { readonly messages: number; readonly tokens: number }
  >();
  readonly #told = new WeakSet<ModelMessage>();

  /** @returns a sentence for the user, once in a conversation */
  note({ messages }: ModelRequest, { promptTokens: tokens }: Usage): string | undefined {
    const [first] = messages;
    if (!first || tokens === undefined) return undefined;
    const before = this.#known.get(first);
    this.#known.set(first, { messages: messages.length, tokens });
    const shrunk = before && messages.length > before.messages && tokens < before.tokens;
    if (this.#told.has(first) || !(shrunk || tokens < textLength(messages) / MAX_CHARS_PER_TOKEN))
      return undefined;
    this.#told.add(first);
    return `The server has cut the conversation without a word: it counted ${tokens} tokens, fewer than were sent${before && shrunk ? ` (${before.tokens} in the turn before)` : ''}. The oldest went first: the instructions and the figure. Do not trust this answer. Give the model a longer context: Ollama has 4096 tokens by default, OLLAMA_CONTEXT_LENGTH=32768 (or larger) in its environment changes that; or ask a new question with fewer and smaller images.`;
  }
}

function textLength(messages: readonly ModelMessage[]): number {
  let length = 0;
  for (const { parts } of messages)
    for (const part of parts) if (part.type === 'text') length += part.text.length;
  return length;
}
