import { statfs } from 'node:fs/promises';
import { CatalogError } from '../error.ts';

/** Left free for others. */
const MARGIN_BYTES = 200 * 1024 * 1024;

/** @throws CatalogError `disk` where there is no room for so many more bytes */
export async function ensureSpace(folder: string, bytes: number): Promise<void> {
  let free: number;
  try {
    const { bavail, bsize } = await statfs(folder);
    free = bavail * bsize;
  } catch {
    // Some file systems do not tell; a full disk is then noticed while writing, and nothing is lost.
    return;
  }
  // Some network file systems tell 0 whatever there is.
  if (free === 0 || free >= bytes + MARGIN_BYTES) return;
  throw new CatalogError(
    'disk',
    `There is no room: ${inGigabytes(bytes)} are needed in ${folder}, ${inGigabytes(free)} are free. Free some room (figscope models remove NAME deletes a model), or set FIGSCOPE_MODELS to a folder on another disk.`,
  );
}

const inGigabytes = (bytes: number): string =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.ceil(bytes / 1e6)} MB`;
