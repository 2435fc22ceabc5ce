import { beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type runner } from './helpers.ts';

let run: ReturnType<typeof runner>;
beforeAll(async () => ({ run } = await startSandbox()));

describe('what a cell gives back', () => {
  it('keeps variables, imports and functions from cell to cell', async () => {
    await run('import math\ndef area(r):\n    return math.pi * r * r\nradius = 2');
    expect((await run('round(area(radius), 3)')).value).toBe('12.566');
  });

  it('has numpy, cv2, figkit and json without an import', async () => {
    const { stdout } = await run(
      "print(np.__version__, cv2.__version__, figkit.__name__, json.dumps({'a': 1}))",
    );
    expect(stdout).toBe('2.2.5 4.11.0 figkit {"a": 1}\n');
  });

  it('gives the repr of a last expression, and none for None or a statement', async () => {
    expect((await run('1 + 1\n"text"')).value).toBe("'text'");
    expect(await run('None')).not.toHaveProperty('value');
    expect(await run('x = 5')).not.toHaveProperty('value');
  });

  it('cuts a long repr and says how long it was', async () => {
    const { value = '' } = await run("'x' * 50_000");
    expect(value.length).toBeLessThan(11_000);
    expect(value).toContain('50002 characters');
  });

  it('separates stdout and stderr, including what C code prints', async () => {
    const seen = await run(
      "import sys\nprint('out')\nprint('err', file=sys.stderr)\ncv2.imread('/none.png')",
    );
    expect(seen.stdout).toBe('out\n');
    expect(seen.stderr).toMatch(/^err\n/);
    expect(seen.stderr).toContain('none.png');
  });

  it('gives fresh streams to the next cell when one closed them', async () => {
    await run('import sys\nsys.stdout.close()\nsys.stderr = None');
    expect((await run("print('still here')")).stdout).toBe('still here\n');
  });

  it('runs __main__ code and finds classes defined in cells again', async () => {
    await run('import pickle\nfrom dataclasses import dataclass\n@dataclass\nclass P:\n    x: int');
    expect((await run('__name__, pickle.loads(pickle.dumps(P(3)))')).value).toBe(
      "('__main__', P(x=3))",
    );
  });
});

describe('errors of a cell', () => {
  it('tells type, message, line and source of the line', async () => {
    const { error } = await run('a = 1\nb = 0\nc = a / b\nd = 2');
    expect(error).toEqual({
      type: 'ZeroDivisionError',
      message: 'division by zero',
      line: 3,
      source: 'c = a / b',
    });
  });

  it('names the line of this cell when the error came from a function of an earlier one', async () => {
    await run('def fail():\n\n    raise ValueError("no")');
    expect((await run('1\nfail()')).error).toMatchObject({
      type: 'ValueError',
      line: 2,
      source: 'fail()',
    });
  });

  it('names the line of the call when a library raised', async () => {
    const { error } = await run('image = np.zeros((4, 4), np.uint8)\ncv2.resize(image, (0, 0))');
    expect(error).toMatchObject({ type: 'error', line: 2 });
    expect(error?.message).toContain('resize');
  });

  it('reports syntax errors with their line, and runs nothing', async () => {
    const seen = await run("print('not printed')\nif True print(1)");
    expect(seen.error).toMatchObject({ type: 'SyntaxError', line: 2, source: 'if True print(1)' });
    expect(seen.stdout).toBe('');
  });

  it('never shows a frame or path of the sandbox', async () => {
    const { error, stderr } = await run('raise RuntimeError("mine")');
    expect(JSON.stringify([error, stderr])).not.toMatch(/figscope|pyodide|runtime|file:/);
  });

  it('survives exit(), KeyboardInterrupt and errors that cannot be printed', async () => {
    expect((await run('exit(3)')).error?.type).toBe('SystemExit');
    expect((await run('raise KeyboardInterrupt')).error?.type).toBe('KeyboardInterrupt');
    const nasty = 'class E(Exception):\n    def __str__(self): raise SystemExit\nraise E()';
    expect((await run(nasty)).error).toMatchObject({ type: 'E', line: 3 });
    expect((await run('"alive"')).value).toBe("'alive'");
  });

  it('reports endless recursion cleanly', async () => {
    const { error } = await run('def f(n):\n    return f(n + 1)\nf(0)');
    expect(error).toMatchObject({ type: 'RecursionError', line: 2 });
    expect((await run('"alive"')).value).toBe("'alive'");
  });
});
