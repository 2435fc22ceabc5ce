import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The most memory that a process had in RAM so far (Linux), or what it has now; in bytes, NaN where nothing tells. */
export function peakMemoryOf(pid: number): number {
  if (process.platform === 'linux') {
    const [, kilobytes] = /VmHWM:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  }
  if (process.platform === 'win32') return NaN;
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', `${pid}`], { encoding: 'utf8' })) * 1024;
}
