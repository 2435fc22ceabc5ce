import type { Figure } from '../figures/figure.ts';
import { readFigure } from '../figures/readFigure.ts';

/**
 * Reads the figures of a command as `image_1`, `image_2`…
 * @param page of each, from 1
 * @throws FigureError for the first that cannot be read
 */
export function readFigures(paths: readonly string[], page?: number): Promise<Figure[]> {
  const ofPage = page === undefined ? {} : { page };
  return Promise.all(
    paths.map((path, index) => readFigure(path, { ...ofPage, id: `image_${index + 1}` })),
  );
}
