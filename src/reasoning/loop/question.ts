import type { Figure } from '../../figures/figure.ts';
import type { Box } from '../../figures/frame.ts';
import { clampBox, wholePixels } from '../../figures/frameMath.ts';
import type { Mode } from '../events.ts';
import type { FigureSize } from '../gain/gain.ts';
import type { RunLimits } from '../limits.ts';
import type { Region } from '../messages/question.ts';
import type { Model, ModelProgress } from '../model.ts';
import type { Sandbox } from '../sandbox.ts';
import { RunFailure } from './failure.ts';

/** What is asked in a run that has its figures. */
export interface Inquiry {
  readonly text: string;
  /** Default `auto`. */
  readonly mode?: Mode;
  /** A region to look at, in source pixels; without `figure`, of the first figure. It is cut to the figure. */
  readonly region?: { readonly figure?: string; readonly box: Box };
}

/** A question about figures. */
export interface Question extends Omit<Inquiry, 'mode'> {
  readonly figures: readonly Figure[];
}

/** What a run needs. The caller owns the sandbox and disposes of it. */
export interface RunParts {
  readonly model: Model;
  readonly sandbox: Sandbox;
  /** Default `DEFAULT_LIMITS`. */
  readonly limits?: RunLimits;
  /** Name of the run; a new one when absent. */
  readonly id?: string;
  /** The clock of the events. */
  readonly now?: () => Date;
  /**
   * Told what a model on this machine does before its reply begins, and `undefined` once it begins. It is no event: nothing of it is
   * recorded. Must not throw.
   */
  readonly onProgress?: OnProgress;
}

export type OnProgress = (progress: ModelProgress | undefined) => void;

/**
 * The region of a question as whole pixels inside its figure.
 * @throws RunFailure of kind `figureError` when there is no such figure or nothing of the region is in it
 */
export function resolveRegion(
  region: Inquiry['region'],
  figures: readonly FigureSize[],
): Region | undefined {
  if (!region) return undefined;
  const id = region.figure ?? figures[0]?.id ?? 'image_1';
  const figure = figures.find((one) => one.id === id);
  if (!figure) throw new RunFailure('figureError', `There is no figure ${id} in this run.`);
  const inside = clampBox(region.box, figure.width, figure.height);
  if (!inside)
    throw new RunFailure(
      'figureError',
      `The region [${region.box.join(', ')}] is outside ${id}, which is ${figure.width}×${figure.height} px. Choose one inside it.`,
    );
  return { figure: id, box: wholePixels(inside) };
}

/** The cell that shows a region, cut from the original pixels and enlarged when it is small. */
export function regionCell({ figure, box }: Region): string {
  return [
    '# The region that the question is about',
    `figkit.show(figkit.zoom(${figure}, [${box.join(', ')}]), title="region")`,
  ].join('\n');
}
