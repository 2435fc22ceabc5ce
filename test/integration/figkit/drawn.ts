import { expect } from 'vitest';
import type { Observation } from '../../../src/reasoning/sandbox.ts';

/** Python that the tests of figkit share: pictures whose truth is known. */
export const DRAW = `
import figkit, numpy as np, cv2, json
from figkit import _figures
rng = np.random.default_rng(3)

def discs(places, radius, back, ink, size=(400, 500), noise=4.0):
    """Discs of value ink on back, blurred by a pixel, with noise; values may be colours."""
    canvas = np.empty((*size, 3)); canvas[:] = back
    for x, y in places:
        cv2.circle(canvas, (int(x), int(y)), radius, ink if np.ndim(ink) else (ink,) * 3, -1, cv2.LINE_AA)
    canvas = cv2.GaussianBlur(canvas, (0, 0), 1.0)
    return np.clip(canvas + rng.normal(0, noise, canvas.shape), 0, 255).astype(np.uint8)

def grid(columns, rows, step=60, start=50):
    return [(start + step * i, start + step * j) for j in range(rows) for i in range(columns)]

def scale(ink, back, text, length=120, ticks=False, below=False, size=(300, 420)):
    """A noisy picture with a scale bar in its lower right; the bar is length pixels long."""
    canvas = np.clip(rng.normal(back, 6, (*size, 3)), 0, 255).astype(np.uint8)
    x, y = size[1] - length - 40, size[0] - 45
    canvas[y:y + 5, x:x + length] = ink
    if ticks:
        canvas[y - 5:y + 10, x:x + 2] = ink; canvas[y - 5:y + 10, x + length - 2:x + length] = ink
    cv2.putText(canvas, text, (x + 15, y + 32 if below else y - 12), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (ink,) * 3, 2, cv2.LINE_AA)
    return canvas

def view(rgb, **more):
    return _figures.register('drawn', rgb, **more)
`;

/** The JSON that a cell printed; a failed cell fails the test with its message. */
export function printed(seen: Observation): unknown {
  expect(seen.error).toBeUndefined();
  return JSON.parse(seen.stdout.trim().split('\n').at(-1) ?? '');
}
