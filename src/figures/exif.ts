import { Malformed } from './malformed.ts';
import { numbersOf, openTiff, readDirectory } from './tiffDirectory.ts';

export const ORIENTATION_TAG = 274;

/**
 * Orientation 1–8 from an EXIF block (a small TIFF file). A block without one gives 1. Metadata must never keep a good
 * picture from being read, so a damaged block also gives 1, and `notices` says so.
 */
export function readOrientation(block: Uint8Array, notices: string[]): number {
  try {
    const tiff = openTiff(block, 'EXIF');
    const entry = readDirectory(tiff, tiff.first).get(ORIENTATION_TAG);
    return validOrientation(entry && numbersOf(tiff, entry)[0]);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    notices.push('The EXIF data is damaged: the picture is shown as stored, without rotation.');
    return 1;
  }
}

/** A value outside 1–8 counts as "not rotated", as every viewer does. */
export function validOrientation(value: number | undefined): number {
  return value !== undefined && Number.isInteger(value) && value >= 1 && value <= 8 ? value : 1;
}

/** Orientations 5–8 exchange width and height. */
export function swapsSides(orientation: number): boolean {
  return orientation >= 5;
}
