import { randomBytes } from 'node:crypto';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CatalogError } from './error.ts';
import { installedModels } from './installed.ts';
import { withLock } from './lock.ts';
import { isModelName } from './names.ts';
import { importFolder, mustBeOurs, pullFolder } from './staging.ts';
import { diskError, lstatOf } from './transfer/files.ts';

/**
 * Deletes a model, and what a cut pull of it has left. Only folders that Figscope made; links in them are deleted, not followed.
 * @returns the bytes that are free again
 * @throws CatalogError `notFound`, `busy`, `input` for a folder that is not ours, `disk`
 */
export async function removeModel(root: string, name: string): Promise<{ readonly bytes: number }> {
  const place = join(root, name);
  const leftovers = [pullFolder(root, name), importFolder(root, name)];
  const there = isModelName(name) ? await present([place, ...leftovers]) : [];
  if (there.length === 0) throw await unknown(root, name);
  if (there.includes(place)) await mustBeOurs(place);
  return withLock(root, name, async () => {
    let bytes = 0;
    for (const folder of there) {
      bytes += await sizeOf(folder);
      await removeFolder(folder, join(root, `.old-${name}-${randomBytes(4).toString('hex')}`));
    }
    return { bytes };
  });
}

async function present(folders: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of folders) if (await lstatOf(folder)) found.push(folder);
  return found;
}

async function unknown(root: string, name: string): Promise<CatalogError> {
  const { models, incomplete } = await installedModels(root);
  const names = [...new Set([...models, ...incomplete].map((one) => one.name))];
  return new CatalogError(
    'notFound',
    `There is no model "${name}" in ${root}. ${names.length > 0 ? `There are: ${names.join(', ')}.` : 'None is installed.'}`,
  );
}

/** Renamed first: nobody sees a model of which half is gone. */
async function removeFolder(folder: string, old: string): Promise<void> {
  try {
    await rename(folder, old);
    await rm(old, { recursive: true, force: true });
  } catch (error) {
    throw diskError(error, folder);
  }
}

/** Bytes of the files in a folder; links count nothing. */
async function sizeOf(folder: string): Promise<number> {
  const stat = await lstatOf(folder);
  if (!stat?.isDirectory()) return 0;
  let sum = 0;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) sum += await sizeOf(path);
    else if (entry.isFile()) sum += (await lstatOf(path))?.size ?? 0;
  }
  return sum;
}
