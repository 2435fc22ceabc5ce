import type { Box, Frame } from './frame.ts';

/** Width and height of a box in its own pixels; 0 where it is empty or turned inside out. */
export function boxSize([x1, y1, x2, y2]: Box): { width: number; height: number } {
  return { width: Math.max(0, x2 - x1), height: Math.max(0, y2 - y1) };
}

/** Area of a box in square pixels. */
export function boxArea(box: Box): number {
  const { width, height } = boxSize(box);
  return width * height;
}

/** The part two boxes share, or undefined when they do not overlap. */
export function intersect(a: Box, b: Box): Box | undefined {
  const box: Box = [
    Math.max(a[0], b[0]),
    Math.max(a[1], b[1]),
    Math.min(a[2], b[2]),
    Math.min(a[3], b[3]),
  ];
  return boxArea(box) > 0 ? box : undefined;
}

/** Intersection over union, 0–1. */
export function boxIou(a: Box, b: Box): number {
  const shared = intersect(a, b);
  if (!shared) return 0;
  const area = boxArea(shared);
  return area / (boxArea(a) + boxArea(b) - area);
}

/** Is the box empty, turned inside out, or not of numbers? */
export function isEmptyBox(box: Box): boolean {
  return !box.every(Number.isFinite) || boxArea(box) === 0;
}

/** The box with its corners put in order and cut to a figure of the given size; undefined when nothing of it is inside. */
export function clampBox(box: Box, width: number, height: number): Box | undefined {
  if (!box.every(Number.isFinite)) return undefined;
  const [x1, y1, x2, y2] = box;
  const ordered: Box = [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
  return intersect(ordered, [0, 0, width, height]);
}

/** The smallest box of whole pixels that covers `box`. */
export function wholePixels([x1, y1, x2, y2]: Box): Box {
  return [Math.floor(x1), Math.floor(y1), Math.ceil(x2), Math.ceil(y2)];
}

/** A box in the pixels of an image, mapped to source pixels of the figure that the image's frame names. */
export function toSource(box: Box, frame: Frame): Box {
  const [left, top] = frame.box;
  const { scale } = frame;
  return [left + box[0] / scale, top + box[1] / scale, left + box[2] / scale, top + box[3] / scale];
}

/** A box in source pixels, mapped to the pixels of the image that shows `frame`. Parts outside the image are kept. */
export function fromSource(box: Box, frame: Frame): Box {
  const [left, top] = frame.box;
  const { scale } = frame;
  return [
    (box[0] - left) * scale,
    (box[1] - top) * scale,
    (box[2] - left) * scale,
    (box[3] - top) * scale,
  ];
}

/** The frame of a crop of an image that itself has a frame; `scale` is the crop's enlargement against that image. */
export function cropFrame(box: Box, frame: Frame, scale = 1): Frame {
  return { figure: frame.figure, box: toSource(box, frame), scale: frame.scale * scale };
}

/** The frame of a whole figure shown at `scale`. */
export function wholeFrame(figure: string, width: number, height: number, scale = 1): Frame {
  return { figure, box: [0, 0, width, height], scale };
}
