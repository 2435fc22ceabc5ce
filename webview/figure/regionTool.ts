import type { Box } from '../../src/figures/frame.ts';
import { fitBox, growBox, moveBox, type Size } from './geometry.ts';
import type { StageTool } from './Stage.tsx';

/** Draws a region: by dragging, or with the keys (arrows move it, with Shift they resize it, Escape leaves). */
export function regionTool(
  box: Box | undefined,
  size: Size,
  onBox: (box: Box) => void,
  onLeave: () => void,
): StageTool {
  const step = Math.max(1, Math.round(Math.min(size.width, size.height) / 100));
  return {
    cursor: 'crosshair',
    drag(from, to) {
      // A click is no region: it would be a single pixel.
      if (Math.abs(to[0] - from[0]) < 2 && Math.abs(to[1] - from[1]) < 2) return;
      onBox(fitBox([...from, ...to], size));
    },
    key({ key, shiftKey }) {
      if (key === 'Escape' || key === 'Enter') {
        if (key === 'Enter' && !box) onBox(middle(size));
        else onLeave();
        return true;
      }
      const by = {
        ArrowLeft: [-step, 0],
        ArrowRight: [step, 0],
        ArrowUp: [0, -step],
        ArrowDown: [0, step],
      }[key];
      if (!by) return false;
      const [dx = 0, dy = 0] = by;
      if (!box) onBox(middle(size));
      else onBox(shiftKey ? growBox(box, dx, dy, size) : moveBox(box, dx, dy, size));
      return true;
    },
  };
}

/** The middle half of the picture, to start from. */
function middle({ width, height }: Size): Box {
  return fitBox([width / 4, height / 4, (width * 3) / 4, (height * 3) / 4], { width, height });
}
