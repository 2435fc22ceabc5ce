import type { ImageSpan } from '../positions/ropePositions.ts';

/** An image among the tokens of a prompt. */
export interface PromptImage extends ImageSpan {
  /** The same for the same pixels and settings, another for others. */
  readonly key: string;
}

/** A conversation as a model reads it. */
export interface TokenSequence {
  readonly tokens: readonly number[];
  /** In order. Their tokens are all the same id: what they show is told by the key. */
  readonly images: readonly PromptImage[];
}

/**
 * Tokens at the beginning of both that mean the same: equal ids, and equal images behind them. Never ends inside an image.
 */
export function commonPrefix(a: TokenSequence, b: TokenSequence): number {
  const most = Math.min(a.tokens.length, b.tokens.length);
  let same = 0;
  while (same < most && a.tokens[same] === b.tokens[same]) same++;
  const differing = a.images.findIndex((image, index) => !sameImage(image, b.images[index]));
  const first = a.images[differing] ?? b.images[a.images.length];
  if (first) same = Math.min(same, first.start);
  const cut = a.images.find(({ start, count }) => start < same && same < start + count);
  return cut ? cut.start : same;
}

function sameImage(a: PromptImage, b: PromptImage | undefined): boolean {
  return (
    b !== undefined &&
    a.key === b.key &&
    a.start === b.start &&
    a.count === b.count &&
    a.rows === b.rows &&
    a.columns === b.columns
  );
}

/** The first `length` tokens, with the images that lie wholly among them. */
export function beginning({ tokens, images }: TokenSequence, length: number): TokenSequence {
  return {
    tokens: tokens.slice(0, length),
    images: images.filter(({ start, count }) => start + count <= length),
  };
}
