import type { ImageStats, ShownImage } from '../sandbox.ts';

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
/**
 * A difference hash sees coarse layout only: a few boxes drawn on a figure often leave it unchanged. Contrast and the
 * length of the PNG, which both move with every change of pixels, have to agree beside it.
 */
const DUPLICATE_BITS = 1;
const DUPLICATE_SPREAD = 0.005;
const DUPLICATE_LENGTH = 0.005;

/** Is the image nearly one shade? */
export function isBlank({ spread }: ImageStats): boolean {
  return spread < BLANK_SPREAD;
}

/** Do two images of the same size look the same, as far as their statistics and the length of their PNG tell? */
export function looksAlike(a: Looks, b: Looks): boolean {
  return (
    a.width === b.width &&
    a.height === b.height &&
    hashDistance(a.stats.dhash, b.stats.dhash) <= DUPLICATE_BITS &&
    difference(a.stats.spread, b.stats.spread) <= DUPLICATE_SPREAD &&
    difference(a.png.length, b.png.length) <= DUPLICATE_LENGTH
  );
}

/** What is compared. */
export type Looks = Pick<ShownImage, 'png' | 'width' | 'height' | 'stats'>;

/** Relative to the larger one, 0–1. */
function difference(a: number, b: number): number {
  return Math.abs(a - b) / Math.max(a, b, 1);
}
