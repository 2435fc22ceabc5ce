import type { ModelMessage, ModelRequest, Usage } from '../../reasoning/model.ts';

/** Characters that one token has at the very most, over a whole prompt. */
const MAX_CHARS_PER_TOKEN = 8;

/** Characters that one token has at the very least, over a whole reply. */
const MIN_CHARS_PER_TOKEN = 1.5;

/** Of the models that are known, none makes less of an image: one token of 64 × 64 pixels, or 16 where each image has as many. */
const MAX_PIXELS_PER_TOKEN = 64 * 64;
const MIN_TOKENS_PER_IMAGE = 16;

interface Seen {
  readonly messages: readonly ModelMessage[];
  readonly tokens: number;
}

/**
 * Notices when a server has cut the conversation without a word, as Ollama does: conversations only ever grow, so the count of
 * tokens may not shrink, and text has at least some.
 */
export class CutWatch {
  /** By the first message, which each conversation has for itself. */
  readonly #known = new WeakMap<ModelMessage, Seen>();
  readonly #told = new WeakSet<ModelMessage>();

  /** @returns a sentence for the user, once in a conversation */
  note({ messages }: ModelRequest, { promptTokens: tokens }: Usage): string | undefined {
    const [first] = messages;
    if (!first || tokens === undefined) return undefined;
    const before = this.#known.get(first);
    // A question asked once more without its images has another conversation under the same first message.
    const grown = before !== undefined && beginsWith(messages, before.messages);
    if (!before || grown) this.#known.set(first, { messages, tokens });
    const shrunk =
      grown &&
      tokens <
        before.tokens +
          fewestTokens(messages.slice(before.messages.length)) -
          droppable(before.messages);
    if (this.#told.has(first) || !(shrunk || tokens < fewestTokens(messages))) return undefined;
    this.#told.add(first);
    return `The server has cut the conversation without a word: it counted ${tokens} tokens, fewer than were sent${shrunk ? ` (${before.tokens} in the turn before)` : ''}. The oldest went first: the instructions and the figure. Do not trust this answer. Give the model a longer context: Ollama has 4096 tokens by default, OLLAMA_CONTEXT_LENGTH=32768 (or larger) in its environment changes that; or ask a new question with fewer and smaller images.`;
  }
}

function beginsWith(messages: readonly ModelMessage[], start: readonly ModelMessage[]): boolean {
  return messages.length > start.length && start.every((one, index) => one === messages[index]);
}

/** Tokens that may rightly go: chat templates leave out the thoughts of earlier turns. */
function droppable(messages: readonly ModelMessage[]): number {
  return textLength(messages.filter(({ role }) => role === 'assistant')) / MIN_CHARS_PER_TOKEN;
}

/** Tokens that these messages have at the very least. */
function fewestTokens(messages: readonly ModelMessage[]): number {
  const given = messages.filter(({ role }) => role !== 'assistant');
  const images = given.flatMap(({ parts }) =>
    parts.flatMap((part) =>
      part.type === 'image' ? [(part.image.width * part.image.height) / MAX_PIXELS_PER_TOKEN] : [],
    ),
  );
  const seen = images.reduce((sum, tokens) => sum + Math.min(tokens, MIN_TOKENS_PER_IMAGE), 0);
  return textLength(given) / MAX_CHARS_PER_TOKEN + seen;
}

function textLength(messages: readonly ModelMessage[]): number {
  let length = 0;
  for (const { parts } of messages)
    for (const part of parts) if (part.type === 'text') length += part.text.length;
  return length;
}
