import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceError } from '../errors.ts';

/**
 * A text file from a model's folder; `undefined` when there is no such file.
 * @throws InferenceError `files` when it is too large or cannot be read
 */
export async function readText(
  folder: string,
  name: string,
  maxBytes: number,
): Promise<string | undefined> {
  const path = join(folder, name);
  try {
    const { size } = await stat(path);
    if (size <= maxBytes) return await readFile(path, 'utf8');
    throw new InferenceError(
      'files',
      `${path} has ${size} bytes: that is no ${name} (${maxBytes} bytes at most).`,
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (error instanceof InferenceError) throw error;
    throw new InferenceError('files', `${path} cannot be read: ${String(error)}`, { cause: error });
  }
}
