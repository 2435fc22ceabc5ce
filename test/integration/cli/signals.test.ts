import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RunStore } from '../../../src/runs/runStore.ts';
import { ended, folder, put, start } from './cli.ts';
import { discs } from './drawn.ts';

/** Ids of the processes whose parent is `pid`, at any depth. */
function descendants(pid: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/u));
  const below = (parent: number): number[] =>
    table
      .filter(([, ppid, stat]) => Number(ppid) === parent && !stat?.startsWith('Z'))
      .flatMap(([id]) => [Number(id), ...below(Number(id))]);
  return below(pid);
}

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe.skipIf(process.platform === 'win32')('signals', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('%s ends a script and its processes', async (signal) => {
    const cwd = folder();
    put(cwd, 'a.png', discs());
    put(cwd, 'loop.py', 'while True:\n    pass\n');
    const child = start(cwd, ['run', 'loop.py', '--figure', 'a.png']);
    const end = ended(child);
    await new Promise<void>((running) =>
      child.stderr.on('data', (text: string) => text.includes('Running') && running()),
    );
    const processes = descendants(child.pid ?? 0);
    expect(processes.length).toBeGreaterThan(0);
    child.kill(signal);
    const { code, stderr } = await end;
    expect(stderr).toContain('Stopped.');
    expect(code).toBe(130);
    await expect.poll(() => processes.filter(alive), { timeout: 10_000 }).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('%s stops a run and keeps its record', async (signal) => {
    const cwd = folder();
    put(cwd, 'a.png', discs(12, 10));
    const child = start(cwd, ['ask', 'a.png', 'How many cells are there?']);
    const end = ended(child);
    await new Promise<void>((thinking) =>
      child.stdout.on('data', (text: string) => text.includes('Turn 1') && thinking()),
    );
    const processes = descendants(child.pid ?? 0);
    child.kill(signal);
    const { code, stdout } = await end;
    expect(code).toBe(130);
    expect(stdout).toContain('Stopped');
    const runs = join(cwd, '.figscope/runs');
    const [id = ''] = readdirSync(runs);
    const { events } = await new RunStore(runs).read(id);
    expect(events.at(0)?.type).toBe('started');
    expect(events.at(-1)).toMatchObject({ type: 'failed', kind: 'cancelled' });
    await expect.poll(() => processes.filter(alive), { timeout: 10_000 }).toEqual([]);
  });

  it('a reader that goes away leaves no stack trace', async () => {
    const cwd = folder();
    put(cwd, 'a.png', discs());
    const child = start(cwd, ['ask', 'a.png', 'How many cells are there?']);
    child.stdout.destroy();
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    await new Promise((done) => child.once('close', done));
    expect(stderr).not.toMatch(/EPIPE|\n\s+at /u);
  });
});
