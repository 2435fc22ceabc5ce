import { open } from 'node:fs/promises';
import { constants } from 'node:fs';
import { ModelsFileError } from './fileError.ts';
import { JsonTextError, parseJsonText } from './jsonText.ts';

/** Bytes that a models or profile file may have. */
const MAX_BYTES = 1024 * 1024;

/** Reads a JSON file that a person wrote. @throws ModelsFileError */
export async function readJsonFile(path: string): Promise<unknown> {
  const text = await readText(path);
  try {
    return parseJsonText(text);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    throw new ModelsFileError(path, [`not JSON, ${error.message}.`], { cause: error });
  }
}

async function readText(path: string): Promise<string> {
  const fail = (problem: string, cause?: unknown) =>
    new ModelsFileError(path, [problem], { cause });
  let bytes: Buffer;
  try {
    // A pipe under this name must not make the program wait for a writer.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = await file.stat();
      if (!stat.isFile()) throw fail('this is not a file.');
      if (stat.size > MAX_BYTES)
        throw fail('the file is larger than 1 MiB. A list of models is a few kilobytes.');
      bytes = await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof ModelsFileError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const problem = code === undefined ? message : (REASONS[code] ?? message);
    throw fail(problem, error);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw fail('the file is not UTF-8 text. Save it as UTF-8.', error);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file.',
  EISDIR: 'this is a folder, not a file.',
  EACCES: 'the file may not be read by you. Change its permissions.',
  EPERM: 'the file may not be read by you. Change its permissions.',
};
