import type { Frame } from '../../figures/frame.ts';
import { boxArea, boxIou, intersect } from '../../figures/frameMath.ts';
import { short } from '../messages/imageLine.ts';
import type { ImageGain } from '../events.ts';
import type { ShownImage } from '../sandbox.ts';
import { isBlank, looksAlike, type Looks } from './similarity.ts';

/** An image that the model has seen, and its name. */
export type SeenImage = Judged & { readonly name: string };

type Judged = Looks & Pick<ShownImage, 'frame'>;

/** Size of a figure in source pixels. */
export interface FigureSize {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** A region counts as shown before when an earlier view covers this much of it. */
const COVERED = 0.9;
/** Enlargement below which a view is taken to show a region no larger than before. */
const LARGER = 1.05;
/** Overlap from which two regions are taken to be the same. */
const SAME_REGION = 0.9;

/**
 * How much an image can have added to what the model has seen: enlargement, overlap, share of the figure, blankness
 * and near-duplicates, from frames and cheap statistics only. The measure is Figscope's own: S1-VL (arXiv 2604.21409)
 * asks when image operations are truly necessary, which cannot be told without asking a model twice.
 */
export function imageGain(
  image: Judged,
  seen: readonly SeenImage[],
  figures: readonly FigureSize[],
): ImageGain {
  const measured = image.frame ? measureFrame(image.frame, seen, figures) : {};
  const blank = isBlank(image.stats);
  const twin = blank ? undefined : seen.find((one) => isTwin(image, one));
  const signals = { ...measured, blank, ...(twin && { duplicateOf: twin.name }) };
  return { ...signals, ...judge(signals, image.frame) };
}

type Signals = Omit<ImageGain, 'new' | 'reason'>;

function measureFrame(
  frame: Frame,
  seen: readonly SeenImage[],
  figures: readonly FigureSize[],
): Pick<Signals, 'magnification' | 'overlap' | 'share'> {
  const views = seen.flatMap((one) =>
    one.frame && one.frame.figure === frame.figure ? [one.frame] : [],
  );
  const area = boxArea(frame.box);
  const covering = views.filter(({ box }) => {
    const shared = intersect(box, frame.box);
    return shared !== undefined && area > 0 && boxArea(shared) / area >= COVERED;
  });
  const best = Math.max(0, ...covering.map(({ scale }) => scale));
  const figure = figures.find(({ id }) => id === frame.figure);
  return {
    ...(best > 0 && { magnification: frame.scale / best }),
    overlap: Math.max(0, ...views.map(({ box }) => boxIou(box, frame.box))),
    ...(figure && { share: Math.min(1, area / (figure.width * figure.height)) }),
  };
}

/** The same look and, as far as both have one, the same place: repeated structures look alike elsewhere too. */
function isTwin(image: Judged, earlier: SeenImage): boolean {
  if (!looksAlike(image, earlier)) return false;
  const [a, b] = [image.frame, earlier.frame];
  if (!a || !b) return true;
  if (a.figure !== b.figure || boxIou(a.box, b.box) < SAME_REGION) return false;
  return a.scale / b.scale < LARGER;
}

function judge(signals: Signals, frame: Frame | undefined): Pick<ImageGain, 'new' | 'reason'> {
  const { blank, duplicateOf, magnification, overlap = 0 } = signals;
  if (blank) return { new: false, reason: 'blank: nearly one shade' };
  if (duplicateOf) return { new: false, reason: `looks the same as ${duplicateOf}` };
  if (!frame) return { new: true, reason: 'a picture that is no view of a figure' };
  if (magnification === undefined) return { new: true, reason: 'a region not shown before' };
  if (magnification >= LARGER)
    return { new: true, reason: `${short(round(magnification))}× larger than shown before` };
  if (overlap >= SAME_REGION)
    return { new: true, reason: 'a region shown before, drawn differently' };
  return {
    new: false,
    reason: `no larger than shown before (${short(round(magnification))}×)`,
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
