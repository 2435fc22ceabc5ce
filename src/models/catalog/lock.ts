import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { CatalogError } from './error.ts';
import { diskError } from './transfer/files.ts';

const lockSchema = z.object({
  pid: z.number().int().positive(),
  host: z.string(),
  since: z.string(),
});

const lockPath = (root: string, name: string): string => join(root, `.lock-${name}`);

/**
 * Does something while no other process pulls, imports or removes the model of this name. A lock whose process has ended is taken over.
 * @throws CatalogError `busy`
 */
export async function withLock<T>(
  root: string,
  name: string,
  action: () => Promise<T>,
): Promise<T> {
  const path = lockPath(root, name);
  await takeLock(path, name);
  try {
    await sweep(root, name);
    return await action();
  } finally {
    await rm(path, { force: true });
  }
}

/** Deletes what a process has left that ended in the middle of a deletion. */
async function sweep(root: string, name: string): Promise<void> {
  const left = new RegExp(`^\\.(?:old|lock)-${name.replaceAll('.', '\\.')}-[0-9a-f]{8}$`, 'u');
  for (const entry of await readdir(root))
    if (left.test(entry)) await rm(join(root, entry), { recursive: true, force: true });
}

/** Is a process at work on this model? */
export async function isLocked(root: string, name: string): Promise<boolean> {
  const holder = await readLock(lockPath(root, name));
  return holder !== undefined && isAlive(holder);
}

async function takeLock(path: string, name: string): Promise<void> {
  const own = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
  });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      await writeFile(path, own, { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw diskError(error, path);
    }
    const holder = await readLock(path);
    if (holder && isAlive(holder)) throw busy(name, path, holder);
    // Renamed first: of two that find it stale only one takes it away.
    const stale = `${path}-${randomBytes(4).toString('hex')}`;
    await rename(path, stale).then(
      () => rm(stale, { force: true }),
      () => undefined, // another one was quicker
    );
  }
  throw busy(name, path);
}

type Holder = z.infer<typeof lockSchema>;

async function readLock(path: string): Promise<Holder | undefined> {
  try {
    return lockSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    // None, or one that was not written to its end because the process was killed.
    return undefined;
  }
}

function isAlive({ pid, host }: Holder): boolean {
  // Of another machine that shares the folder nothing can be known.
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function busy(name: string, path: string, holder?: Holder): CatalogError {
  const who = holder
    ? ` (process ${holder.pid}${holder.host === hostname() ? '' : ` on ${holder.host}`}, since ${holder.since})`
    : '';
  return new CatalogError(
    'busy',
    `"${name}" is being pulled, imported or removed by another process${who}. Wait for it, or stop it. If there is no such process any more, delete ${path}`,
  );
}
