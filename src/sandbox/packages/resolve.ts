import { createHash } from 'node:crypto';
import type { PackageStatus } from '../../reasoning/sandbox.ts';
import { normalName, withDependencies, type LockedPackage, type LockFile } from './lockFile.ts';
import { keepInCache, type PackageSource } from './source.ts';

/** A wheel whose bytes are the ones the lock file names. */
export interface Wheel {
  readonly name: string;
  readonly version: string;
  readonly bytes: Uint8Array;
}

export interface ResolvedPackages {
  /** In the order in which they are to be installed. */
  readonly wheels: readonly Wheel[];
  readonly statuses: readonly PackageStatus[];
}

export interface ResolveOptions {
  readonly wanted: readonly string[];
  readonly lock: LockFile;
  /** Asked in this order. */
  readonly sources: readonly PackageSource[];
  /** Names that are there already and need no wheel. */
  readonly present: readonly string[];
  /** Where downloads are kept; none are kept without it. */
  readonly cacheFolder?: string;
}

type Found = { readonly wheel: Wheel; readonly from: PackageSource['kind'] };

/**
 * Finds wheels for the wanted packages and all they need. A package that cannot be had whole is reported as missing, with the reason,
 * and never half installed. Throws nothing for what the sources do.
 */
export async function resolvePackages(options: ResolveOptions): Promise<ResolvedPackages> {
  const present = new Set(options.present.map(normalName));
  const wheels: Wheel[] = [];
  const statuses: PackageStatus[] = [];
  for (const name of options.wanted) {
    const needed = withDependencies(options.lock, name, present);
    if (!needed) {
      statuses.push({ name, available: false, from: "it is not part of Pyodide's distribution" });
      continue;
    }
    const found = await findAll(needed, options);
    if (typeof found === 'string') {
      statuses.push({ name, available: false, from: found });
      continue;
    }
    for (const { wheel } of found) {
      wheels.push(wheel);
      present.add(normalName(wheel.name));
    }
    const last = found.at(-1);
    if (last)
      statuses.push({ name, version: last.wheel.version, available: true, from: last.from });
  }
  return { wheels, statuses };
}

/** All wheels, or the sentence that says which one is missing and why. */
async function findAll(
  needed: readonly LockedPackage[],
  options: ResolveOptions,
): Promise<Found[] | string> {
  const found: Found[] = [];
  for (const entry of needed) {
    const one = await find(entry, options);
    if (typeof one === 'string') return one;
    found.push(one);
  }
  return found;
}

async function find(entry: LockedPackage, options: ResolveOptions): Promise<Found | string> {
  const troubles: string[] = [];
  for (const source of options.sources) {
    try {
      const bytes = await source.read(entry.file_name);
      if (!bytes) continue;
      if (createHash('sha256').update(bytes).digest('hex') !== entry.sha256) {
        troubles.push(`${source.label} has a file with another sha256`);
        continue;
      }
      if (source.kind === 'cdn' && options.cacheFolder)
        await keepInCache(options.cacheFolder, entry.file_name, bytes);
      return { wheel: { name: entry.name, version: entry.version, bytes }, from: source.kind };
    } catch (error) {
      troubles.push(error instanceof Error ? error.message : String(error));
    }
  }
  const asked = options.sources.map((source) => source.kind).join(', ');
  const why = troubles.length > 0 ? ` (${troubles.join('; ')})` : '';
  return `${entry.file_name} is in none of the sources that were asked: ${asked || 'none'}${why}`;
}
