import { readFile } from 'node:fs/promises';
import type { Figure } from '../../src/figures/figure.ts';
import { DEFAULT_LIMITS } from '../../src/reasoning/limits.ts';
import { createSandbox, SandboxPool, type PooledSandbox } from '../../src/sandbox/index.ts';
import { figureOf } from '../../test/fixtures/figure.ts';

const CELL = 'int(np.arange(10).sum()) + len(cv2.__version__)';
const CROP = 'figkit.show(image_1[1000:1800, 1000:2000])';
const PREVIEW = { maxPreviewPixels: DEFAULT_LIMITS.maxImagePixels };
const never = new AbortController().signal;

export interface OurTimes {
  /** From nothing to numpy, cv2 and figkit imported, with every probe of isolation. */
  readonly imported: number;
  /** From the question to the first cell's result, with a spare waiting. */
  readonly warmFirstCell: number;
  /** Figure in: sent, decoded, preview made. */
  readonly figureIn: number;
  /** Crop out: cut, encoded, checked, received. */
  readonly cropOut: number;
  readonly rss: number;
}

async function cell(sandbox: PooledSandbox, code: string) {
  const seen = await sandbox.run(code, DEFAULT_LIMITS.cell, never);
  if (seen.error) throw new Error(`${seen.error.type}: ${seen.error.message}`);
  return seen;
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const started = performance.now();
  const value = await work();
  return [performance.now() - started, value];
}

/** Waits until the spare is ready. A waiting spare does not keep the program alive, so something else has to. */
async function warm(pool: SandboxPool): Promise<void> {
  const alive = setInterval(() => undefined, 1_000);
  pool.warm();
  await pool.warmed;
  clearInterval(alive);
}

/** One measurement of each kind. */
export async function runOurs(image: string): Promise<OurTimes> {
  const cold = new SandboxPool({}, 0);
  const [imported, started] = await timed(() => cold.take());
  const rss = (await started.process.memory()) ?? 0;
  await cold.dispose();

  const pool = new SandboxPool({}, 1);
  await warm(pool);
  const sandbox = createSandbox({ pool });
  const [warmFirstCell] = await timed(async () => {
    await sandbox.start([], PREVIEW);
    await cell(sandbox, CELL);
  });
  await sandbox.dispose();

  await warm(pool);
  const second = createSandbox({ pool });
  const figure = asFigure(await readFile(image));
  const [figureIn] = await timed(() => second.start([figure], PREVIEW));
  const [cropOut, seen] = await timed(() => cell(second, CROP));
  if (seen.images[0]?.width !== 1000) throw new Error('The crop did not come back.');
  await second.dispose();
  await pool.dispose();
  return { imported, warmFirstCell, figureIn, cropOut, rss };
}

function asFigure(bytes: Uint8Array): Figure {
  return figureOf(bytes, { name: 'large.jpg', format: 'jpeg', width: 4000, height: 3000 });
}

/** Draws a 4000×3000 JPEG and gives its bytes. */
export async function drawLargeImage(): Promise<Uint8Array> {
  const sandbox = createSandbox();
  await sandbox.start([], PREVIEW);
  const { stdout } = await sandbox.run(
    `import base64
y, x = np.mgrid[0:3000, 0:4000].astype(np.float32)
image = np.dstack([x / 16, y / 12, (x + y) / 28]).astype(np.uint8)
noise = np.random.default_rng(1)
for _ in range(3000):
    centre = tuple(int(v) for v in noise.integers(0, 3000, 2))
    cv2.circle(image, centre, int(noise.integers(3, 30)), tuple(int(v) for v in noise.integers(0, 255, 3)), -1)
print(base64.b64encode(cv2.imencode('.jpg', image)[1]).decode())`,
    { ...DEFAULT_LIMITS.cell, timeMs: 60_000, outputBytes: 64 * 1024 * 1024 },
    never,
  );
  await sandbox.dispose();
  return Buffer.from(stdout.trim(), 'base64');
}
