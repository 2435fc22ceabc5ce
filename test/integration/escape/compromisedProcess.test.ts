import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/reasoning/limits.ts';
import type { Observation } from '../../../src/reasoning/sandbox.ts';
import { runCell } from '../../../src/sandbox/cellRun.ts';
import { SandboxProcess } from '../../../src/sandbox/sandboxProcess.ts';

/** What holds in the host even when the whole sandbox process is an attacker's. */
describe('a sandbox process that was taken over', () => {
  let folder: string;
  let program: string;
  let child: SandboxProcess;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'figscope-compromised-'));
    program = join(folder, 'child.mjs');
    await build({
      entryPoints: [fileURLToPath(new URL('compromisedChild.ts', import.meta.url))],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
    });
  });
  afterEach(async () => {
    await child.kill();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const start = (mode: string): SandboxProcess => {
    const args = [program, mode];
    child = new SandboxProcess({
      command: process.execPath,
      args,
      env: {},
      cwd: folder,
      wrapped: false,
    });
    return child;
  };
  const run = async (mode: string): Promise<Observation> => {
    await start(mode).ready;
    return runCell(child, '1', DEFAULT_LIMITS.cell, new AbortController().signal);
  };

  it.each(['random bytes', 'a frame of four gigabytes', 'an early end'])(
    'that sends %s does not start',
    async (mode) => {
      await expect(start(mode).ready).rejects.toMatchObject({ kind: 'StartFailed' });
    },
  );

  it('that sends a wrong ready is not taken for ready', async () => {
    let settled = false;
    start('a wrong ready').ready.then(
      () => (settled = true),
      () => undefined,
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(settled).toBe(false);
  });

  it('cannot answer before it was asked', async () => {
    expect((await run('a reply before the request')).value).toBeUndefined();
  });

  it.each(['a reply of the wrong shape', 'a picture that is none'])(
    'that sends %s is ended',
    async (mode) => {
      const seen = await run(mode);
      expect(seen.error?.type).toBe('SandboxDied');
      expect(seen.images).toEqual([]);
      expect(child.isEnded).toBe(true);
    },
  );

  it('cannot fill the host with output', async () => {
    const seen = await run('endless output');
    expect(seen.stdout.length).toBeLessThanOrEqual(DEFAULT_LIMITS.cell.outputBytes);
    expect(seen.notes.join()).toContain('cut');
  });

  it('cannot pass output of another shape', async () => {
    const seen = await run('output of the wrong shape');
    expect([seen.stdout, seen.stderr]).toEqual(['', '']);
  });

  it('cannot call anything in the host', async () => {
    expect((await run('requests to the host')).error).toBeUndefined();
  });
});
