import { copyFile, constants, rm } from 'node:fs/promises';
import type { HubClient } from '../hub/client.ts';
import type { PlannedFile, PullPlan } from '../types.ts';
import { download, type Downloaded } from './download.ts';
import { diskError, placeFor } from './files.ts';
import { inParallel } from './inParallel.ts';
import type { TransferProgress } from './progress.ts';

export interface Fetch {
  readonly client: HubClient;
  readonly plan: PullPlan;
  readonly folder: string;
  readonly present: ReadonlyMap<string, Downloaded>;
  readonly parallel: number;
  readonly signal: AbortSignal;
  readonly progress: TransferProgress;
  readonly onNotice: (text: string) => void;
}

/**
 * Loads the files of a plan that are not there, the largest first so that none is left alone at the end. Files of the same content, as
 * embeddings that a decoder shares, are loaded once.
 */
export async function fetchFiles({
  client,
  plan,
  folder,
  present,
  parallel,
  signal,
  progress,
  onNotice,
}: Fetch): Promise<{ path: string; bytes: number; sha256: string }[]> {
  const { repository, revision, files } = plan;
  const done = new Map(present);
  const missing = files.filter(({ path }) => !done.has(path));
  await inParallel(groups(missing), parallel, signal, async ([first, ...twins], own) => {
    const source = first;
    const result = await download({
      client,
      repository,
      revision,
      file: source,
      folder,
      signal: own,
      onNotice,
      onBytes: (bytes, moved, total) =>
        progress.set(source.path, bytes, { moved, ...(total === undefined ? {} : { total }) }),
    });
    done.set(source.path, result);
    progress.end(source.path, result.bytes);
    for (const { path } of twins) {
      await copy(await placeFor(folder, source.path), await placeFor(folder, path));
      done.set(path, result);
      progress.end(path, result.bytes);
    }
  });
  return files
    .flatMap(({ path }) => {
      const found = done.get(path);
      return found ? [{ path, bytes: found.bytes, sha256: found.sha256 }] : [];
    })
    .sort((a, b) => a.path.localeCompare(b.path, 'en'));
}

type Group = readonly [PlannedFile, ...PlannedFile[]];

/** Files of one content each, by falling size. */
function groups(files: readonly PlannedFile[]): readonly Group[] {
  const byContent = new Map<string, [PlannedFile, ...PlannedFile[]]>();
  for (const file of files) {
    const key = file.sha256 ?? file.path;
    const group = byContent.get(key);
    if (group) group.push(file);
    else byContent.set(key, [file]);
  }
  return [...byContent.values()].sort(([a], [b]) => (b.bytes ?? 0) - (a.bytes ?? 0));
}

async function copy(from: string, to: string): Promise<void> {
  try {
    await rm(to, { force: true });
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  } catch (error) {
    throw diskError(error, to);
  }
}
