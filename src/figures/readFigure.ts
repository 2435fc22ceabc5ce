import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { FigureError } from './errors.ts';
import type { Figure } from './figure.ts';
import { DEFAULT_FIGURE_LIMITS } from './limits.ts';
import { readFigureBytes, type ReadFigureOptions } from './readFigureBytes.ts';

/** Opening a pipe would wait for its writer for ever; where the flag does not exist (Windows) there is no such pipe. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Reads a figure file; symbolic links are followed. Only the header is looked at, pixels stay encoded.
 * @param path of the file, absolute or relative to the working directory
 * @throws FigureError when the file is missing, unreadable, too large or no figure, in words for users
 */
export async function readFigure(path: string, options: ReadFigureOptions = {}): Promise<Figure> {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path))
    throw new FigureError(
      `${path}: this is an address. Download the picture and give the file.`,
      path,
    );
  const bytes = await readAll(path, options.limits?.fileBytes ?? DEFAULT_FIGURE_LIMITS.fileBytes);
  return readFigureBytes(bytes, basename(path), options, path);
}

async function readAll(path: string, limit: number): Promise<Uint8Array> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, OPEN_FLAGS);
    const stat = await file.stat();
    if (stat.isDirectory())
      throw new FigureError(`${path}: this is a folder. Give the picture in it.`, path);
    if (!stat.isFile())
      throw new FigureError(`${path}: this is a device or pipe, not a file. Give a file.`, path);
    if (stat.size > limit)
      throw new FigureError(
        `${path}: the file has ${mebibytes(stat.size)} MiB, more than the ${mebibytes(limit)} MiB allowed. Cut out the part you want to ask about, or raise the limit in the settings.`,
        path,
      );
    return await file.readFile();
  } catch (error) {
    if (error instanceof FigureError) throw error;
    throw new FigureError(`${path}: ${describe(error)}`, path);
  } finally {
    await file?.close();
  }
}

const mebibytes = (bytes: number) => Math.ceil(bytes / 1024 ** 2).toLocaleString('en-US');

/** An error of the file system in words. */
function describe(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is no such file. Check the path.';
    case 'EACCES':
    case 'EPERM':
      return 'the file may not be read. Ask for permission to read it.';
    case 'EISDIR':
      return 'this is a folder. Give the picture in it.';
    case 'ELOOP':
      return 'the symbolic link leads in a circle. Give the file itself.';
    case 'ENAMETOOLONG':
    case 'ERR_INVALID_ARG_VALUE':
      return 'this can be no path of a file. Check it.';
    default:
      return `the file cannot be read (${code || String(error)}). Check the disk it lies on.`;
  }
}
