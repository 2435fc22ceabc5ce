import type { Figure } from '../../figures/figure.ts';
import type { RunFigure } from '../events.ts';
import type { PromptFigure } from '../prompt/context.ts';
import type { PackageStatus, PreparedFigure, Sandbox, SandboxStartOptions } from '../sandbox.ts';
import { untilAborted } from './abortable.ts';
import { RunFailure, sandboxFailure } from './failure.ts';

/** A run whose figures are in Python. */
export interface Prepared {
  readonly figures: readonly RunFigure[];
  readonly promptFigures: readonly PromptFigure[];
  readonly packages: readonly PackageStatus[];
  /** What the user should know before the first turn, each sentence once. */
  readonly notices: readonly string[];
}

/**
 * Starts the sandbox with the figures.
 * @throws RunFailure of kind `cancelled`, `figureError` or `sandboxError`
 */
export async function prepare(
  figures: readonly Figure[],
  sandbox: Sandbox,
  options: SandboxStartOptions,
  signal: AbortSignal,
): Promise<Prepared> {
  if (!figures.length)
    throw new RunFailure('figureError', 'There is no figure to ask about. Name at least one.');
  try {
    const started = sandbox.start(figures, options);
    const { figures: ready, packages, notices } = await untilAborted(started, signal);
    const pairs = figures.map((figure) => {
      const prepared = ready.find(({ id }) => id === figure.id);
      if (!prepared)
        throw new RunFailure('sandboxError', `The Python sandbox did not take ${figure.id}.`);
      return { figure, prepared };
    });
    const sentences = [
      ...pairs.flatMap(({ figure, prepared }) => [...figure.notices, ...prepared.notices]),
      ...notices,
    ];
    return {
      figures: await Promise.all(pairs.map(runFigure)),
      promptFigures: pairs.map(({ figure, prepared: { width, height } }) => ({
        id: figure.id,
        name: figure.name,
        width,
        height,
        page: figure.page,
        pages: figure.pages,
        ...(figure.pixelSize && { pixelSize: figure.pixelSize }),
        ...(figure.caption !== undefined && { caption: figure.caption }),
      })),
      packages,
      notices: [...new Set(sentences)],
    };
  } catch (error) {
    throw sandboxFailure(error);
  }
}

interface Pair {
  readonly figure: Figure;
  readonly prepared: PreparedFigure;
}

async function runFigure({ figure, prepared }: Pair): Promise<RunFigure> {
  const { id, name, path, pages, page, bytes } = figure;
  const { width, height, preview } = prepared;
  return {
    id,
    name,
    ...(path !== undefined && { path }),
    sha256: await sha256(bytes),
    width,
    height,
    ...(pages > 1 && { page }),
    preview,
  };
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
