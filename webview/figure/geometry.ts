import type { Box } from '../../src/figures/frame.ts';
import type { View } from '../host/kept.ts';

/** Width and height, of a picture in its own pixels or of the place where it is shown in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where the pixels of a picture are on the screen: `screen = left + source × scale`. */
export interface Placement {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

export const FITTED: View = { zoom: 1, x: 0.5, y: 0.5 };

/** A small picture is enlarged to fill its place, but not to single pixels. */
const MOST_FIT = 6;
/** CSS pixels per source pixel at the highest zoom. */
const MOST_SCALE = 64;

/** The scale at which the whole picture is seen. */
export function fitScale(picture: Size, place: Size): number {
  return Math.min(place.width / picture.width, place.height / picture.height, MOST_FIT);
}

/** Where a view puts the picture. A side that fits in is centred, whatever the view says. */
export function placement(view: View, picture: Size, place: Size): Placement {
  const scale = fitScale(picture, place) * view.zoom;
  return {
    scale,
    left: edge(view.x, picture.width * scale, place.width),
    top: edge(view.y, picture.height * scale, place.height),
  };
}

function edge(centre: number, length: number, place: number): number {
  if (length <= place) return (place - length) / 2;
  return Math.min(0, Math.max(place - length, place / 2 - centre * length));
}

/** The view zoomed by a factor around a point of the place, which stays where it is. */
export function zoomAt(
  view: View,
  factor: number,
  point: { readonly x: number; readonly y: number },
  picture: Size,
  place: Size,
): View {
  const fit = fitScale(picture, place);
  const zoom = clamp(view.zoom * factor, Math.min(1, 1 / fit), MOST_SCALE / fit);
  const before = placement(view, picture, place);
  const scale = fit * zoom;
  const source = {
    x: (point.x - before.left) / before.scale,
    y: (point.y - before.top) / before.scale,
  };
  return {
    zoom,
    x: (source.x * scale + place.width / 2 - point.x) / (picture.width * scale),
    y: (source.y * scale + place.height / 2 - point.y) / (picture.height * scale),
  };
}

/** The view moved by CSS pixels, not farther than the picture's edge. */
export function panBy(view: View, dx: number, dy: number, picture: Size, place: Size): View {
  const { scale, left, top } = placement(view, picture, place);
  const width = picture.width * scale;
  const height = picture.height * scale;
  const stay = (moved: number, length: number, room: number, old: number): number =>
    length <= room ? old : (room / 2 - clamp(moved, room - length, 0)) / length;
  return {
    zoom: view.zoom,
    x: stay(left + dx, width, place.width, view.x),
    y: stay(top + dy, height, place.height, view.y),
  };
}

/** The view that shows a box with some room around it. */
export function viewOf(box: Box, picture: Size, place: Size): View {
  const width = Math.max(1, box[2] - box[0]) * 1.25;
  const height = Math.max(1, box[3] - box[1]) * 1.25;
  const scale = Math.min(place.width / width, place.height / height, MOST_SCALE);
  return {
    zoom: Math.max(1, scale / fitScale(picture, place)),
    x: (box[0] + box[2]) / 2 / picture.width,
    y: (box[1] + box[3]) / 2 / picture.height,
  };
}

/** A box of source pixels as a rectangle on the screen. */
export function toScreen(
  box: Box,
  { scale, left, top }: Placement,
): { x: number; y: number } & Size {
  return {
    x: left + box[0] * scale,
    y: top + box[1] * scale,
    width: (box[2] - box[0]) * scale,
    height: (box[3] - box[1]) * scale,
  };
}

/** The source pixel (with fraction) under a point of the place. */
export function toSourcePoint(
  x: number,
  y: number,
  { scale, left, top }: Placement,
): [number, number] {
  return [(x - left) / scale, (y - top) / scale];
}

/** A box of whole pixels inside the picture, at least one pixel wide and high. */
export function fitBox(box: Box, { width, height }: Size): Box {
  const x1 = clamp(Math.floor(Math.min(box[0], box[2])), 0, width - 1);
  const y1 = clamp(Math.floor(Math.min(box[1], box[3])), 0, height - 1);
  const x2 = clamp(Math.ceil(Math.max(box[0], box[2])), x1 + 1, width);
  const y2 = clamp(Math.ceil(Math.max(box[1], box[3])), y1 + 1, height);
  return [x1, y1, x2, y2];
}

/** The box moved as far as the picture goes. */
export function moveBox(box: Box, dx: number, dy: number, { width, height }: Size): Box {
  const x = clamp(dx, -box[0], width - box[2]);
  const y = clamp(dy, -box[1], height - box[3]);
  return [box[0] + x, box[1] + y, box[2] + x, box[3] + y];
}

/** The box with its right and lower edge moved. */
export function growBox(box: Box, dx: number, dy: number, { width, height }: Size): Box {
  return [
    box[0],
    box[1],
    clamp(box[2] + dx, box[0] + 1, width),
    clamp(box[3] + dy, box[1] + 1, height),
  ];
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
