import { InferenceError } from '../../errors.ts';
import { damaged } from '../damaged.ts';
import type { ImageSize } from '../rgbImage.ts';

/** Samples along a side of a block. */
export const BLOCK = 8;

/** One of the planes of samples that a JPEG consists of. */
export interface Component {
  readonly id: number;
  /** Blocks in a unit of interleaved data, across and down. */
  readonly horizontal: number;
  readonly vertical: number;
  /** Number of the quantisation table. */
  readonly table: number;
  /** Samples that are part of the image. */
  readonly width: number;
  readonly height: number;
  /** Blocks of a row and of a column of the data, filled up to whole units. */
  readonly blocksAcross: number;
  readonly blocksDown: number;
}

export interface Frame extends ImageSize {
  readonly progressive: boolean;
  readonly components: readonly Component[];
  /** Largest of the components. */
  readonly horizontal: number;
  readonly vertical: number;
  /** Units of interleaved data, across and down. */
  readonly unitsAcross: number;
  readonly unitsDown: number;
}

/** Baseline, extended sequential, progressive; all with Huffman codes. */
const READABLE = [0xc0, 0xc1, 0xc2];
const PROGRESSIVE = 0xc2;
/** Tables and reserved codes that lie among those of frames. */
const NO_FRAMES = [0xc4, 0xc8, 0xcc];

export function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && !NO_FRAMES.includes(marker);
}

/** Reads the header of a frame. @throws InferenceError `image` when it is damaged or of a kind that is not supported. */
export function readFrame(marker: number, data: Uint8Array): Frame {
  const bits = data[0];
  if (!READABLE.includes(marker) || bits !== 8) {
    throw new InferenceError(
      'image',
      'The JPEG image is lossless, arithmetic-coded or has more than 8 bits, which is not supported. Save it as PNG.',
    );
  }
  const height = ((data[1] ?? 0) << 8) | (data[2] ?? 0);
  const width = ((data[3] ?? 0) << 8) | (data[4] ?? 0);
  const count = data[5] ?? 0;
  if (width === 0 || height === 0) throw damaged('JPEG', 'its header says that it has no pixels');
  if (![1, 3, 4].includes(count) || data.length !== 6 + 3 * count) {
    throw damaged('JPEG', 'its header has a wrong number of colours');
  }
  const heads = Array.from({ length: count }, (_, index) => {
    const [id = 0, sampling = 0, table = 0] = data.subarray(6 + 3 * index);
    return { id, horizontal: sampling >> 4, vertical: sampling & 15, table };
  });
  const horizontal = Math.max(...heads.map((head) => head.horizontal));
  const vertical = Math.max(...heads.map((head) => head.vertical));
  if (new Set(heads.map(({ id }) => id)).size !== count)
    throw damaged('JPEG', 'two of its colours have one name');
  for (const head of heads) {
    // 1 to 4, and parts of the largest: what libjpeg reads.
    const fits = (part: number, largest: number) => part >= 1 && part <= 4 && largest % part === 0;
    if (!fits(head.horizontal, horizontal) || !fits(head.vertical, vertical)) {
      throw damaged('JPEG', 'its colours have sizes that do not fit together');
    }
  }
  const unitsAcross = Math.ceil(width / (BLOCK * horizontal));
  const unitsDown = Math.ceil(height / (BLOCK * vertical));
  const components = heads.map((head) => ({
    ...head,
    width: Math.ceil((width * head.horizontal) / horizontal),
    height: Math.ceil((height * head.vertical) / vertical),
    blocksAcross: unitsAcross * head.horizontal,
    blocksDown: unitsDown * head.vertical,
  }));
  const progressive = marker === PROGRESSIVE;
  return { width, height, progressive, components, horizontal, vertical, unitsAcross, unitsDown };
}
