import type { Figure } from '../figures/figure.ts';
import { DEFAULT_LIMITS } from '../reasoning/limits.ts';
import type { CellLimits, Observation } from '../reasoning/sandbox.ts';
import { EXIT } from './exit.ts';
import { sandboxFor, type SandboxFlags } from './sandboxes.ts';
import { Progress } from './terminal.ts';

export interface CellJob {
  readonly figures: readonly Figure[];
  readonly code: string;
  readonly limits: CellLimits;
  /** Shown while the cell runs. */
  readonly status: string;
}

/**
 * Runs one cell for a command and hands on what it gave; `report` decides about the exit code. Ctrl-C ends it with the
 * code of an interrupted program; the sandbox is gone in any case.
 */
export async function inSandbox(
  { figures, code, limits, status }: CellJob,
  flags: SandboxFlags,
  signal: AbortSignal,
  report: (observation: Observation, notices: readonly string[]) => Promise<number>,
): Promise<number> {
  const progress = new Progress();
  const sandbox = await sandboxFor(flags, progress);
  try {
    progress.status('Starting the sandbox…');
    const { maxImagePixels: maxPreviewPixels } = DEFAULT_LIMITS;
    const { notices } = await sandbox.start(figures, { maxPreviewPixels });
    for (const notice of notices) progress.status(notice);
    progress.status(status);
    const observation = await sandbox.run(code, limits, signal);
    progress.clear();
    return await report(observation, notices);
  } catch (error) {
    if (!signal.aborted) throw error;
    process.stderr.write('Stopped.\n');
    return EXIT.interrupted;
  } finally {
    progress.clear();
    await sandbox.dispose();
  }
}
