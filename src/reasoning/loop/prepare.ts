import type { Figure } from '../../figures/figure.ts';
import type { RunFigure } from '../events.ts';
import type { RunLimits } from '../limits.ts';
import type { PromptFigure } from '../prompt/context.ts';
import type { PackageStatus, Sandbox } from '../sandbox.ts';
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
  limits: RunLimits,
  signal: AbortSignal,
): Promise<Prepared> {
  if (!figures.length)
    throw new RunFailure('figureError', 'There is no figure to ask about. Name at least one.');
  try {
    const started = sandbox.start(figures, { maxPreviewPixels: limits.maxImagePixels });
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
      figures: pairs.map(({ figure, prepared: { width, height, preview } }) => ({
        id: figure.id,
        name: figure.name,
        ...(figure.path !== undefined && { path: figure.path }),
        width,
        height,
        ...(figure.pages > 1 && { page: figure.page }),
        preview,
      })),
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
