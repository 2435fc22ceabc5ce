import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/reasoning/limits.ts';
import type { CellLimits, Observation, SandboxStart } from '../../../src/reasoning/sandbox.ts';
import { createSandbox, SandboxPool, type PooledSandbox } from '../../../src/sandbox/index.ts';
import { ESCAPED, prelude, type Attempt } from './attempts/attempt.ts';
import { ATTEMPTS } from './attempts/index.ts';
import { Canaries, SECRET } from './canaries.ts';
import { pictureFigure } from './picture.ts';

const LIMITS: CellLimits = { ...DEFAULT_LIMITS.cell, timeMs: 30_000 };
const GROUPS = Object.keys(ATTEMPTS) as (keyof typeof ATTEMPTS)[];
const INSTALLED = realpathSync(fileURLToPath(new URL('../../..', import.meta.url)));
const never = new AbortController().signal;

export interface Setting {
  /** The Node that runs the sandbox; default: the one of the tests. */
  readonly node?: string;
  /** Layers that are expected to be in force beside the required ones, or to be missing. */
  readonly networkBelow: boolean;
}

/** Runs every attempt, or those of some groups, against real sandbox processes of one setting. */
export function describeEscapes(
  name: string,
  setting: () => Setting,
  groups: readonly (keyof typeof ATTEMPTS)[] = GROUPS,
): void {
  describe(name, () => {
    let canaries: Canaries;
    let pool: SandboxPool;
    let sandbox: PooledSandbox;
    let started: SandboxStart;

    const begin = async (): Promise<void> => {
      sandbox = createSandbox({ pool });
      started = await sandbox.start([pictureFigure('image_1', 'THIS RUN....')], {
        maxPreviewPixels: 1e6,
      });
    };
    beforeAll(async () => {
      canaries = await Canaries.plant();
      const { node } = setting();
      pool = new SandboxPool(node === undefined ? {} : { node }, 1);
      // Another run, whose picture must never be seen from this one.
      const other = createSandbox({ pool });
      await other.start([pictureFigure('image_1', 'OTHER RUN!!!')], { maxPreviewPixels: 1e6 });
      await begin();
    });
    afterAll(async () => {
      await pool?.dispose();
      await canaries?.remove();
    });

    it('has the layers it should have', () => {
      const layers = Object.fromEntries(
        started.isolation.map((layer) => [layer.name, layer.inForce]),
      );
      expect(layers).toEqual({
        ...Object.fromEntries(Object.keys(layers).map((layer) => [layer, true])),
        'network below JavaScript': setting().networkBelow,
      });
    });

    for (const group of groups)
      describe(group, () => {
        it.each(ATTEMPTS[group])('$name', async (attempt) => {
          const seen = await sandbox.run(cell(canaries, attempt), LIMITS, never);
          expectHarmless(seen);
          // An attempt that is stopped from outside has hung: no attempt is meant to.
          expect(seen.error?.type).not.toBe('TimeLimit');
          expect(await canaries.harm()).toEqual([]);
          if (!attempt.mayEnd) expect(seen.error?.type).not.toBe('SandboxDied');
          if (await goesOn(sandbox)) return;
          expect(attempt.mayEnd, 'the next cell does not work').toBe(true);
          await sandbox.dispose();
          await begin();
          expect(await goesOn(sandbox), 'the next run does not work').toBe(true);
        });
      });

    it('does no harm when the attempts run as one and the process ends', async () => {
      await sandbox.dispose();
      expect(await canaries.harm()).toEqual([]);
    });
  });
}

function cell(canaries: Canaries, attempt: Attempt): string {
  return prelude(canaries.targets) + attempt.python;
}

/** Everything that reaches the host, as text. */
function textOf(seen: Observation): string {
  const images = seen.images.map(({ png, title }) => `${title ?? ''} ${latin1(png)}`);
  return [
    seen.stdout,
    seen.stderr,
    seen.value ?? '',
    JSON.stringify(seen.error ?? {}),
    ...seen.notes,
    ...images,
  ].join('\n');
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

function expectHarmless(seen: Observation): void {
  const text = textOf(seen);
  expect(text).not.toContain(SECRET);
  expect(text, 'the folder of the installation is private').not.toContain(INSTALLED);
  expect(text.split('\n').filter((line) => line.startsWith(ESCAPED))).toEqual([]);
  expect(text.length).toBeLessThan(4 * LIMITS.outputBytes);
  expect(seen.images.length).toBeLessThanOrEqual(LIMITS.images);
  for (const image of seen.images) {
    // What a page would decode is what was announced: a PNG of that size, within the limit.
    expect(latin1(image.png.subarray(0, 8))).toBe('\x89PNG\r\n\x1a\n');
    const header = new DataView(image.png.buffer, image.png.byteOffset);
    expect([header.getUint32(16), header.getUint32(20)]).toEqual([image.width, image.height]);
    expect(image.width * image.height).toBeLessThanOrEqual(LIMITS.imagePixels);
  }
}

/** Does the same run still compute, print and show? */
async function goesOn(sandbox: PooledSandbox): Promise<boolean> {
  const code =
    'print("on" + "ward")\nfigkit._display.show(image_1, title="probe")\nint(image_1.sum())';
  const seen = await sandbox.run(code, LIMITS, never);
  return (
    seen.stdout === 'onward\n' &&
    seen.error === undefined &&
    /^\d+$/.test(seen.value ?? '') &&
    seen.images.length === 1
  );
}
