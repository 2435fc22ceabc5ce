import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseLockFile } from './lockFile.ts';
import { resolvePackages, type ResolvedPackages } from './resolve.ts';
import { withStandIns } from './standIns.ts';
import { cdnSource, folderSource, PYODIDE_CDN, type PackageSource } from './source.ts';
import { userCacheFolder } from './userCache.ts';

export interface PackageOptions {
  /** Packages beyond numpy and opencv-python; those that cannot be had are reported, not fatal. */
  readonly packages?: readonly string[];
  /** A folder with wheels of Pyodide's distribution. */
  readonly packageFolder?: string;
  /** A folder of an npm package with wheels. */
  readonly npmFolder?: string;
  /** Where downloads are kept. */
  readonly cacheFolder?: string;
  /** May missing packages be downloaded from the official distribution? Off unless the user has said so. */
  readonly download?: boolean;
  /** Another address of that distribution (a mirror); the sha256 stay the official ones. */
  readonly cdnUrl?: string;
}

export const OPTIONAL_PACKAGES = ['pillow', 'matplotlib', 'scipy', 'scikit-image'] as const;

/** What the bundle has and the snapshot holds. */
const BUNDLED = ['numpy', 'opencv-python'] as const;

/**
 * Finds the packages beyond the bundled ones, from the sources in their order: the bundle, the user's cache, an npm package, a folder
 * that the user names, the official distribution.
 * @param runtimeFolder the sandbox's runtime folder, which has pyodide-lock.json
 */
export async function findPackages(
  runtimeFolder: string,
  options: PackageOptions,
): Promise<ResolvedPackages> {
  const lock = parseLockFile(await readFile(join(runtimeFolder, 'core/pyodide-lock.json'), 'utf8'));
  const cacheFolder = options.cacheFolder ?? userCacheFolder();
  const sources: PackageSource[] = [
    folderSource('bundle', join(runtimeFolder, 'wheels')),
    folderSource('cache', cacheFolder),
    ...(options.npmFolder ? [folderSource('npm', options.npmFolder)] : []),
    ...(options.packageFolder ? [folderSource('folder', options.packageFolder)] : []),
    ...(options.download ? [cdnSource(options.cdnUrl ?? PYODIDE_CDN)] : []),
  ];
  const resolved = await resolvePackages({
    wanted: options.packages ?? OPTIONAL_PACKAGES,
    lock,
    sources,
    present: BUNDLED,
    cacheFolder,
  });
  const statuses = options.download
    ? resolved.statuses
    : resolved.statuses.map((status) =>
        status.available ? status : { ...status, from: `${status.from}; downloads are off` },
      );
  return { ...resolved, statuses: withStandIns(statuses, resolved.wheels) };
}
