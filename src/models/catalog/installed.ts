import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheShape, filesOf, memoryOf } from './estimates.ts';
import { isLocked } from './lock.ts';
import {
  MANIFEST,
  manifestSchema,
  PULL_RECORD,
  pullRecordSchema,
  readRecord,
  type Manifest,
} from './manifest.ts';
import { isModelName } from './names.ts';
import { presentBytes, pullFolder } from './staging.ts';
import { diskError, lstatOf } from './transfer/files.ts';
import type { IncompleteModel, InstalledModel, InstalledModels } from './types.ts';

type Problem = InstalledModels['problems'][number];

/**
 * The models of a models folder, by name. Reads their manifests and the sizes of their files, not the files.
 * @throws CatalogError `disk` where the folder is there and cannot be read
 */
export async function installedModels(root: string): Promise<InstalledModels> {
  const models: InstalledModel[] = [];
  const incomplete: IncompleteModel[] = [];
  const problems: Problem[] = [];
  for (const entry of await entriesOf(root)) {
    if (entry.startsWith(PULLING)) {
      const name = entry.slice(PULLING.length);
      if (!isModelName(name)) continue;
      const found = await readIncomplete(root, name).catch((error: unknown) => {
        problems.push({
          name,
          text: `${messageOf(error)}. Remove it: figscope models remove ${name}`,
        });
      });
      if (found) incomplete.push(found);
    } else if (isModelName(entry)) {
      const found = await readInstalled(root, entry);
      if ('problem' in found) problems.push({ name: entry, text: found.problem });
      else models.push(found.model);
    }
  }
  return { models, incomplete, problems };
}

const PULLING = '.pull-';

async function entriesOf(root: string): Promise<readonly string[]> {
  try {
    return (await readdir(root)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw diskError(error, root);
  }
}

async function readInstalled(
  root: string,
  name: string,
): Promise<{ readonly model: InstalledModel } | { readonly problem: string }> {
  const folder = join(root, name);
  let manifest: Manifest | undefined;
  try {
    if (!(await lstatOf(folder))?.isDirectory())
      return { problem: `${folder} is a link or a file, not a model's folder.` };
    manifest = await readRecord(folder, MANIFEST, manifestSchema);
  } catch (error) {
    return { problem: `${messageOf(error)}. Pull or import the model again.` };
  }
  if (!manifest)
    return {
      problem: `${folder} has no ${MANIFEST}. To use it: figscope models import ${folder} --name OTHER`,
    };
  const wrong = await wrongSizes(folder, manifest);
  if (wrong.length > 0) return { problem: damaged(name, wrong, manifest) };
  const { label, from, repository, revision, licence, profile, dtype, date, files } = manifest;
  return {
    model: {
      name,
      folder,
      label,
      from,
      ...(repository === undefined ? {} : { repository }),
      ...(revision === undefined ? {} : { revision }),
      ...(licence === undefined ? {} : { licence }),
      ...(profile === undefined ? {} : { profile }),
      dtype,
      date,
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      memoryBytes: memoryOf(filesOf(files, dtype), await cacheShape(folder)),
    },
  };
}

/** Files that are missing or of another size than when they came. */
async function wrongSizes(folder: string, { files }: Manifest): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const { path, bytes } of files) {
    const stat = await lstatOf(join(folder, ...path.split('/')));
    if (!stat?.isFile()) wrong.push(`${path} is missing`);
    else if (stat.size !== bytes) wrong.push(`${path} has ${stat.size} bytes instead of ${bytes}`);
  }
  return wrong;
}

/** What is wrong with a model, and what puts it right. */
export function damaged(
  name: string,
  wrong: readonly string[],
  { from, repository, revision }: Manifest,
): string {
  const shown =
    wrong.slice(0, 3).join(', ') + (wrong.length > 3 ? ` and ${wrong.length - 3} more` : '');
  const repair =
    from === 'pulled' && repository !== undefined
      ? `figscope models pull ${repository}${revision === undefined ? '' : `@${revision}`} --name ${name} loads only what is damaged.`
      : 'Remove it and import it again.';
  return `"${name}" is damaged: ${shown}. ${repair}`;
}

async function readIncomplete(root: string, name: string): Promise<IncompleteModel | undefined> {
  const folder = pullFolder(root, name);
  if (!(await lstatOf(folder))?.isDirectory()) return undefined;
  const record = await readRecord(folder, PULL_RECORD, pullRecordSchema);
  const running = await isLocked(root, name);
  if (!record)
    return {
      name,
      folder,
      bytes: 0,
      running,
      text: running
        ? `"${name}" is being pulled now.`
        : `The pull of "${name}" had hardly begun. Pull it again, or remove it: figscope models remove ${name}`,
    };
  const { files, model, repository } = record;
  const bytes = await presentBytes(root, record);
  const known = files.every(({ bytes: size }) => size !== undefined);
  const total = files.reduce((sum, { bytes: size = 0 }) => sum + size, 0);
  return {
    name,
    folder,
    repository,
    bytes,
    ...(known ? { totalBytes: total } : {}),
    running,
    text: running
      ? `"${name}" is being pulled now.`
      : `The pull of "${name}" was cut. figscope models pull ${model} goes on from there; figscope models remove ${name} deletes what has come.`,
  };
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
