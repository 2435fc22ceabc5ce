import type { ObjectFindings } from './plan.ts';

/** Between which numbers the count lies. */
export interface CountRange {
  readonly low: number;
  readonly high: number;
}

/**
 * The range of counts from independent ways of counting: a stricter and a looser threshold, and an enlarged look at
 * the most doubtful region, scaled to the whole. Objects that a filter leaves out change in the same proportion.
 */
export function countRange({ found, closer }: ObjectFindings): CountRange {
  const share = found.all === 0 ? 1 : found.count / found.all;
  const ways = [found.all, found.low, found.high];
  if (closer !== undefined && closer.before > 0)
    ways.push(found.all + (closer.closer - closer.before));
  return {
    low: Math.max(0, Math.floor(Math.min(...ways) * share)),
    high: Math.ceil(Math.max(...ways) * share),
  };
}

/** The range in words, with where it comes from. */
export function rangeText({ found, closer }: ObjectFindings, range: CountRange): string {
  const tried = 'the thresholds and splitting strengths tried';
  const reasons: string[] = [];
  if (range.low === range.high) reasons.push(`the count stays ${String(range.low)} over ${tried}`);
  else {
    const span = `between ${String(range.low)} and ${String(range.high)}`;
    const counts = `${String(found.low)} to ${String(found.high)}`;
    // Where a limit leaves some out, the counts tried are those of all objects.
    const whole = found.count === found.all ? counts : `all objects together are ${counts}`;
    reasons.push(`${span}: ${whole} over ${tried}`);
  }
  if (closer !== undefined) {
    reasons.push(
      `an enlarged look at the most doubtful region gives ${String(closer.closer)} there, ${String(closer.before)} before`,
      `without parting those that touch there would be ${String(closer.joined)}`,
    );
  }
  return [...reasons, ...found.warnings].join('; ');
}

/** A clause that says why no number should be given; undefined when the count holds. */
export function untrustworthy({ found, closer }: ObjectFindings): string | undefined {
  if (found.all >= 5 && found.high > 3 * Math.max(1, found.low))
    return `a slightly stricter and a slightly looser threshold give ${String(found.low)} and ${String(found.high)}`;
  if (closer !== undefined && closer.before >= 5) {
    const ratio = closer.closer / closer.before;
    if (ratio > 3 || ratio < 1 / 3)
      return `the most doubtful region holds ${String(closer.before)} at the original scale and ${String(closer.closer)} when it is enlarged`;
  }
  return undefined;
}
