import { readdirSync, readFileSync } from 'node:fs';

/** Memory that the extension hosts of a server's windows hold together, in MiB. */
export function extensionHostMemory(userFolder: string): number {
  let sum = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/u.test(name)))
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (!command.includes('--type=extensionHost')) continue;
      // A server's own folder is its home.
      if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`HOME=${userFolder}\0`)) continue;
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      sum += Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1] ?? 0) / 1024;
    } catch {
      continue; // Ended while we looked.
    }
  return sum;
}
