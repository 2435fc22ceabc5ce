// The table of sizes that packaging prints.
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { readZipDirectory } from './zip.mjs';

const LARGEST_PARTS = 8;

/** @param {number} bytes */
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** A file's part: its folder in the extension. @param {string} path */
function partOf(path) {
  const folders = path.replace(/^extension\//, '').split('/');
  return folders.slice(0, folders[1] === 'sandbox' ? -1 : 2).join('/');
}

/** @param {string} path */
export async function measureVsix(path) {
  const entries = await readZipDirectory(path);
  /** @type {Map<string, { packed: number, bytes: number }>} */
  const parts = new Map();
  for (const entry of entries) {
    const part = parts.get(partOf(entry.path)) ?? { packed: 0, bytes: 0 };
    part.packed += entry.packed;
    part.bytes += entry.bytes;
    parts.set(partOf(entry.path), part);
  }
  return {
    packed: (await stat(path)).size,
    unpacked: entries.reduce((sum, { bytes }) => sum + bytes, 0),
    files: entries.length,
    parts: [...parts].sort(([, a], [, b]) => b.packed - a.packed),
  };
}

/** @param {readonly { target: string, path: string }[]} made */
export async function printSizes(made) {
  for (const { target, path } of made) {
    const { packed, unpacked, files, parts } = await measureVsix(path);
    console.log(
      `\n${target}: ${basename(path)}, ${megabytes(packed)} (${megabytes(unpacked)} unpacked, ${files} files)`,
    );
    for (const [name, part] of parts.slice(0, LARGEST_PARTS))
      console.log(
        `  ${megabytes(part.packed).padStart(9)} ${megabytes(part.bytes).padStart(9)}  ${name}`,
      );
  }
}
