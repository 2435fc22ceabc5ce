import { constants, type Stats } from 'node:fs';
import { lstat, mkdir, open, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { CatalogError } from '../error.ts';
import { isSafePath } from '../names.ts';

const READ_BYTES = 1024 * 1024;

/** `lstat`, or `undefined` where there is nothing. */
export async function lstatOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw diskError(error, path);
  }
}

/**
 * Path of a model's file, with the folders above it made. A link among them would lead out of the models folder: refused.
 * @throws CatalogError `hostile`
 */
export async function placeFor(folder: string, path: string): Promise<string> {
  if (!isSafePath(path))
    throw new CatalogError('hostile', `${JSON.stringify(path)} is not a name for a model's file.`);
  const place = join(folder, ...path.split('/'));
  let at = folder;
  for (const part of ['', ...path.split('/').slice(0, -1)]) {
    at = join(at, part);
    await makeFolder(at);
  }
  return place;
}

/** Makes a folder in one that is there. @throws CatalogError `hostile` where something else has its name */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') throw diskError(error, dirname(path));
    if (!(await lstatOf(path))?.isDirectory())
      throw new CatalogError(
        'hostile',
        `${path} is not a folder (a link?). Remove it, then try again.`,
      );
  }
}

/** Opens for reading what is a file, following links: for folders that the user named. */
export async function openForReading(path: string): Promise<FileHandle> {
  // A pipe of this name must not make the program wait for a writer.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new CatalogError('hostile', `${path} is not a file.`);
}

/** Reads an open file from its beginning in pieces. */
export async function* pieces(
  file: FileHandle,
  signal: AbortSignal,
  end = Infinity,
): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  for (let position = 0; position < end;) {
    signal.throwIfAborted();
    const { bytesRead } = await file.read(
      buffer,
      0,
      Math.min(READ_BYTES, end - position),
      position,
    );
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    position += bytesRead;
  }
}

/** Writes a small file anew: never through a link that stands there. @throws CatalogError `disk` */
export async function writeSmall(path: string, text: string): Promise<void> {
  try {
    await rm(path, { force: true });
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    throw diskError(error, path);
  }
}

/** sha256 of a file. */
export async function hashOf(
  path: string,
  signal: AbortSignal,
  onBytes: (done: number) => void = () => undefined,
): Promise<string> {
  const file = await openForReading(path);
  try {
    const hash = createHash('sha256');
    let done = 0;
    for await (const piece of pieces(file, signal)) {
      hash.update(piece);
      done += piece.length;
      onBytes(done);
    }
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}

/** Git's hash of a file: sha1 of `blob <bytes>`, a zero byte and the content. */
export async function gitHashOf(path: string, signal: AbortSignal): Promise<string> {
  const file = await openForReading(path);
  try {
    const { size } = await file.stat();
    const hash = createHash('sha1').update(`blob ${size}\0`);
    for await (const piece of pieces(file, signal, size)) hash.update(piece);
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}

/** A failure of the file system in words. */
export function diskError(error: unknown, path: string): CatalogError {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const words = WORDS[code];
  return new CatalogError(
    'disk',
    words === undefined ? `${path} cannot be written: ${message}` : `${path}: ${words}`,
    { cause: error },
  );
}

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC:
    'the disk is full. Free some room, then give the same command again: it goes on from there.',
  EDQUOT:
    'your quota on this disk is used up. Free some room, or set FIGSCOPE_MODELS to a folder on another disk.',
  EROFS: 'this disk can only be read. Set FIGSCOPE_MODELS to a folder that you can write to.',
  EACCES:
    'you may not write there. Change its permissions, or set FIGSCOPE_MODELS to another folder.',
  EPERM: 'it cannot be changed: you may not, or a program has it open (a model that is loaded?).',
  EBUSY: 'a program has it open (a model that is loaded?). Close it, then try again.',
  ELOOP: 'a link stands where a file should be. Remove it, then try again.',
  EFBIG:
    'the disk does not take files as large as this (FAT32?). Set FIGSCOPE_MODELS to a folder on another disk.',
  ENOTDIR: 'a file stands where a folder should be. Set FIGSCOPE_MODELS to another folder.',
};
