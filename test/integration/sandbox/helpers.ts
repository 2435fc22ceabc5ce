import { afterAll } from 'vitest';
import type { Figure, FigureFormat } from '../../../src/figures/figure.ts';
import { DEFAULT_LIMITS } from '../../../src/reasoning/limits.ts';
import type {
  CellLimits,
  Observation,
  SandboxStartOptions,
} from '../../../src/reasoning/sandbox.ts';
import { SandboxPool, createSandbox, type PooledSandbox } from '../../../src/sandbox/index.ts';
import { figureOf } from '../../fixtures/figure.ts';

export const LIMITS: CellLimits = DEFAULT_LIMITS.cell;
const PREVIEW = { maxPreviewPixels: 100_000 };

const pool = new SandboxPool({}, 1);
afterAll(() => pool.dispose());

/** A started sandbox of this file's pool, and a short way to run cells in it. */
export async function startSandbox(
  figures: readonly Figure[] = [],
  options: Partial<SandboxStartOptions> = {},
) {
  const sandbox = createSandbox({ pool });
  const start = await sandbox.start(figures, { ...PREVIEW, ...options });
  return { sandbox, start, run: runner(sandbox) };
}

export function runner(sandbox: PooledSandbox) {
  return (
    code: string,
    limits: Partial<CellLimits> = {},
    signal?: AbortSignal,
  ): Promise<Observation> =>
    sandbox.run(code, { ...LIMITS, ...limits }, signal ?? new AbortController().signal);
}

/** A figure around bytes that a test made. */
export function figure(
  bytes: Uint8Array,
  format: FigureFormat,
  details: Partial<Figure> = {},
): Figure {
  return figureOf(bytes, { name: `drawn.${format}`, format, ...details });
}

/** Runs a cell that leaves the bytes of a file in `data`, and gives those bytes. */
export async function makeFile(run: ReturnType<typeof runner>, code: string): Promise<Uint8Array> {
  const { stdout, error } = await run(
    `${code}\nimport base64\nprint(base64.b64encode(bytes(data)).decode())`,
  );
  if (error) throw new Error(`${error.type}: ${error.message}`);
  return new Uint8Array(Buffer.from(stdout.trim(), 'base64'));
}
