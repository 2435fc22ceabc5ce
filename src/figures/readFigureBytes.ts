import { FigureError } from './errors.ts';
import { swapsSides } from './exif.ts';
import type { Figure, FigureFormat } from './figure.ts';
import { readBmp } from './formats/bmp.ts';
import { readGif } from './formats/gif.ts';
import { readJpeg } from './formats/jpeg.ts';
import { readPng } from './formats/png.ts';
import { readTiff } from './formats/tiff.ts';
import { readWebp } from './formats/webp.ts';
import type { HeaderReader, ImageHeader } from './header.ts';
import { DEFAULT_FIGURE_LIMITS, type FigureLimits } from './limits.ts';
import { Malformed } from './malformed.ts';
import { sniff, SUPPORTED } from './signatures.ts';

const READERS: Readonly<Record<FigureFormat, HeaderReader>> = {
  png: readPng,
  jpeg: readJpeg,
  webp: readWebp,
  gif: readGif,
  bmp: readBmp,
  tiff: readTiff,
};

export interface ReadFigureOptions {
  /** Page or animation frame, from 1; default 1. */
  readonly page?: number | undefined;
  /** Id in the run, default `image_1`. */
  readonly id?: string | undefined;
  readonly caption?: string | undefined;
  readonly limits?: Partial<FigureLimits> | undefined;
}

/**
 * Reads what the header of an encoded image says; pixels are not decoded here. The format is told from the content.
 * @param bytes the whole file; kept as they are in the figure
 * @param name for people, "nuclei.png"
 * @param path where the file lies, when there is one
 * @throws FigureError when the bytes are no readable figure, in words for users
 */
export function readFigureBytes(
  bytes: Uint8Array,
  name: string,
  options: ReadFigureOptions = {},
  path?: string,
): Figure {
  const { page = 1, id = 'image_1', caption } = options;
  try {
    if (!Number.isInteger(page) || page < 1)
      throw new Malformed(`"${page}" is no page number.`, 'Pages are counted 1, 2, 3…');
    const header = READERS[formatOf(bytes)](bytes, page);
    if (page > header.pages)
      throw new Malformed(
        `page ${page} was asked for, but the file has ${count(header.pages, 'page')}.`,
        'Ask for a page that is there.',
      );
    checkSize(header, { ...DEFAULT_FIGURE_LIMITS, ...options.limits });
    const turned = swapsSides(header.orientation);
    return {
      ...header,
      id,
      name,
      ...(path === undefined ? {} : { path }),
      bytes,
      width: turned ? header.height : header.width,
      height: turned ? header.width : header.height,
      page,
      ...(header.pixelSize && turned
        ? { pixelSize: { ...header.pixelSize, x: header.pixelSize.y, y: header.pixelSize.x } }
        : {}),
      ...(caption === undefined ? {} : { caption }),
    };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new FigureError(`${quotable(name)}: ${error.message} ${error.advice}`, path);
  }
}

function formatOf(bytes: Uint8Array): FigureFormat {
  if (bytes.length === 0)
    throw new Malformed('the file is empty (0 bytes).', 'Save or download it again.');
  const sniffed = sniff(bytes);
  switch (sniffed.kind) {
    case 'figure':
      return sniffed.format;
    case 'other':
      throw new Malformed(`this is ${sniffed.what}.`, sniffed.advice);
    case 'unknown':
      throw new Malformed('this is no picture format that is known here.', `Give ${SUPPORTED}.`);
  }
}

/** Refuses empty and oversized pictures before anything tries to decode them. */
function checkSize(header: ImageHeader, limits: FigureLimits): void {
  const { width, height, channels, bitDepth } = header;
  if (width < 1 || height < 1)
    throw new Malformed(`the header states a size of ${width} × ${height} pixels.`);
  const pixels = width * height;
  const size = `${group(width)} × ${group(height)} pixels`;
  if (pixels > limits.pixels)
    throw new Malformed(
      `${size} are ${millions(pixels)} million, more than the ${millions(limits.pixels)} million allowed.`,
      'Cut out the part you want to ask about, or raise the limit for pixels in the settings.',
    );
  const decoded = pixels * channels * Math.max(1, bitDepth / 8);
  if (decoded > limits.decodedBytes)
    throw new Malformed(
      `${size} with ${count(channels, 'channel')} of ${bitDepth} bits take ${mebibytes(decoded)} MiB when decoded, more than the ${mebibytes(limits.decodedBytes)} MiB allowed.`,
      'Cut out the part you want to ask about, or raise the limit in the settings.',
    );
}

const group = (value: number) => value.toLocaleString('en-US');
const count = (value: number, noun: string) => `${value} ${noun}${value === 1 ? '' : 's'}`;
const millions = (pixels: number) => group(Math.ceil(pixels / 1e6));
const mebibytes = (bytes: number) => group(Math.ceil(bytes / 1024 ** 2));

/** A file name as it may stand in a message: control characters would act on a terminal. */
function quotable(name: string): string {
  // eslint-disable-next-line no-control-regex -- removing control characters is the point
  return name.replace(/[\x00-\x1f\x7f-\x9f]/g, '�');
}
