import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CatalogError } from './error.ts';
import { MANIFEST } from './manifest.ts';
import { diskError, lstatOf } from './transfer/files.ts';
import type { PlannedFile } from './types.ts';

/** Folders at work begin with a dot: no model's name does. */
export const pullFolder = (root: string, name: string): string => join(root, `.pull-${name}`);
export const importFolder = (root: string, name: string): string => join(root, `.import-${name}`);

/** Makes the models folder. The user may have put a link to another disk there. */
export async function makeRoot(root: string): Promise<void> {
  try {
    await mkdir(root, { recursive: true });
  } catch (error) {
    throw diskError(error, root);
  }
}

/** Bytes of these files that an earlier pull has brought. */
export async function presentBytes(
  root: string,
  { name, files }: { readonly name: string; readonly files: readonly PlannedFile[] },
): Promise<number> {
  const folder = pullFolder(root, name);
  let sum = 0;
  for (const { path } of files) {
    const place = join(folder, ...path.split('/'));
    const stat = (await lstatOf(place)) ?? (await lstatOf(`${place}.part`));
    sum += stat?.isFile() ? stat.size : 0;
  }
  return sum;
}

/** Deletes what lies in a folder at work and is not wanted there. Links are deleted, not followed. */
export async function keepOnly(
  folder: string,
  paths: ReadonlySet<string>,
  below = '',
): Promise<void> {
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    const bare = path.replace(/\.part(?:\.json)?$/u, '');
    if (entry.isDirectory()) {
      if ([...paths].some((one) => one.startsWith(`${path}/`))) await keepOnly(folder, paths, path);
      else await rm(join(folder, path), { recursive: true, force: true });
    } else if (!entry.isFile() || !paths.has(bare)) await rm(join(folder, path), { force: true });
  }
}

/**
 * Gives a finished folder its place. A model that was there before goes only when the new one stands.
 * @throws CatalogError `input` where a folder of this name is not ours
 */
export async function publish(root: string, folder: string, name: string): Promise<string> {
  const place = join(root, name);
  const old = join(root, `.old-${name}-${randomBytes(4).toString('hex')}`);
  const before = await lstatOf(place);
  if (before) await mustBeOurs(place);
  try {
    if (before) await rename(place, old);
    await rename(folder, place);
  } catch (error) {
    if (before && !(await lstatOf(place))) await rename(old, place);
    throw diskError(error, place);
  }
  if (before) await rm(old, { recursive: true, force: true });
  return place;
}

/** @throws CatalogError where a name is taken by something that is not a model of ours */
export async function mustBeOurs(place: string): Promise<void> {
  const stat = await lstatOf(place);
  if (!stat) return;
  if (stat.isDirectory() && (await lstatOf(join(place, MANIFEST)))?.isFile()) return;
  throw new CatalogError(
    'input',
    `${place} is there and was not made by Figscope (${stat.isSymbolicLink() ? 'it is a link' : `it has no ${MANIFEST}`}). Choose another --name, or move it away.`,
  );
}
