import type { AddedTokenMatch } from './addedTokens.ts';
import {
  NO_TEXT,
  withReply,
  type EncodedText,
  type ImageTokens,
  type PlacedImage,
  type Reply,
} from './encodedText.ts';
import type { RenderedPrompt } from './renderedPrompt.ts';
import { takeOver } from './takeOver.ts';
import type { Tokenizer } from './tokenizer.ts';

/** A prompt as tokens. */
export interface EncodedPrompt {
  readonly tokens: readonly number[];
  /** Where the images are among them. */
  readonly images: readonly PlacedImage[];
  /** Tokens at the beginning that were taken over from the conversation so far. */
  readonly taken: number;
}

/**
 * Encodes the prompts of a conversation so that each begins with the tokens of the one before as far as their texts are the same. A
 * model's own tokens need not be those that the tokenizer would choose for their text: they are kept, or the cache of a reply
 * would be of no use.
 */
export class PromptEncoder {
  readonly #tokenizer: Tokenizer;
  readonly #imageToken: number | undefined;
  #last: EncodedText = NO_TEXT;

  /** @param imageToken id of the placeholder that stands for image features */
  constructor(tokenizer: Tokenizer, imageToken: number | undefined) {
    this.#tokenizer = tokenizer;
    this.#imageToken = imageToken;
  }

  /**
   * Tokens of a prompt; each image's placeholder becomes its `count` tokens. The prompt is what `replied` goes on from.
   * @param images as many as the prompt has, in the same order
   * @throws InferenceError `files` where the tokenizer lacks tokens
   */
  encode(
    prompt: Pick<RenderedPrompt, 'text' | 'barriers'>,
    images: readonly ImageTokens[] = [],
  ): EncodedPrompt {
    const { text, barriers } = prompt;
    const found = this.#tokenizer.findAdded(text, barriers);
    const taken = takeOver(this.#last, prompt, found, images);
    const tokens = this.#last.tokens.slice(0, taken);
    const cuts = this.#last.cuts.slice(0, taken);
    const placed = this.#last.images.filter(({ start }) => start < taken);
    this.#encodeRest(text, found, images, { tokens, cuts, placed });
    this.#last = { text, barriers, promptEnd: text.length, tokens, cuts, images: placed };
    return { tokens, images: placed, taken };
  }

  /** The reply to the prompt that was encoded last, whole or cut off. */
  replied(reply: Reply): void {
    this.#last = withReply(this.#last, reply);
  }

  /** Forgets the conversation. */
  clear(): void {
    this.#last = NO_TEXT;
  }

  #encodeRest(
    text: string,
    found: readonly AddedTokenMatch[],
    images: readonly ImageTokens[],
    into: { readonly tokens: number[]; readonly cuts: number[]; readonly placed: PlacedImage[] },
  ): void {
    const { tokens, cuts, placed } = into;
    const plain = (from: number, to: number): void => {
      for (const id of this.#tokenizer.encodePlain(text.slice(from, to))) {
        tokens.push(id);
        cuts.push(-1);
      }
    };
    const begin = cuts.at(-1) ?? 0;
    let from = begin;
    for (const { token, start, end } of found) {
      if (start < begin) continue;
      if (start > from) plain(from, start);
      let count = 1;
      if (token.id === this.#imageToken) {
        const image = images[placed.length];
        if (!image) throw new TypeError('The prompt has more images than were given.');
        placed.push({ ...image, start: tokens.length });
        count = image.count;
      }
      for (let i = 0; i < count; i++) {
        tokens.push(token.id);
        cuts.push(i === count - 1 ? end : -1);
      }
      from = end;
    }
    if (from < text.length) plain(from, text.length);
    if (placed.length !== images.length)
      throw new TypeError(`${images.length} images given, ${placed.length} in the prompt.`);
  }
}
