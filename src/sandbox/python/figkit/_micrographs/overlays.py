"""Taking burned-in marks off a micrograph, so that they are not taken for objects."""

import cv2
import numpy as np

from .bar_shapes import BarShape, bar_shapes, info_strip, ink_mask


def without_overlays(rgb: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """The picture above its info strip with scale bar and lettering painted over, and what was done in words.

    The result has the width of the input; its height is smaller where a strip was cut off.
    """
    done: list[str] = []
    strip = info_strip(rgb)
    if strip is not None:
        rgb = rgb[:strip]
        done.append(f'The info strip below row {strip} was left out.')
    marks = np.zeros(rgb.shape[:2], np.uint8)
    for shape in bar_shapes(rgb):
        letters = _lettering(rgb, shape)
        if letters is not None:
            marks[letters] = 1
            marks[shape.y1 : shape.y2, shape.x1 : shape.x2] = 1
            done.append('A burned-in scale bar with its lettering was left out.')
            break
    if not marks.any():
        return np.ascontiguousarray(rgb), done
    marks = np.asarray(cv2.dilate(marks, np.ones((7, 7), np.uint8))).view(np.ndarray)
    painted = cv2.inpaint(np.ascontiguousarray(rgb), marks, 3, cv2.INPAINT_TELEA)
    return np.asarray(painted).view(np.ndarray), done


def _lettering(rgb: np.ndarray, shape: BarShape) -> np.ndarray | None:
    """Pixels of bar and glyphs of the same ink beside it, or None when nothing like lettering stands there."""
    patch = rgb[shape.y1 : shape.y2, shape.x1 : shape.x2].astype(np.float32)
    if patch.std() > 25 or shape.length < 3 * (shape.y2 - shape.y1):
        return None
    height, width = rgb.shape[:2]
    reach = max(45, round(0.45 * shape.length))
    x1, x2 = max(0, shape.x1 - reach), min(width, shape.x2 + reach)
    y1, y2 = max(0, shape.y1 - reach), min(height, shape.y2 + reach)
    ink = ink_mask(rgb[y1:y2, x1:x2], shape.ink, 60)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    labels = np.asarray(labels).view(np.ndarray)
    bar_label = labels[(shape.y1 + shape.y2) // 2 - y1, (shape.x1 + shape.x2) // 2 - x1]
    glyphs = [
        i
        for i in range(1, count)
        if i != bar_label and 6 <= stats[i, 3] <= 60 and 2 <= stats[i, 2] <= 60 and stats[i, 4] >= 10
        and stats[i, 4] < 0.85 * stats[i, 2] * stats[i, 3] + 12
    ]
    heights = [int(stats[i, 3]) for i in glyphs]
    if not 2 <= len(glyphs) <= 25:
        return None
    typical = float(np.median(heights))
    aligned = [i for i in glyphs if 0.45 * typical <= stats[i, 3] <= 1.8 * typical]
    bottoms = np.array([stats[i, 1] + stats[i, 3] for i in aligned])
    if len(aligned) < 2 or np.sum(np.abs(bottoms - np.median(bottoms)) <= 0.3 * typical + 1) < 2:
        return None
    found = np.zeros((height, width), bool)
    found[y1:y2, x1:x2] = np.isin(labels, [*aligned, int(bar_label)])
    return found
