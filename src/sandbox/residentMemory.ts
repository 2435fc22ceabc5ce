import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const KIB = 1024;

/**
 * Resident memory of a process in bytes; of its only child when it is a wrapper. Undefined when it cannot be told: the process has
 * ended, or the system has no quick way to ask.
 */
export async function residentBytes(pid: number, wrapped: boolean): Promise<number | undefined> {
  if (process.platform === 'win32') return undefined;
  const target = wrapped ? await childOf(pid) : pid;
  if (target === undefined) return undefined;
  return process.platform === 'linux' ? fromProc(target) : fromPs(target);
}

/** The process that a wrapper started. */
async function childOf(pid: number): Promise<number | undefined> {
  const children = await readOr(`/proc/${pid}/task/${pid}/children`);
  const first = Number(children?.trim().split(' ')[0]);
  return Number.isInteger(first) && first > 0 ? first : undefined;
}

async function fromProc(pid: number): Promise<number | undefined> {
  const status = await readOr(`/proc/${pid}/status`);
  const kib = Number(/^VmRSS:\s+(\d+)/m.exec(status ?? '')?.[1]);
  return Number.isFinite(kib) ? kib * KIB : undefined;
}

async function fromPs(pid: number): Promise<number | undefined> {
  try {
    const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
    const kib = Number(stdout.trim());
    return kib > 0 ? kib * KIB : undefined;
  } catch {
    // ps fails for a process that has ended.
    return undefined;
  }
}

async function readOr(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    // The process has ended between two looks.
    return undefined;
  }
}
