import { InferenceError } from '../../errors.ts';
import { damaged } from '../damaged.ts';
import { isPng, pngChunks } from './chunks.ts';
import { readPngHeader } from './header.ts';
import type { PngHeader } from './header.ts';

/** What of a PNG is needed for its pixels. */
export interface PngParts {
  readonly header: PngHeader;
  readonly palette: Uint8Array | undefined;
  /** Opacities of the palette, or the colour that is transparent. */
  readonly transparency: Uint8Array | undefined;
  /** TIFF structure with metadata. */
  readonly exif: Uint8Array | undefined;
  /** Pieces of the compressed pixels. */
  readonly data: readonly Uint8Array[];
}

/** Chunks without which the pixels cannot be read rightly and which every decoder knows. */
const KNOWN = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND']);

/** @throws InferenceError `image` when the bytes are no PNG or a damaged one. */
export function readPngParts(bytes: Uint8Array): PngParts {
  const chunks = new Map<string, Uint8Array>();
  const data: Uint8Array[] = [];
  const header = pngHeader(bytes);
  for (const chunk of pngChunks(bytes)) {
    if (chunk.type === 'IDAT') data.push(chunk.data);
    // The first of a kind counts, and only before the pixels, as the format demands.
    else if (data.length === 0 && !chunks.has(chunk.type)) chunks.set(chunk.type, chunk.data);
    if (/^[A-Z]/.test(chunk.type) && !KNOWN.has(chunk.type)) {
      throw damaged('PNG', `it has a chunk ${chunk.type}, which PNG does not know`);
    }
  }
  if (data.length === 0) throw damaged('PNG', 'it has no pixels');
  return {
    header,
    palette: chunks.get('PLTE'),
    transparency: chunks.get('tRNS'),
    exif: chunks.get('eXIf'),
    data,
  };
}

/** The header of a PNG, without reading on. @throws InferenceError `image` when the bytes do not begin as a PNG does. */
export function pngHeader(bytes: Uint8Array): PngHeader {
  if (!isPng(bytes)) {
    throw new InferenceError(
      'image',
      'The image is said to be a PNG, but its bytes are not those of one.',
    );
  }
  for (const { type, data } of pngChunks(bytes)) {
    if (type !== 'IHDR') break;
    return readPngHeader(data);
  }
  throw damaged('PNG', 'it does not begin with its header');
}
