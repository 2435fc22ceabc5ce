import { join } from 'node:path';
import { CatalogError } from './error.ts';
import { damaged } from './installed.ts';
import { MANIFEST, manifestSchema, readRecord, type Manifest } from './manifest.ts';
import { isModelName } from './names.ts';
import { hashOf, lstatOf } from './transfer/files.ts';
import { TransferProgress } from './transfer/progress.ts';
import type { OnTransfer } from './types.ts';

/**
 * Reads all files of an installed model and compares their hashes with those they had when they came.
 * @returns what is wrong and what to do, or nothing
 * @throws CatalogError `notFound` where there is no such model
 */
export async function verifyModel(
  root: string,
  name: string,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: OnTransfer },
): Promise<string | undefined> {
  const folder = join(root, name);
  const manifest = isModelName(name)
    ? await readRecord(folder, MANIFEST, manifestSchema)
    : undefined;
  if (!manifest) throw new CatalogError('notFound', `There is no model "${name}" in ${root}.`);
  const wrong = await wrongFiles(folder, manifest, signal, onProgress);
  return wrong.length === 0 ? undefined : damaged(name, wrong, manifest);
}

/** Files of a model that are not what its manifest says. */
export async function wrongFiles(
  folder: string,
  { files }: Manifest,
  signal: AbortSignal,
  onProgress: OnTransfer,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  const progress = new TransferProgress(files, onProgress);
  for (const { path, bytes, sha256 } of files) {
    signal.throwIfAborted();
    const place = join(folder, ...path.split('/'));
    const stat = await lstatOf(place);
    if (!stat?.isFile()) wrong.push(`${path} is missing`);
    else if (stat.size !== bytes) wrong.push(`${path} has ${stat.size} bytes instead of ${bytes}`);
    else {
      onProgress({ type: 'checking', path });
      const found = await hashOf(place, signal, (done) =>
        progress.set(path, done, { moved: true }),
      );
      if (found !== sha256) wrong.push(`${path} has another content than when it came`);
    }
    progress.end(path, bytes);
  }
  return wrong;
}
