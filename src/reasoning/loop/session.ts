import type { Figure } from '../../figures/figure.ts';
import type { RunLimits } from '../limits.ts';
import type { MessageImage } from '../messages/imageLine.ts';
import type { Model } from '../model.ts';
import type { Sandbox } from '../sandbox.ts';
import { Dialogue } from './dialogue.ts';
import { prepare, type Prepared } from './prepare.ts';
import { SeenImages } from './seenImages.ts';

/** What a run has once its figures are in Python. */
export interface Session {
  readonly prepared: Prepared;
  readonly dialogue: Dialogue;
  readonly images: SeenImages;
  readonly previews: readonly MessageImage[];
}

/**
 * Starts the sandbox and writes the system message.
 * @throws RunFailure of kind `cancelled`, `figureError` or `sandboxError`
 */
export async function openSession(
  figures: readonly Figure[],
  model: Model,
  sandbox: Sandbox,
  limits: RunLimits,
  signal: AbortSignal,
): Promise<Session> {
  const { images: seesImages, profile } = model;
  const start = {
    maxPreviewPixels: limits.maxImagePixels,
    convention: profile.imageConvention,
  };
  const prepared = await prepare(figures, sandbox, start, signal);
  const { promptFigures, packages } = prepared;
  const images = new SeenImages(prepared.figures, seesImages, limits.images);
  return {
    prepared,
    dialogue: new Dialogue(profile, { figures: promptFigures, packages, limits, seesImages }),
    images,
    previews: prepared.figures.map(({ id, preview }) => images.addPreview(id, preview)),
  };
}
