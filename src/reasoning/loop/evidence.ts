import type { Frame } from '../../figures/frame.ts';
import { clampBox } from '../../figures/frameMath.ts';
import type { Evidence } from '../events.ts';
import type { FigureSize } from '../gain/gain.ts';

/** Images that a run has produced, by name; the previews of the figures are among them. */
export type KnownImages = ReadonlyMap<string, { readonly frame?: Frame }>;

/**
 * Checks the evidence of an answer against the run. Evidence that cites an image or a region which does not exist is
 * dropped with a sentence; evidence from an image gets that image's frame.
 */
export function checkEvidence(
  evidence: readonly Evidence[],
  images: KnownImages,
  figures: readonly FigureSize[],
): { evidence: Evidence[]; dropped: string[] } {
  const kept: Evidence[] = [];
  const dropped: string[] = [];
  for (const item of evidence) {
    const { image, frame } = item;
    if (image !== undefined) {
      const known = images.get(image);
      if (known) kept.push({ ...item, ...(known.frame && { frame: known.frame }) });
      else dropped.push(`The answer cites ${image}, which this run never produced: dropped.`);
    } else if (frame) {
      const inside = insideFigure(frame, figures);
      if (inside) kept.push({ ...item, frame: inside });
      else
        dropped.push(
          `The answer cites a region outside ${frame.figure} or of no figure of this run: dropped.`,
        );
    } else kept.push(item);
  }
  return { evidence: kept, dropped };
}

/** Names of images that evidence cites and the run never produced. */
export function inventedImages(evidence: readonly Evidence[], images: KnownImages): string[] {
  return evidence.flatMap(({ image }) =>
    image !== undefined && !images.has(image) ? [image] : [],
  );
}

/** Names like `t9-1` in a text that no image of the run has. */
export function unknownCitations(text: string, images: KnownImages): string[] {
  const cited = [...text.matchAll(/\[(t\d+(?:r\d+)?-\d+)\]/gu)].map(([, name = '']) => name);
  return [...new Set(cited)].filter((name) => !images.has(name));
}

function insideFigure(frame: Frame, figures: readonly FigureSize[]): Frame | undefined {
  const figure = figures.find(({ id }) => id === frame.figure);
  const box = figure && clampBox(frame.box, figure.width, figure.height);
  return box && { ...frame, box };
}
