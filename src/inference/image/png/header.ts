import { damaged } from '../damaged.ts';
import type { ImageSize } from '../rgbImage.ts';

/** Samples of a pixel by the colour type of the header. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const BIT_DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

export interface PngHeader extends ImageSize {
  /** Of a sample. */
  readonly bitDepth: number;
  readonly channels: number;
  /** Samples are places in a palette. */
  readonly indexed: boolean;
  readonly alpha: boolean;
  readonly interlaced: boolean;
}

/**
 * Reads the data of an IHDR chunk.
 *
 * @throws InferenceError `image` when it says something that PNG does not have.
 */
export function readPngHeader(data: Uint8Array): PngHeader {
  if (data.length !== 13) throw damaged('PNG', 'its header has a wrong length');
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [bitDepth = 0, colourType = 0, compression, filter, interlace = 0] = data.subarray(8);
  const channels = CHANNELS[colourType];
  if (width === 0 || height === 0) throw damaged('PNG', 'its header says that it has no pixels');
  if (channels === undefined || !BIT_DEPTHS[colourType]?.includes(bitDepth)) {
    throw damaged(
      'PNG',
      `its header has colour type ${colourType} with ${bitDepth} bits, which PNG does not know`,
    );
  }
  if (compression !== 0 || filter !== 0 || interlace > 1) {
    throw damaged('PNG', 'its header has a method that PNG does not know');
  }
  return {
    width,
    height,
    bitDepth,
    channels,
    indexed: colourType === 3,
    alpha: colourType >= 4,
    interlaced: interlace === 1,
  };
}
