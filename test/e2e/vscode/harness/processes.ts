import { readdirSync, readFileSync } from 'node:fs';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** All processes, through /proc. Those that end while we read are left out. */
function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        return [{ pid: Number(name), parent, command }];
      } catch {
        return [];
      }
    });
}

/** Sandbox processes (`sandbox/child.mjs`) that descend from a process. */
export function sandboxProcesses(ancestor: number): number[] {
  return descendants(ancestor, 'sandbox/child.mjs');
}

/** The same of inference processes. */
export function inferenceProcesses(ancestor: number): number[] {
  return descendants(ancestor, 'inference/child.mjs');
}

function descendants(ancestor: number, program: string): number[] {
  const all = processes();
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
  const descends = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at))
      if (at === ancestor) return true;
    return false;
  };
  return all
    .filter(({ pid, command }) => command.includes(program) && descends(pid))
    .map(({ pid }) => pid);
}
