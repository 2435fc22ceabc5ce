/**
 * Cuts text to about `limit` characters by leaving out its middle: what a program prints first and last tells most.
 * @returns the text for the model, and a sentence about what is missing when something is.
 */
export function cutText(
  text: string,
  limit: number,
  name: string,
): { text: string; note?: string } {
  if (text.length <= limit) return { text };
  const half = Math.floor(limit / 2);
  const head = withoutHalfPair(text.slice(0, half));
  const tail = text.slice(text.length - half).replace(/^[\uDC00-\uDFFF]/u, '');
  const left = text.length - head.length - tail.length;
  return {
    text: `${head}\n… [${left} characters left out] …\n${tail}`,
    note: `${name} had ${text.length} characters; the middle ${left} are left out here. Print less.`,
  };
}

/** A cut may fall inside a surrogate pair; half of one is no character. */
function withoutHalfPair(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/u, '');
}
