import type { Box } from '../../figures/frame.ts';
import type { Region } from './question/intent.ts';
import type { Scene, SceneFigure } from './step.ts';

/** Box in source pixels of a region that a question names. */
export function regionBox(region: Region, figure: SceneFigure): Box {
  const { width, height } = figure;
  switch (region.type) {
    case 'box':
      return region.box;
    case 'corner': {
      const [x, y] = [Math.round(width / 2), Math.round(height / 2)];
      const [x1, x2] = region.x === 'left' ? [0, x] : [x, width];
      const [y1, y2] = region.y === 'top' ? [0, y] : [y, height];
      return [x1, y1, x2, y2];
    }
    case 'part':
      return partBox(region.part, region.share, width, height);
  }
}

function partBox(
  part: Extract<Region, { type: 'part' }>['part'],
  share: number,
  width: number,
  height: number,
): Box {
  const across = Math.round(width * share);
  const down = Math.round(height * share);
  switch (part) {
    case 'left':
      return [0, 0, across, height];
    case 'right':
      return [width - across, 0, width, height];
    case 'top':
      return [0, 0, width, down];
    case 'bottom':
      return [0, height - down, width, height];
    case 'centre': {
      const [left, top] = [Math.round((width - across) / 2), Math.round((height - down) / 2)];
      return [left, top, left + across, top + down];
    }
  }
}

/** The region asked about in a figure: the one the question names, else the one the user selected. */
export function askedBox(
  region: Region | undefined,
  figure: SceneFigure,
  scene: Scene,
): Box | undefined {
  if (region !== undefined) return regionBox(region, figure);
  return scene.region?.figure === figure.id ? scene.region.box : undefined;
}

/** A box as a Python list. */
export function python(box: Box): string {
  return `[${box.map((edge) => String(Math.round(edge))).join(', ')}]`;
}
