import type { ImageStats } from '../sandbox.ts';

/** Bits in which two 64-bit difference hashes (16 hex digits) differ, 0–64; 64 when one is not a hash. */
export function hashDistance(a: string, b: string): number {
  if (!/^[0-9a-f]{16}$/iu.test(a) || !/^[0-9a-f]{16}$/iu.test(b)) return 64;
  let bits = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let count = 0;
  for (; bits; bits &= bits - 1n) count += 1;
  return count;
}

/** Standard deviation of luma below which an image counts as blank. */
const BLANK_SPREAD = 2;
/** A difference hash sees coarse layout only: beside it the contrast must be nearly the same. */
const DUPLICATE_BITS = 2;
const DUPLICATE_SPREAD = 0.02;

/** Is the image nearly one shade? */
export function isBlank({ spread }: ImageStats): boolean {
  return spread < BLANK_SPREAD;
}

/** Do two images look the same as far as their statistics tell? */
export function looksAlike(a: ImageStats, b: ImageStats): boolean {
  const spread = Math.abs(a.spread - b.spread) / Math.max(a.spread, b.spread, 1);
  return hashDistance(a.dhash, b.dhash) <= DUPLICATE_BITS && spread <= DUPLICATE_SPREAD;
}
