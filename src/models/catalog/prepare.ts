import { copyFile, link, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  PULL_RECORD,
  pullRecordSchema,
  readRecord,
  writeRecord,
  type Manifest,
} from './manifest.ts';
import { COMMIT } from './names.ts';
import { keepOnly, pullFolder } from './staging.ts';
import { gitHashOf, hashOf, lstatOf, makeFolder, placeFor } from './transfer/files.ts';
import type { TransferProgress } from './transfer/progress.ts';
import { ensureSpace } from './transfer/space.ts';
import type { PlannedFile, PullOptions, PullPlan } from './types.ts';

/** A folder that is ready for the files that are still missing. */
export interface Prepared {
  readonly folder: string;
  /** sha256 of the files that are there and checked, by path. */
  readonly present: ReadonlyMap<string, { readonly bytes: number; readonly sha256: string }>;
  /** Removes what only a pull needs. */
  finish(): Promise<void>;
}

/**
 * Makes the folder of a pull, or takes up one that was left: files that are whole are checked and kept, what belongs to another plan is
 * deleted, files of the installed model that are the same are taken over.
 * @throws CatalogError `disk` where there is no room for the rest
 */
export async function prepareFolder(
  plan: PullPlan,
  before: Manifest | undefined,
  options: PullOptions,
  progress: TransferProgress,
): Promise<Prepared> {
  const { root, signal, onProgress } = options;
  const folder = pullFolder(root, plan.name);
  await makeFolder(folder);
  const earlier = await readRecord(folder, PULL_RECORD, pullRecordSchema).catch(() => undefined);
  const sameCommit = earlier?.revision === plan.revision && COMMIT.test(plan.revision);
  await keepOnly(folder, new Set(plan.files.map(({ path }) => path)));
  await writeRecord(folder, PULL_RECORD, {
    schema: 'figscope.pull/1',
    name: plan.name,
    label: plan.label,
    model: commandOf(plan, options),
    repository: plan.repository,
    revision: plan.revision,
    dtype: { ...plan.dtype },
    files: [...plan.files],
  });
  const present = new Map<string, { bytes: number; sha256: string }>();
  for (const file of plan.files) {
    const place = await placeFor(folder, file.path);
    const there = await lstatOf(place);
    if (!there && before) await takeOver(join(root, plan.name), before, plan, file, place);
    const size = (there ?? (await lstatOf(place)))?.size;
    if (size === undefined) continue;
    onProgress({ type: 'checking', path: file.path });
    const sha256 = await checked(place, size, file, sameCommit, signal);
    if (sha256 === undefined) {
      await rm(place, { force: true });
      continue;
    }
    present.set(file.path, { bytes: size, sha256 });
    progress.end(file.path, size);
  }
  await ensureSpace(root, await missingBytes(folder, plan, present));
  return {
    folder,
    present,
    finish: () => rm(join(folder, PULL_RECORD), { force: true }),
  };
}

/** The same model in the words of the command line. */
function commandOf(plan: PullPlan, { model, dtype, name }: PullOptions): string {
  return [
    model,
    ...(dtype === undefined ? [] : ['--dtype', dtype]),
    ...(name === undefined ? [] : ['--name', plan.name]),
  ].join(' ');
}

/** sha256 of a file that is what the plan wants; `undefined` where it is not, or where nothing says that it is. */
async function checked(
  place: string,
  size: number,
  { bytes, sha256, gitSha1 }: PlannedFile,
  sameCommit: boolean,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (bytes !== undefined && size !== bytes) return undefined;
  if (sha256 === undefined && gitSha1 === undefined && !sameCommit) return undefined;
  const found = await hashOf(place, signal);
  if (sha256 !== undefined) return found === sha256 ? found : undefined;
  if (gitSha1 === undefined) return found;
  return (await gitHashOf(place, signal)) === gitSha1 ? found : undefined;
}

/** A second name for a file of the installed model costs nothing; where that cannot be, a copy. Its hash is checked afterwards. */
async function takeOver(
  installed: string,
  before: Manifest,
  plan: PullPlan,
  { path, sha256 }: PlannedFile,
  place: string,
): Promise<void> {
  const known = before.files.find((file) => file.path === path);
  const same =
    known !== undefined &&
    (sha256 === undefined
      ? before.revision === plan.revision && COMMIT.test(plan.revision)
      : known.sha256 === sha256);
  if (!same) return;
  const source = join(installed, ...path.split('/'));
  const stat = await lstatOf(source);
  if (!stat?.isFile() || stat.size !== known.bytes) return;
  try {
    await link(source, place);
  } catch {
    await copyFile(source, place);
  }
}

async function missingBytes(
  folder: string,
  { files }: PullPlan,
  present: ReadonlyMap<string, unknown>,
): Promise<number> {
  let sum = 0;
  for (const { path, bytes = 0 } of files) {
    if (present.has(path)) continue;
    const part = await lstatOf(join(folder, ...`${path}.part`.split('/')));
    sum += Math.max(0, bytes - (part?.size ?? 0));
  }
  return sum;
}
