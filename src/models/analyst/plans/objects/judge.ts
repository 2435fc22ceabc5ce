import type { Box } from '../../../../figures/frame.ts';
import type { ObjectIntent, Polarity } from '../../question/intent.ts';
import type { EvidenceItem, SceneFigure } from '../../step.ts';
import type { Found } from './found.ts';

/** Above this share of the area, what was found is more likely the background. */
const TOO_MUCH = 0.6;

/** A sentence when a result of an automatic polarity cannot be right; undefined when it may be. */
export function looksWrong(found: Found, asked: Polarity): string | undefined {
  if (asked !== 'auto') return undefined;
  if (found.all === 0) return `Nothing ${found.polarity} stands out.`;
  if (found.coverage > TOO_MUCH)
    return `What was found covers ${String(Math.round(found.coverage * 100))} % of the area: that looks like the background, not like objects.`;
  if (found.all <= 2 && found.border === found.all)
    return `Only ${String(found.all)} found, cut by the border: that may be the background.`;
  return undefined;
}

export function otherPolarity(polarity: Exclude<Polarity, 'auto'>): 'bright' | 'dark' {
  return polarity === 'bright' ? 'dark' : 'bright';
}

/** The more plausible of two results; the other one is noted as evidence. */
export function preferred(
  first: Found,
  second: Found | undefined,
  evidence: EvidenceItem[],
): Found {
  if (second === undefined) return first;
  const better = plausibility(second) > plausibility(first);
  const [chosen, dropped] = better ? [second, first] : [first, second];
  const [image] = dropped.images;
  evidence.push({
    text: `The other polarity (${dropped.polarity}: ${String(dropped.all)} found, ${String(Math.round(dropped.coverage * 100))} % of the area) was tried and set aside`,
    ...(image !== undefined && { image }),
  });
  return chosen;
}

/**
 * A clause when what was found is more likely the background than objects: it fills the area, or it is a few pieces that
 * the border cuts.
 */
export function background(found: Found): string | undefined {
  const few = found.all <= 3 && found.border === found.all;
  if (found.coverage > TOO_MUCH && found.all <= 3)
    return `what is ${found.polarity} covers ${String(Math.round(found.coverage * 100))} % of the area`;
  return few && found.coverage > 0.25
    ? `the ${String(found.all)} pieces that are ${found.polarity} are all cut by the border and cover ${String(Math.round(found.coverage * 100))} % of the area`
    : undefined;
}

/** Many compact things on a larger background are plausible; none, or one that fills the area, is not. */
function plausibility(found: Found): number {
  if (found.all === 0) return 0;
  const inside = (found.all - found.border) / found.all;
  const roomy = found.coverage > TOO_MUCH ? 0.1 : 1;
  return roomy * (0.2 + inside) * Math.log2(1 + found.all);
}

/** Why a count is doubtful, and where to look again. */
export interface Doubt {
  readonly why: string;
  /** In source pixels. */
  readonly region: Box;
  readonly scale: number;
}

/** Thresholds that disagree, or outlines that may hold several objects, ask for a closer look. */
export function doubtOf(
  found: Found,
  intent: ObjectIntent,
  figure: SceneFigure,
  box: Box | undefined,
): Doubt | undefined {
  if (!intent.objects.split || found.all < 3) return undefined;
  if (intent.kind !== 'count' && intent.kind !== 'density') return undefined;
  const apart = (found.high - found.low) / found.all;
  const ragged = found.raggedCount / found.all;
  const [worst] = found.ragged;
  if (apart <= 0.25 && (ragged <= 0.05 || worst === undefined)) return undefined;
  const region = around(worst, found, figure, box);
  const scale = region[2] - region[0] > 600 ? 2 : 3;
  const why =
    apart > 0.25
      ? `With a stricter and a looser threshold the count is ${String(found.low)} and ${String(found.high)}: it depends on where the outline is drawn.`
      : `${String(found.raggedCount)} of ${String(found.all)} outlines are large and ragged: they may hold several ${intent.objects.noun} that touch.`;
  return {
    why: `${why} I enlarge the most doubtful place and count there again, and see how much the parting of touching ${intent.objects.noun} matters.`,
    region,
    scale,
  };
}

/** A window of about a quarter of the looked-at area, around a box or in its middle. */
function around(
  worst: Box | undefined,
  found: Found,
  figure: SceneFigure,
  box: Box | undefined,
): Box {
  const [left, top, right, bottom] = box ?? [0, 0, figure.width, figure.height];
  const width = Math.min(right - left, Math.max(64, Math.round(found.width / 2)));
  const height = Math.min(bottom - top, Math.max(64, Math.round(found.height / 2)));
  const centre = worst ?? [left, top, right, bottom];
  const x = clamp(Math.round((centre[0] + centre[2] - width) / 2), left, right - width);
  const y = clamp(Math.round((centre[1] + centre[3] - height) / 2), top, bottom - height);
  return [x, y, x + width, y + height];
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
