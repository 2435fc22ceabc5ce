import { describe, expect, it } from 'vitest';
import { createSandbox, SandboxError, SandboxPool } from '../../../src/sandbox/index.ts';
import { runner, startSandbox } from './helpers.ts';

/** Is there a process with this id? */
function isAlive(pid: number | undefined): boolean {
  try {
    process.kill(pid ?? 0, 0);
    return pid !== undefined;
  } catch {
    return false;
  }
}

describe('cancelling', () => {
  it('throws AbortError at once, ends the process and lets the next cell run', async () => {
    const { sandbox, run } = await startSandbox();
    const before = sandbox.pid;
    const abort = new AbortController();
    const cell = run('while True: pass', {}, abort.signal);
    setTimeout(() => abort.abort(), 300);
    await expect(cell).rejects.toMatchObject({ name: 'AbortError' });
    expect(isAlive(before)).toBe(false);
    const next = await run("'again'");
    expect(next).toMatchObject({ value: "'again'", stateLost: true });
    await sandbox.dispose();
  });

  it('does not start a cell whose signal was aborted before', async () => {
    const { sandbox, run } = await startSandbox();
    await expect(run('x = 1', {}, AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect((await run("'x' in globals()")).value).toBe('False');
    await sandbox.dispose();
  });
});

describe('a process that ends', () => {
  it('is reported as an error of the cell and replaced', async () => {
    const { sandbox, run } = await startSandbox();
    const crash = await run('import ctypes\nctypes.string_at(0xfffffff0, 1000)');
    expect(crash.error).toBeDefined();
    const next = await run("'again'");
    expect(next.value).toBe("'again'");
    await sandbox.dispose();
  });

  it('is replaced when it was killed between two cells', async () => {
    const { sandbox, run } = await startSandbox();
    await run('x = 1');
    process.kill(sandbox.pid ?? 0, 'SIGKILL');
    await expect.poll(() => isAlive(sandbox.pid)).toBe(false);
    const next = await run("'again'");
    expect(next).toMatchObject({ value: "'again'", stateLost: true });
    await sandbox.dispose();
  });
});

describe('separate runs', () => {
  it('share neither variables nor files nor modules', async () => {
    const [one, two] = await Promise.all([startSandbox(), startSandbox()]);
    expect(one.sandbox.pid).not.toBe(two.sandbox.pid);
    await one.run("secret = 42\nopen('/tmp/secret', 'w').write('42')\nnp.secret = 42");
    const seen = await two.run(
      "import os\n'secret' in globals(), os.path.exists('/tmp/secret'), hasattr(np, 'secret')",
    );
    expect(seen.value).toBe('(False, False, False)');
    await Promise.all([one.sandbox.dispose(), two.sandbox.dispose()]);
  });

  it('never get a process that another run has used', async () => {
    const pool = new SandboxPool();
    pool.warm();
    const pids = new Set<number | undefined>();
    for (let i = 0; i < 3; i++) {
      const sandbox = createSandbox({ pool });
      await sandbox.start([], { maxPreviewPixels: 1000 });
      pids.add(sandbox.pid);
      expect((await runner(sandbox)("'mark' in globals()")).value).toBe('False');
      await runner(sandbox)('mark = 1');
      await sandbox.dispose();
    }
    expect(pids.size).toBe(3);
    await pool.dispose();
  });
});

describe('no process stays behind', () => {
  it('after dispose, also when a replacement was on its way', async () => {
    const sandbox = createSandbox();
    await sandbox.start([], { maxPreviewPixels: 1000 });
    const first = sandbox.pid;
    await runner(sandbox)('while True: pass', { timeMs: 500 });
    await sandbox.dispose();
    expect(isAlive(first)).toBe(false);
    expect(isAlive(sandbox.pid)).toBe(false);
  });

  it('after the pool is disposed, with a spare waiting', async () => {
    const pool = new SandboxPool();
    pool.warm();
    const taken = await pool.take();
    pool.warm();
    await pool.dispose();
    expect(isAlive(taken.process.pid)).toBe(false);
    await expect(pool.take()).rejects.toThrow('disposed');
  });
});

describe('a sandbox that cannot be had', () => {
  it('says that it is not built', async () => {
    const sandbox = createSandbox({ folder: '/nowhere' });
    const start = sandbox.start([], { maxPreviewPixels: 1000 });
    await expect(start).rejects.toBeInstanceOf(SandboxError);
    await expect(start).rejects.toMatchObject({ kind: 'NotBuilt' });
  });

  it('says that the named Node does not work', async () => {
    const sandbox = createSandbox({ node: '/nowhere/node' });
    await expect(sandbox.start([], { maxPreviewPixels: 1000 })).rejects.toMatchObject({
      kind: 'NoRuntime',
      message: expect.stringContaining('/nowhere/node') as string,
    });
  });
});
