import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PATIENCE_MS = 5_000;

/**
 * Physical cores that this process may use: the threads that matrix products gain from. A second thread of a core shares its
 * arithmetic units and only gets in the way. Where the system does not tell, half of the logical ones.
 */
export async function physicalCores(): Promise<number> {
  const logical = availableParallelism();
  const physical = (await ask()) ?? Math.ceil(logical / 2);
  return Math.max(1, Math.min(physical, logical, await quota()));
}

async function ask(): Promise<number | undefined> {
  try {
    switch (process.platform) {
      case 'linux':
        return await fromSysfs();
      case 'darwin':
        return count(
          (await run('sysctl', ['-n', 'hw.physicalcpu'], { timeout: PATIENCE_MS })).stdout,
        );
      case 'win32':
        return count(
          (await run('powershell', ['-NoProfile', '-Command', WINDOWS], { timeout: PATIENCE_MS }))
            .stdout,
        );
      default:
        return undefined;
    }
  } catch {
    // A system without the file or the program: the caller falls back.
    return undefined;
  }
}

const WINDOWS =
  '(Get-CimInstance Win32_Processor | Measure-Object -Property NumberOfCores -Sum).Sum';

function count(text: string): number | undefined {
  const number = Number.parseInt(text.trim(), 10);
  return number > 0 ? number : undefined;
}

/** Every core once, however many threads it has. */
async function fromSysfs(): Promise<number | undefined> {
  const folder = '/sys/devices/system/cpu';
  const names = (await readdir(folder)).filter((name) => /^cpu\d+$/u.test(name));
  const siblings = await Promise.all(
    names.map((name) =>
      readFile(`${folder}/${name}/topology/thread_siblings_list`, 'utf8').catch(() => undefined),
    ),
  );
  const cores = new Set(siblings.filter((one) => one !== undefined));
  return cores.size > 0 ? cores.size : undefined;
}

/** Containers may have fewer than they see. */
async function quota(): Promise<number> {
  try {
    const [most, period] = (await readFile('/sys/fs/cgroup/cpu.max', 'utf8')).trim().split(' ');
    return most === 'max' ? Infinity : Math.max(1, Math.ceil(Number(most) / Number(period)));
  } catch {
    // No control groups, no quota.
    return Infinity;
  }
}
