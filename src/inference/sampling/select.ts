/**
 * The k-th highest score, in one pass with a heap of k: sorting 150,000 scores for 20 of them takes far longer. -Infinity where fewer
 * than k are higher.
 * @returns NaN when one of the scores is no number
 */
export function kthHighest(scores: Float32Array, k: number): number {
  const heap = new Float32Array(Math.min(k, scores.length)).fill(-Infinity);
  let least = -Infinity;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? NaN;
    // Written so that what is no number is not passed over.
    if (score <= least) continue;
    if (Number.isNaN(score)) return NaN;
    replaceLeast(heap, score);
    least = heap[0] ?? NaN;
  }
  return least;
}

/** Puts a value in the place of the least one of a heap, which is its first. */
function replaceLeast(heap: Float32Array, value: number): void {
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    if (left >= heap.length) break;
    const right = left + 1;
    const child = right < heap.length && (heap[right] ?? 0) < (heap[left] ?? 0) ? right : left;
    const score = heap[child] ?? 0;
    if (score >= value) break;
    heap[at] = score;
    at = child;
  }
  heap[at] = value;
}

/** Tokens with at least a score (never those with -Infinity), the highest first, of equal ones the lowest id first. */
export function atLeast(scores: Float32Array, threshold: number): Int32Array {
  const found: number[] = [];
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? NaN;
    if (score >= threshold && score > -Infinity) found.push(i);
  }
  return Int32Array.from(found.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b));
}

/** The token with the highest score, the first of several; NaN when one of the scores is no number. */
export function highest(scores: Float32Array): { readonly token: number; readonly score: number } {
  let token = 0;
  let score = -Infinity;
  for (let i = 0; i < scores.length; i++) {
    const value = scores[i] ?? NaN;
    if (value <= score) continue;
    token = i;
    score = value;
    if (Number.isNaN(value)) break;
  }
  return { token, score };
}
