import type { TextStream } from './textStream.ts';

/** An image of a prompt, in the order of the placeholders. */
export interface ImageTokens {
  /** The same for the same pixels and settings, another for others. */
  readonly key: string;
  /** Tokens that stand for it. */
  readonly count: number;
}

/** An image among tokens; `start` is the first of its `count` tokens. */
export interface PlacedImage extends ImageTokens {
  readonly start: number;
}

/** A conversation as text and as tokens. */
export interface EncodedText {
  readonly text: string;
  /** Those of the rendered prompt. */
  readonly barriers: readonly number[];
  /** Where a reply begins that no template has rendered yet; it has no barriers. */
  readonly promptEnd: number;
  readonly tokens: readonly number[];
  /**
   * For each token the offset in the text at which the sequence may be cut behind it, or -1: behind an added token, where the text on
   * either side is encoded on its own in any case, and behind each token of a reply that ends with a whole character.
   */
  readonly cuts: readonly number[];
  readonly images: readonly PlacedImage[];
}

export const NO_TEXT: EncodedText = {
  text: '',
  barriers: [],
  promptEnd: 0,
  tokens: [],
  cuts: [],
  images: [],
};

/** What of a `TextStream` tells of a reply. */
export type Reply = Pick<TextStream, 'tokens' | 'ends' | 'text'>;

/** A prompt with the tokens of its reply. (A token that goes on behind the reply's end has its cut behind the text: nothing reaches it.) */
export function withReply(prompt: EncodedText, { tokens, ends, text }: Reply): EncodedText {
  const base = prompt.text.length;
  return {
    text: prompt.text + text,
    barriers: prompt.barriers,
    promptEnd: base,
    tokens: [...prompt.tokens, ...tokens],
    cuts: [...prompt.cuts, ...ends.map((end) => (end < 0 ? -1 : base + end))],
    images: prompt.images,
  };
}
