import { boxArea, intersect } from '../../figures/frameMath.ts';
import type { Box, Frame } from '../../figures/frame.ts';
import type { RunFigure } from '../../reasoning/events.ts';
import type { Exchange } from '../timeline.ts';
import { WHOLE } from './wording.ts';

/** A region to draw on a figure, in source pixels. */
export interface Region {
  readonly label: string;
  readonly box: Box;
  readonly kind: 'image' | 'asked' | 'evidence';
  /** The image that shows it. */
  readonly image?: string;
  /** Left end of the label's base line. */
  readonly labelAt: readonly [x: number, y: number];
}

type Unlabelled = Omit<Region, 'labelAt'>;

/** Height of a label in source pixels: of readable size where the figure is as wide as half a page. */
export function labelSize({ width, height }: { width: number; height: number }): number {
  return Math.max(width, height) / 36;
}

/** The regions of a figure that a run asked about, looked at or gave as evidence; large ones first, so that small ones lie on top. */
export function regionsOf(figure: RunFigure, exchanges: readonly Exchange[]): Region[] {
  const whole: Box = [0, 0, figure.width, figure.height];
  const regions = exchanges
    .flatMap((exchange) => named(figure, exchange))
    .flatMap((region) => {
      const box = intersect(region.box, whole);
      return box && boxArea(box) < WHOLE * boxArea(whole) ? [{ ...region, box }] : [];
    })
    .sort((a, b) => boxArea(b.box) - boxArea(a.box));
  return placeLabels(regions, labelSize(figure));
}

function named(figure: RunFigure, { started, turns, answer }: Exchange): Unlabelled[] {
  const here = (frame: Frame | undefined): frame is Frame => frame?.figure === figure.id;
  const asked =
    started.region && (started.regionFigure ?? started.figures[0]?.id) === figure.id
      ? [{ label: 'asked', box: started.region, kind: 'asked' as const }]
      : [];
  const images = turns
    .flatMap(({ observation, reruns }) => [observation, ...reruns.map((one) => one.observation)])
    .flatMap((seen) => seen?.images ?? [])
    .flatMap(({ name, frame }) =>
      here(frame) ? [{ label: name, box: frame.box, kind: 'image' as const, image: name }] : [],
    );
  const evidence = (answer?.evidence ?? []).flatMap(({ frame, image }, i) =>
    // Evidence that names an image has its region from there.
    image === undefined && here(frame)
      ? [{ label: `e${i + 1}`, box: frame.box, kind: 'evidence' as const }]
      : [],
  );
  return [...asked, ...images, ...evidence];
}

/** Puts each label above its box, or at another edge where an earlier label is already there. */
function placeLabels(regions: readonly Unlabelled[], size: number): Region[] {
  const taken: Box[] = [];
  return regions.map((region) => {
    const [x1, y1, x2, y2] = region.box;
    const width = region.label.length * size * 0.62;
    const left = x1 + size * 0.2;
    const right = Math.max(left, x2 - width);
    const above = y1 > size * 1.4 ? y1 - size * 0.35 : y1 + size * 1.05;
    const below = y2 - size * 0.35;
    const spots = [
      [left, above],
      [right, above],
      [left, below],
      [right, below],
    ] as const;
    const area = ([x, y]: readonly [number, number]): Box => [x, y - size, x + width, y];
    const labelAt =
      spots.find((spot) => taken.every((other) => !intersect(area(spot), other))) ?? spots[0];
    taken.push(area(labelAt));
    return { ...region, labelAt };
  });
}
