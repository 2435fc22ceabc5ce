import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Sandboxes } from '../../../src/extension/sandbox/sandboxes.ts';
import { WatchedSandbox } from '../../../src/extension/sandbox/watched.ts';
import { ScriptedSandbox } from '../reasoning/fakes.ts';

interface Pool {
  readonly options: { readonly memoryBytes?: number };
  warmed: number;
  disposed: boolean;
}

/** Pools that were made, and what the next start of a sandbox throws. */
const world = vi.hoisted(() => ({ pools: [] as Pool[], failure: undefined as unknown }));

vi.mock('../../../src/sandbox/index.ts', async (original) => ({
  ...(await original<object>()),
  SandboxPool: class {
    warmed = 0;
    disposed = false;
    constructor(readonly options: Pool['options']) {
      world.pools.push(this);
    }
    warm() {
      this.warmed += 1;
    }
    dispose() {
      this.disposed = true;
      return Promise.resolve();
    }
  },
  createSandbox: () => ({
    start: () =>
      world.failure === undefined ? Promise.resolve({}) : Promise.reject(world.failure as Error),
  }),
}));

beforeEach(() => {
  world.pools.length = 0;
  world.failure = undefined;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

function sandboxes(keepMinutes = 5) {
  const settings = { keepMinutes, options: { memoryBytes: 1 } };
  const onRest = vi.fn(() => Promise.resolve());
  const made = new Sandboxes(() => settings as never, onRest);
  return { made, settings, onRest };
}
const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000);
const pools = () => world.pools.map(({ options, disposed }) => [options.memoryBytes, disposed]);

describe('sandboxes', () => {
  it('come from one pool, that is made at first use', async () => {
    const { made } = sandboxes();
    expect(pools()).toEqual([]);
    await made.warm();
    await made.create();
    await made.create();
    expect(pools()).toEqual([[1, false]]);
    expect(world.pools[0]?.warmed).toBe(1);
  });

  it('come from a new pool when settings have changed, but not in the middle of work', async () => {
    const { made, settings } = sandboxes();
    await made.warm();
    const done = made.work();
    settings.options = { memoryBytes: 2 };
    await made.create();
    expect(pools()).toEqual([[1, false]]);
    done();
    await made.create();
    expect(pools()).toEqual([
      [1, true],
      [2, false],
    ]);
  });

  it('are all given up after some minutes at rest, and are there again when needed', async () => {
    const { made, onRest } = sandboxes(5);
    await made.warm();
    await minutes(4);
    expect(onRest).not.toHaveBeenCalled();
    await minutes(2);
    expect(onRest).toHaveBeenCalledOnce();
    expect(pools()).toEqual([[1, true]]);
    await made.create();
    expect(pools()).toEqual([
      [1, true],
      [1, false],
    ]);
  });

  it('are kept while any work goes on, and given up after the last has ended', async () => {
    const { made, onRest } = sandboxes(5);
    await made.warm();
    const [first, second] = [made.work(), made.work()];
    first();
    // Whoever says it twice does not end the work of another.
    first();
    await minutes(60);
    expect(onRest).not.toHaveBeenCalled();
    expect(pools()).toEqual([[1, false]]);
    second();
    await minutes(6);
    expect(onRest).toHaveBeenCalledOnce();
    expect(pools()).toEqual([[1, true]]);
  });

  it('are not taken from work that begins while the others are being given up', async () => {
    const { made, onRest } = sandboxes(5);
    let given = (): void => undefined;
    onRest.mockReturnValueOnce(new Promise((done) => (given = () => done())));
    await made.warm();
    await minutes(6);
    const done = made.work();
    given();
    await minutes(60);
    expect(pools()).toEqual([[1, false]]);
    done();
    await minutes(6);
    expect(pools()).toEqual([[1, true]]);
  });

  it('are kept for ever when the user wants that', async () => {
    const { made, onRest } = sandboxes(0);
    await made.warm();
    made.work()();
    await minutes(600);
    expect(onRest).not.toHaveBeenCalled();
    expect(pools()).toEqual([[1, false]]);
  });

  it('end with the extension', async () => {
    const { made, onRest } = sandboxes(5);
    await made.warm();
    await made.dispose();
    expect(pools()).toEqual([[1, true]]);
    await minutes(60);
    expect(onRest).not.toHaveBeenCalled();
  });

  it('say why the last one did not start, until one does', async () => {
    const { SandboxError } = await import('../../../src/sandbox/index.ts');
    const { made } = sandboxes();
    const start = async () => (await made.create()).start([], { maxPreviewPixels: 1 });
    world.failure = new SandboxError('NotIsolated', 'a layer is missing');
    await expect(start()).rejects.toThrow('a layer is missing');
    expect(made.refusal).toBe('NotIsolated');
    world.failure = new Error('something else');
    await expect(start()).rejects.toThrow('something else');
    expect(made.refusal).toBeUndefined();
    world.failure = new SandboxError('NotIsolated', 'a layer is missing');
    await expect(start()).rejects.toThrow();
    world.failure = undefined;
    await start();
    expect(made.refusal).toBeUndefined();
  });
});

it('a watched sandbox runs as the one inside does', async () => {
  const inner = new ScriptedSandbox([{ stdout: 'one' }]);
  const watched = new WatchedSandbox(inner, () => undefined);
  await watched.start([], { maxPreviewPixels: 1 });
  const seen = await watched.run('a = 1', {} as never, new AbortController().signal);
  expect(seen.stdout).toBe('one');
  expect(inner.cells).toMatchObject([{ code: 'a = 1' }]);
});
