import { ORIENTATION_TAG, validOrientation } from '../exif.ts';
import type { ImageHeader } from '../header.ts';
import { Malformed } from '../malformed.ts';
import {
  nextDirectory,
  numbersOf,
  openTiff,
  readDirectory,
  textOf,
  type TiffDirectory,
  type TiffFile,
} from '../tiffDirectory.ts';
import { imageJImages, tiffPixelSize } from '../tiffScale.ts';

const TAG = {
  subfileType: 254,
  width: 256,
  height: 257,
  bitsPerSample: 258,
  description: 270,
  stripOffsets: 273,
  samplesPerPixel: 277,
  stripByteCounts: 279,
  tileOffsets: 324,
  tileByteCounts: 325,
  jpegOffset: 513,
} as const;
/** More directories than any real file has; the chain would take too long to walk. */
const MAX_PAGES = 100_000;
/** Pages whose kind is looked at for the notice. */
const PAGES_LOOKED_AT = 100;
/** More strips or tiles than any real page has. */
const MAX_STRIPS = 4_000_000;

/** TIFF and BigTIFF in either byte order. Pages are counted as the file's chain of directories has them. */
export function readTiff(bytes: Uint8Array, page: number): ImageHeader {
  const file = openTiff(bytes);
  const notices: string[] = [];
  const offsets = directoryOffsets(file);
  const first = readDirectory(file, offsets[0] ?? 0);
  // The page number itself is checked by the caller, which knows the count from here.
  const directory = readDirectory(file, offsets[page - 1] ?? offsets[0] ?? 0);
  const value = (tag: number): number | undefined => {
    const entry = directory.get(tag);
    return entry && numbersOf(file, entry, 1)[0];
  };
  const [width, height] = [value(TAG.width), value(TAG.height)];
  if (width === undefined || height === undefined)
    throw new Malformed(`page ${page} of the TIFF file states no width or height.`);
  const bitDepth = value(TAG.bitsPerSample) ?? 1;
  const channels = value(TAG.samplesPerPixel) ?? 1;
  if (bitDepth < 1 || bitDepth > 64 || channels < 1)
    throw new Malformed(
      `the TIFF header is damaged: ${channels} channels of ${bitDepth} bits do not exist.`,
    );
  checkPixelData(file, directory, page);
  if (offsets.length > 1) notices.push(pagesNotice(file, offsets, page));
  const stack = imageJImages(descriptionOf(file, first));
  if (stack > 1 && offsets.length === 1)
    notices.push(`ImageJ stack of ${stack} images behind one directory: only the first is read.`);
  const pixelSize = tiffPixelSize(file, directory, first);
  return {
    format: 'tiff',
    width,
    height,
    bitDepth,
    channels,
    pages: offsets.length,
    orientation: validOrientation(value(ORIENTATION_TAG)),
    ...(pixelSize ? { pixelSize } : {}),
    notices,
  };
}

/** Offsets of all directories in the order of the chain; a chain that comes back to itself is refused. */
function directoryOffsets(file: TiffFile): number[] {
  const offsets: number[] = [];
  const seen = new Set<number>();
  for (let at = file.first; at !== 0; at = nextDirectory(file, at)) {
    if (seen.has(at))
      throw new Malformed('the TIFF file is damaged: its list of pages runs in a circle.');
    if (offsets.length === MAX_PAGES)
      throw new Malformed(`the TIFF file has more than ${MAX_PAGES} pages.`, 'Split it.');
    seen.add(at);
    offsets.push(at);
  }
  if (offsets.length === 0) throw new Malformed('the TIFF file has no page in it.');
  return offsets;
}

/** Every strip or tile must lie inside the file. Offset and length 0 mark an empty tile of a sparse GeoTIFF. */
function checkPixelData(file: TiffFile, directory: TiffDirectory, page: number): void {
  const tiled = directory.has(TAG.tileOffsets);
  const offsets = directory.get(tiled ? TAG.tileOffsets : TAG.stripOffsets);
  const counts = directory.get(tiled ? TAG.tileByteCounts : TAG.stripByteCounts);
  if (!offsets) {
    if (directory.has(TAG.jpegOffset)) return;
    throw new Malformed(`page ${page} of the TIFF file has no pixel data.`);
  }
  if (offsets.count > MAX_STRIPS)
    throw new Malformed(`the TIFF file is damaged: a page in ${offsets.count} pieces.`);
  const lengths = counts ? numbersOf(file, counts, MAX_STRIPS) : [];
  numbersOf(file, offsets).forEach((offset, i) => {
    const length = lengths[i] ?? 1;
    if (offset !== 0 || length !== 0)
      file.reader.need(offset, length, `the pixel data (${tiled ? 'tile' : 'strip'} ${i + 1})`);
  });
}

/** Says which pages are reduced copies or masks, so that nobody takes them for further pictures. */
function pagesNotice(file: TiffFile, offsets: readonly number[], page: number): string {
  const extra = offsets.slice(0, PAGES_LOOKED_AT).filter((at) => {
    const entry = readDirectory(file, at).get(TAG.subfileType);
    return entry !== undefined && ((numbersOf(file, entry, 1)[0] ?? 0) & 5) !== 0;
  }).length;
  const about = extra > 0 ? ` (${extra} of them reduced copies or masks)` : '';
  return `TIFF with ${offsets.length} pages${about}: page ${page} is used.`;
}

function descriptionOf(file: TiffFile, directory: TiffDirectory): string {
  const entry = directory.get(TAG.description);
  return entry ? textOf(file, entry, 4096) : '';
}
