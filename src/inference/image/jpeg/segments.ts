import { InferenceError } from '../../errors.ts';
import { damaged } from '../damaged.ts';

/** Codes of markers, the byte after 0xff. ITU-T T.81, table B.1. */
export const MARKER = {
  dht: 0xc4,
  soi: 0xd8,
  eoi: 0xd9,
  sos: 0xda,
  dqt: 0xdb,
  dri: 0xdd,
  app0: 0xe0,
  app1: 0xe1,
  app14: 0xee,
} as const;

export interface Segment {
  readonly marker: number;
  /** Without the length; empty for markers that have none. */
  readonly data: Uint8Array;
  /** The byte after the segment. */
  readonly end: number;
}

/** @throws InferenceError `image` when the bytes do not begin as a JPEG does. */
export function checkJpeg(bytes: Uint8Array): void {
  if (bytes[0] !== 0xff || bytes[1] !== MARKER.soi || bytes[2] !== 0xff) {
    throw new InferenceError(
      'image',
      'The image is said to be a JPEG, but its bytes are not those of one.',
    );
  }
}

/**
 * The next segment at `from` or after it: what is left of entropy-coded data is passed over.
 *
 * @throws InferenceError `image` when there is no further one, or the file ends within it.
 */
export function nextSegment(bytes: Uint8Array, from: number): Segment {
  const at = nextMarker(bytes, from);
  const marker = bytes[at + 1] ?? 0;
  const begin = at + 2;
  if (marker === MARKER.eoi) return { marker, data: new Uint8Array(0), end: begin };
  const length = ((bytes[begin] ?? 0) << 8) | (bytes[begin + 1] ?? 0);
  const end = begin + length;
  if (end > bytes.length || begin + 2 > bytes.length)
    throw damaged('JPEG', 'it ends within its headers');
  if (length < 2) throw damaged('JPEG', 'one of its segments has no length');
  return { marker, data: bytes.subarray(begin + 2, end), end };
}

/** Where the next marker begins that has a segment or ends the image: not stuffing, restarts, or padding. */
function nextMarker(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const code = bytes[at + 1];
    const isRestart = code !== undefined && code >= 0xd0 && code <= MARKER.soi;
    if (code !== undefined && code !== 0 && code !== 1 && code !== 0xff && !isRestart) return at;
  }
  throw damaged('JPEG', 'its end is missing');
}
