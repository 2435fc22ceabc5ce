import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { CatalogError } from './error.ts';
import { withLock } from './lock.ts';
import { MANIFEST, writeRecord, type Manifest } from './manifest.ts';
import { missingData } from './missingData.ts';
import { isModelName, modelNameFrom, NAME_RULE } from './names.ts';
import { findInstalled } from './pullModel.ts';
import { readSource, type Source } from './importSource.ts';
import { importFolder, makeRoot, mustBeOurs, publish } from './staging.ts';
import {
  diskError,
  lstatOf,
  makeFolder,
  openForReading,
  pieces,
  placeFor,
} from './transfer/files.ts';
import { TransferProgress } from './transfer/progress.ts';
import { ensureSpace } from './transfer/space.ts';
import type { ImportOptions, InstalledModel } from './types.ts';

/**
 * Copies a model from a folder (a disk brought along, another program's cache) into the models folder, for machines without network.
 * Nothing is left behind when it fails. Links are followed where the folder has them, as the caches of hubs do; the copy has none.
 * @throws CatalogError `input` with what the folder lacks; the signal's reason when aborted
 */
export async function importModel(from: string, options: ImportOptions): Promise<InstalledModel> {
  const { root, signal } = options;
  const source = await readSource(resolve(from));
  const name = options.name ?? modelNameFrom(source.name ?? basename(source.folder));
  if (!isModelName(name))
    throw new CatalogError('input', `"${name}" cannot be the name of a model. ${NAME_RULE}`);
  const place = join(root, name);
  if (await lstatOf(place)) {
    await mustBeOurs(place);
    throw new CatalogError(
      'input',
      `A model "${name}" is installed already. Give another --name, or remove it first: figscope models remove ${name}`,
    );
  }
  const missing = await missingData(source.folder, source.files);
  if (missing.length > 0)
    throw new CatalogError('input', `${source.folder} is not complete: ${missing.join('; ')}.`);
  signal.throwIfAborted();
  await makeRoot(root);
  return withLock(root, name, async () => {
    const folder = importFolder(root, name);
    await rm(folder, { recursive: true, force: true });
    await makeFolder(folder);
    try {
      await ensureSpace(
        root,
        source.files.reduce((sum, { bytes }) => sum + bytes, 0),
      );
      const files = await copyAll(source, folder, options);
      await writeRecord(folder, MANIFEST, { ...source.about, ...OWN, name, files, date: now() });
      await publish(root, folder, name);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    return findInstalled(root, name);
  });
}

const OWN = { schema: 'figscope.model/1', from: 'imported' } as const;
const now = () => new Date().toISOString();

async function copyAll(
  { folder: from, files }: Source,
  to: string,
  { signal, onProgress }: ImportOptions,
): Promise<Manifest['files']> {
  const progress = new TransferProgress(files, onProgress);
  const copied: Manifest['files'] = [];
  for (const { path, sha256: promised } of files) {
    const source = join(from, ...path.split('/'));
    const { bytes, sha256 } = await copy(source, await placeFor(to, path), signal, (done) =>
      progress.set(path, done, { moved: true }),
    );
    if (promised !== undefined && promised !== sha256)
      throw new CatalogError(
        'corrupt',
        `${source} has another content than ${MANIFEST} beside it says: it was damaged on its way. Copy the folder again.`,
      );
    copied.push({ path, bytes, sha256 });
    progress.end(path, bytes);
  }
  return copied;
}

async function copy(
  from: string,
  to: string,
  signal: AbortSignal,
  onBytes: (done: number) => void,
): Promise<{ bytes: number; sha256: string }> {
  const source = await openForReading(from);
  try {
    const target = await open(to, 'wx').catch((error: unknown) => {
      throw diskError(error, to);
    });
    try {
      const hash = createHash('sha256');
      let bytes = 0;
      for await (const piece of pieces(source, signal)) {
        await target.writeFile(piece).catch((error: unknown) => {
          throw diskError(error, to);
        });
        hash.update(piece);
        bytes += piece.length;
        onBytes(bytes);
      }
      return { bytes, sha256: hash.digest('hex') };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}
