import type { Sandbox, SandboxStart } from '../../reasoning/sandbox.ts';
import type { OneCell, OneCellResult } from '../contracts.ts';
import type { TableFigure } from '../session/table.ts';
import { runLimits } from '../settings.ts';
import type { Sandboxes } from './sandboxes.ts';

/**
 * Reads figures and runs one cell on them in a sandbox of its own.
 * @param reads one for each figure, called with its id: `image_1`, `image_2`…
 * @throws FigureError, SandboxError; the signal's reason when it is aborted
 */
export async function runOneCell(
  reads: readonly ((id: string) => Promise<TableFigure>)[],
  { code, atLeastMs = 0, signal }: OneCell,
  sandboxes: Sandboxes,
): Promise<OneCellResult> {
  signal.throwIfAborted();
  const figures = [];
  for (const [index, read] of reads.entries())
    figures.push((await read(`image_${index + 1}`)).figure);
  const { cell, maxImagePixels } = runLimits();
  const limits = { ...cell, timeMs: Math.max(cell.timeMs, atLeastMs) };
  const done = sandboxes.work();
  try {
    signal.throwIfAborted();
    const sandbox = await sandboxes.create();
    try {
      const start = sandbox.start(figures, { maxPreviewPixels: maxImagePixels });
      const { figures: prepared, notices } = await unlessAborted(start, sandbox, signal);
      const observation = await sandbox.run(code, limits, signal);
      const told = [...figures.flatMap((figure) => figure.notices), ...notices];
      return { figures, prepared, observation, notices: told };
    } finally {
      await sandbox.dispose();
    }
  } finally {
    done();
  }
}

/** A start does not listen to a signal; the end of its sandbox ends it. */
async function unlessAborted(
  start: Promise<SandboxStart>,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<SandboxStart> {
  const end = () => void sandbox.dispose();
  signal.addEventListener('abort', end, { once: true });
  try {
    return await start;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', end);
  }
}
