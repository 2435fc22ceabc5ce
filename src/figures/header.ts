import type { FigureFormat, PixelSize } from './figure.ts';

/** What a file's header says, before the limits are checked. Sizes are as stored, before EXIF rotation. */
export interface ImageHeader {
  readonly format: FigureFormat;
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  readonly channels: number;
  readonly pages: number;
  /** EXIF orientation, 1–8. */
  readonly orientation: number;
  readonly pixelSize?: PixelSize;
  readonly notices: readonly string[];
}

/** Reads the header of one format. `page` is 1-based; formats without pages ignore it. Throws `Malformed`. */
export type HeaderReader = (bytes: Uint8Array, page: number) => ImageHeader;
