/** A rectangle in source pixels, `[x1, y1, x2, y2]`; x2 and y2 are exclusive; x to the right, y down. */
export type Box = readonly [x1: number, y1: number, x2: number, y2: number];

/** Which region of which figure an image shows, and at what scale. */
export interface Frame {
  /** Id of the figure, `image_1`, `image_2`… */
  readonly figure: string;
  /** Region in the source pixels of that figure (after EXIF rotation). */
  readonly box: Box;
  /** Image pixels per source pixel along x; above 1 when the region was enlarged. */
  readonly scale: number;
}
