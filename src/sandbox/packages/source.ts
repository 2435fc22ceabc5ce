import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A place that wheels may come from. What it gives is not trusted before its sha256 was compared. */
export interface PackageSource {
  readonly kind: 'bundle' | 'cache' | 'npm' | 'folder' | 'cdn';
  /** For messages: "the folder /data/wheels". */
  readonly label: string;
  /** The file of that name; undefined when the source does not have it. Throws with a sentence when it cannot be asked. */
  read(fileName: string): Promise<Uint8Array | undefined>;
}

/** Wheels lying in a folder. */
export function folderSource(
  kind: Exclude<PackageSource['kind'], 'cdn'>,
  folder: string,
): PackageSource {
  return {
    kind,
    label: `the folder ${folder}`,
    async read(fileName) {
      try {
        return await readFile(join(folder, fileName));
      } catch (error) {
        if (
          error instanceof Error &&
          'code' in error &&
          (error.code === 'ENOENT' || error.code === 'ENOTDIR')
        )
          return undefined;
        throw error;
      }
    },
  };
}

/** The official distribution for the Pyodide version in use. */
export const PYODIDE_CDN = 'https://cdn.jsdelivr.net/pyodide/v0.29.4/full/';

const DOWNLOAD_TIMEOUT_MS = 60_000;
/** The largest wheel of the distribution is below 100 MB. */
const MAX_WHEEL_BYTES = 256 * 1024 * 1024;

/** Wheels below a URL. */
export function cdnSource(
  baseUrl: string = PYODIDE_CDN,
  timeoutMs = DOWNLOAD_TIMEOUT_MS,
): PackageSource {
  return {
    kind: 'cdn',
    label: baseUrl,
    async read(fileName) {
      const signal = AbortSignal.timeout(timeoutMs);
      let response: Response;
      try {
        response = await fetch(new URL(fileName, baseUrl), { signal });
      } catch {
        throw new Error(`${new URL(baseUrl).host} could not be reached`);
      }
      if (response.status === 404) return undefined;
      if (!response.ok)
        throw new Error(`${new URL(baseUrl).host} answered with status ${response.status}`);
      return readBounded(response, MAX_WHEEL_BYTES);
    },
  };
}

async function readBounded(response: Response, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    const chunk = part as Uint8Array;
    bytes += chunk.length;
    if (bytes > limit) throw new Error(`the file is larger than ${limit} bytes`);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

/** Keeps a verified wheel in the user's cache. The file appears there whole or not at all. */
export async function keepInCache(
  folder: string,
  fileName: string,
  bytes: Uint8Array,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const target = join(folder, fileName);
  const unfinished = `${target}.${process.pid}.part`;
  await writeFile(unfinished, bytes);
  await rename(unfinished, target);
}
