/** File formats that can be read. */
export type FigureFormat = 'png' | 'jpeg' | 'webp' | 'gif' | 'bmp' | 'tiff';

/** Physical size of one pixel. */
export interface PixelSize {
  readonly x: number;
  readonly y: number;
  /** 'nm', 'µm', 'mm'… */
  readonly unit: string;
}

/** An image to ask about, with what its file says of it. Pixels stay encoded: they are decoded in the sandbox process only. */
export interface Figure {
  /** Name of the figure in a run and of its variable in Python: `image_1`, `image_2`… */
  readonly id: string;
  /** File name, for people. */
  readonly name: string;
  /** Where it came from, when it came from a file. */
  readonly path?: string;
  readonly format: FigureFormat;
  /** The file's own bytes, untouched. */
  readonly bytes: Uint8Array;
  /** Size in pixels as a viewer shows it, that is after EXIF rotation. */
  readonly width: number;
  readonly height: number;
  /** Bits per sample as stored (1, 2, 4, 8, 16, 32). */
  readonly bitDepth: number;
  /** Samples per pixel as stored (palette images: 1). */
  readonly channels: number;
  /** Number of pages or animation frames in the file, and which one is asked about (1-based). */
  readonly pages: number;
  readonly page: number;
  /** EXIF orientation 1–8; already applied in width and height, to be applied when decoding. */
  readonly orientation: number;
  readonly pixelSize?: PixelSize;
  readonly caption?: string;
  /** What the reader noticed and the user should know ("animated GIF: frame 1 of 12 is used"). */
  readonly notices: readonly string[];
}
