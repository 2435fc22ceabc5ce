import type { AddedTokenMatch } from './addedTokens.ts';
import type { EncodedText, ImageTokens } from './encodedText.ts';
import type { RenderedPrompt } from './renderedPrompt.ts';

/**
 * How many tokens of a conversation stand for the beginning of a new prompt, too: up to a place where the sequence may be cut, with
 * the same text, the same images and no added token of the new text across it.
 */
export function takeOver(
  last: EncodedText,
  prompt: Pick<RenderedPrompt, 'text' | 'barriers'>,
  found: readonly AddedTokenMatch[],
  images: readonly ImageTokens[],
): number {
  const same = Math.min(commonLength(last.text, prompt.text), sameBarriers(last, prompt.barriers));
  let next = found.length - 1;
  for (let count = sameImages(last, images); count > 0; count--) {
    const cut = last.cuts[count - 1] ?? -1;
    if (cut < 0 || cut > same) continue;
    while (next >= 0 && (found[next]?.start ?? 0) >= cut) next--;
    // The last one that begins before the place: does it reach over it?
    if ((found[next]?.end ?? 0) <= cut) return count;
  }
  return 0;
}

function commonLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let same = 0;
  while (same < most && a.charCodeAt(same) === b.charCodeAt(same)) same++;
  return same;
}

/** Offset of the first barrier that only one of them has; a reply's barriers are not known before a template has rendered it. */
function sameBarriers({ barriers, promptEnd }: EncodedText, others: readonly number[]): number {
  for (let i = 0; ; i++) {
    const [a = Infinity, b = Infinity] = [barriers[i], others[i]];
    const first = Math.min(a, b);
    if (first >= promptEnd) return Infinity;
    if (a !== b) return first;
  }
}

/** Tokens before the first image that is another one. */
function sameImages({ images, tokens }: EncodedText, others: readonly ImageTokens[]): number {
  const differing = images.find(({ key, count }, index) => {
    const other = others[index];
    return other?.key !== key || other.count !== count;
  });
  return differing?.start ?? tokens.length;
}
