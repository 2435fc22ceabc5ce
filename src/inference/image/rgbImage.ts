/** Width and height of an image in pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Pixels row by row from the upper left corner, three bytes each: red, green, blue. */
export interface RgbImage extends ImageSize {
  readonly data: Uint8Array;
}
