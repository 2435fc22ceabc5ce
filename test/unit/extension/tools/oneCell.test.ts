import { beforeEach, expect, it } from 'vitest';
import { runOneCell } from '../../../../src/extension/sandbox/oneCell.ts';
import type { Sandboxes } from '../../../../src/extension/sandbox/sandboxes.ts';
import { readSource } from '../../../../src/extension/session/table.ts';
import type { Sandbox } from '../../../../src/reasoning/sandbox.ts';
import { fake } from '../../../fixtures/vscode.ts';
import { ScriptedSandbox } from '../../reasoning/fakes.ts';
import { ScriptedSandboxes, sessionParts, SteppedModel } from '../sessionParts.ts';

/** Counts the ends of a sandbox. */
class Watched extends ScriptedSandbox {
  disposed = 0;
  override dispose(): Promise<void> {
    this.disposed += 1;
    return super.dispose();
  }
}

let sandbox: Watched;

beforeEach(() => {
  fake.reset();
  sandbox = new Watched([{ stdout: 'hello' }, 'hang']);
});

async function run(code: string, more: { atLeastMs?: number; signal?: AbortSignal } = {}) {
  const scripted = new ScriptedSandboxes(() => sandbox);
  const { parts, uri } = await sessionParts(new SteppedModel([]), scripted);
  const read = (id: string) => readSource({ kind: 'uri', uri }, id, parts.files);
  const { signal = new AbortController().signal, ...rest } = more;
  return runOneCell([read, read], { code, signal, ...rest }, scripted as unknown as Sandboxes);
}

it('runs the cell on the figures, and leaves no sandbox behind', async () => {
  const { figures, prepared, observation } = await run('print("hello")');
  expect(figures.map(({ id, name }) => [id, name])).toEqual([
    ['image_1', 'cells.png'],
    ['image_2', 'cells.png'],
  ]);
  expect(prepared).toHaveLength(2);
  expect(observation.stdout).toBe('hello');
  expect(sandbox.cells[0]?.code).toBe('print("hello")');
  expect(sandbox.disposed).toBe(1);
});

it('has the limits of the settings, and the time that it needs', async () => {
  fake.settings.set('figscope.limits.cellSeconds', 7);
  fake.settings.set('figscope.limits.memoryMiB', 700);
  await run('1');
  expect(sandbox.cells[0]?.limits).toMatchObject({ timeMs: 7_000, memoryBytes: 700 * 1024 * 1024 });
  sandbox = new Watched([{}]);
  await run('1', { atLeastMs: 60_000 });
  expect(sandbox.cells[0]?.limits.timeMs).toBe(60_000);
});

it('ends a start that was cancelled, by the end of its sandbox', async () => {
  const stop = new AbortController();
  let fail: (error: Error) => void = () => undefined;
  const start: Sandbox['start'] = () => {
    queueMicrotask(() => stop.abort());
    return new Promise((_, reject) => (fail = reject));
  };
  sandbox.start = start;
  sandbox.dispose = () => {
    sandbox.disposed += 1;
    fail(new Error('The sandbox was ended.'));
    return Promise.resolve();
  };
  await expect(run('1', { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' });
  expect(sandbox.disposed).toBeGreaterThan(0);
  expect(sandbox.cells).toEqual([]);
});

it('ends the sandbox when the cell is cancelled', async () => {
  sandbox = new Watched(['hang']);
  const stop = new AbortController();
  const running = run('while True: pass', { signal: stop.signal });
  await expect.poll(() => sandbox.cells).toHaveLength(1);
  stop.abort();
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  expect(sandbox.disposed).toBe(1);
});

it('makes no sandbox when it is cancelled already', async () => {
  await expect(run('1', { signal: AbortSignal.abort() })).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect(sandbox.disposed).toBe(0);
});
