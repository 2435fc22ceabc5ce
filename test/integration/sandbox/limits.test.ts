import { describe, expect, it } from 'vitest';
import { LIMITS, startSandbox } from './helpers.ts';

const quick = { timeMs: 1_500 };

describe('time', () => {
  it.each([
    ['an endless loop', 'while True:\n    pass'],
    ['an endless generator', 'import itertools\nsum(1 for _ in itertools.count())'],
    ['a long sleep', 'import time\ntime.sleep(3600)'],
    [
      'a loop that catches everything',
      'while True:\n    try:\n        while True: pass\n    except BaseException: pass',
    ],
    ['a regular expression that backtracks', "import re\nre.match('(a+)+$', 'a' * 40 + 'b')"],
  ])('stops %s, keeps what was printed and says that variables are lost', async (_what, code) => {
    const { run, sandbox } = await startSandbox();
    await run('kept = 1');
    const stopped = await run(`print('before')\n${code}`, quick);
    expect(stopped.error).toMatchObject({ type: 'TimeLimit' });
    expect(stopped.error?.message).toContain('1.5 s');
    expect(stopped.stdout).toBe('before\n');
    const next = await run('kept');
    expect(next.error?.type).toBe('NameError');
    expect(next.stateLost).toBe(true);
    expect(next.notes.join(' ')).toContain('variables of earlier cells are gone');
    const third = await run('1 + 1');
    expect(third).toMatchObject({ value: '2', stateLost: false, notes: [] });
    await sandbox.dispose();
  });

  it('never lets the result of a stopped cell arrive later', async () => {
    const { run, sandbox } = await startSandbox();
    const late = await run("import time\ntime.sleep(2)\nprint('late')\n'late'", { timeMs: 1_000 });
    expect(late.error?.type).toBe('TimeLimit');
    const next = await run("import time\ntime.sleep(2)\n'next'");
    expect(next).toMatchObject({ value: "'next'", stdout: '' });
    await sandbox.dispose();
  });
});

describe('memory', () => {
  it('answers a huge allocation with MemoryError and goes on', async () => {
    const { run, sandbox } = await startSandbox();
    for (const code of ['bytearray(2_000_000_000)', 'np.zeros((15_000, 15_000))', '[0] * 10**9'])
      expect((await run(code)).error?.type, code).toMatch(/MemoryError$/);
    expect((await run("10**10 > 0 and 'alive'")).value).toBe("'alive'");
    await sandbox.dispose();
  });

  it('ends a cell that grows step by step', async () => {
    const { run, sandbox } = await startSandbox();
    const { error } = await run('kept = []\nwhile True:\n    kept.append(bytearray(20_000_000))');
    expect(error?.type).toMatch(/^Memory(Error|Limit)$/);
    expect((await run("'alive'")).value).toBe("'alive'");
    await sandbox.dispose();
  });

  it.runIf(process.platform === 'linux')(
    'kills a process that is over the limit of its cell',
    async () => {
      const { run, sandbox } = await startSandbox();
      const { error } = await run(
        'import time\nb = bytearray(400_000_000)\nb[::4096] = b"x" * len(b[::4096])\ntime.sleep(30)',
        {
          memoryBytes: 500 * 1024 * 1024,
        },
      );
      expect(error).toMatchObject({ type: 'MemoryLimit' });
      expect((await run("'alive'", { memoryBytes: LIMITS.memoryBytes })).stateLost).toBe(true);
      await sandbox.dispose();
    },
  );
});

describe('output', () => {
  it('cuts stdout and stderr at their limit and counts the rest', async () => {
    const { run, sandbox } = await startSandbox();
    const seen = await run("import sys\nprint('x' * 5000)\nprint('y' * 5000, file=sys.stderr)", {
      outputBytes: 1_000,
    });
    expect(seen.stdout).toBe('x'.repeat(1_000));
    expect(seen.stderr).toBe('y'.repeat(1_000));
    expect(seen.notes.join(' ')).toContain('4001 bytes');
    await sandbox.dispose();
  });

  it('holds out against a flood', async () => {
    const { run, sandbox } = await startSandbox();
    const seen = await run("line = 'z' * 1_000_000\nfor _ in range(200): print(line)", {
      outputBytes: 10_000,
    });
    expect(seen.stdout.length).toBe(10_000);
    expect(seen.error).toBeUndefined();
    await sandbox.dispose();
  });

  it('is not slowed down by what was printed', async () => {
    const { run, sandbox } = await startSandbox();
    const seen = await run("print('z.' * 500_000)\nprint('a/b' * 300_000)");
    expect(seen.error).toBeUndefined();
    expect(seen.stdout.length).toBe(1024 * 1024);
    await sandbox.dispose();
  });

  it('shows at most the allowed number of images, none larger than allowed', async () => {
    const { run, sandbox } = await startSandbox();
    const seen = await run(
      'for i in range(1000): figkit.show(np.full((8, 8, 3), i % 255, np.uint8))\nfigkit.show(np.zeros((3000, 3000, 3), np.uint8))',
      { images: 3 },
    );
    expect(seen.images).toHaveLength(3);
    expect(seen.notes.join(' ')).toContain('3 images');
    const large = await run('figkit.show(np.zeros((3000, 2000, 3), np.uint8))', {
      imagePixels: 10_000,
    });
    const [image] = large.images;
    expect((image?.width ?? 0) * (image?.height ?? 0)).toBeLessThanOrEqual(10_000);
    expect(large.notes.join(' ')).toContain('2000×3000');
    await sandbox.dispose();
  });
});

describe('processes and threads', () => {
  it.each([
    ['fork', 'import os\nos.fork()'],
    ['a subprocess', "import subprocess\nsubprocess.run(['ls'])"],
    ['a shell', "import os\nassert os.system('ls') == 0"],
    ['multiprocessing', 'import multiprocessing as m\nm.Process(target=print).start()'],
    ['a thread', 'import threading\nthreading.Thread(target=print).start()'],
    ['a fork bomb', 'import os\nwhile True: os.fork()'],
  ])('refuses %s', async (_what, code) => {
    const { run, sandbox } = await startSandbox();
    expect((await run(code)).error?.type).toMatch(/Error$/);
    expect((await run("'alive'")).value).toBe("'alive'");
    await sandbox.dispose();
  });
});
