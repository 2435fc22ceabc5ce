// What a zip file holds.
import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';

/** @typedef {{ path: string, packed: number, bytes: number, at: number }} ZipEntry */

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const FILE_LENGTH = 30;

/** The files of a zip. @param {string} path */
export const readZipDirectory = async (path) => directoryOf(await readFile(path), path);

/**
 * Texts of the files whose path is wanted.
 * @param {string} path
 * @param {(entry: string) => boolean} wanted
 * @returns {Promise<string[]>}
 */
export async function readZipText(path, wanted) {
  const bytes = await readFile(path);
  return directoryOf(bytes, path)
    .filter((entry) => wanted(entry.path))
    .map(({ at, packed }) => {
      const from = at + FILE_LENGTH + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
      const data = bytes.subarray(from, from + packed);
      return (bytes.readUInt16LE(at + 8) === 0 ? data : inflateRawSync(data)).toString('utf8');
    });
}

/**
 * @param {Buffer} bytes
 * @param {string} path for messages
 * @returns {ZipEntry[]}
 */
function directoryOf(bytes, path) {
  let end = bytes.length - END_LENGTH;
  while (end >= 0 && bytes.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw new Error(`${path} is no zip file.`);
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  /** @type {ZipEntry[]} */
  const entries = [];
  for (let i = 0; i < count; i++) {
    if (bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error(`${path} is damaged.`);
    const [name, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    entries.push({
      path: bytes.toString('utf8', at + ENTRY_LENGTH, at + ENTRY_LENGTH + (name ?? 0)),
      packed: bytes.readUInt32LE(at + 20),
      bytes: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    });
    at += ENTRY_LENGTH + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}
