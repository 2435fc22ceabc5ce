import { CatalogError, type Fit } from '../../models/catalog/index.ts';
import { UsageError } from '../exit.ts';

/** Bytes as disks and hubs count them: 1.77 GB. */
export function sizeWords(bytes: number): string {
  const [unit, name] =
    bytes >= 1e9 ? [1e9, 'GB'] : bytes >= 1e6 ? [1e6, 'MB'] : bytes >= 1e3 ? [1e3, 'kB'] : [1, 'B'];
  const value = bytes / Number(unit);
  return `${unit === 1 || value >= 100 ? Math.round(value) : value.toPrecision(3)} ${name}`;
}

/** Memory as machines are sold with it: 16 GB are 16 × 2^30 bytes. */
export const memoryWords = (bytes: number): string =>
  `${(bytes / 2 ** 30).toFixed(bytes < 100 * 2 ** 30 ? 1 : 0)} GB`;

/** `1 min 25 s` */
export function timeWords(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export const FIT_WORDS: Readonly<Record<Fit, string>> = {
  yes: 'fits in this machine’s memory',
  tight: 'fits in this machine’s memory with other programs closed',
  no: 'is more than this machine’s memory',
};

/** Waits for a call of the catalogue; what the user gave wrongly is wrong use of the command line. @throws UsageError */
export async function usage<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof CatalogError && (error.kind === 'input' || error.kind === 'notFound'))
      throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
