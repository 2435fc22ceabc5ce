"""Legends: small swatches of a series colour outside the plot, with a text to their right."""

from typing import Any

import cv2
import numpy as np

from .._text.ink import Word, join_words


def read_legend(rgb: np.ndarray, words: list[Word], colors: list[tuple[int, int, int]], box: Any) -> dict[tuple[int, int, int], str]:
    """Name per colour, for those that have a swatch."""
    outside = np.ones(rgb.shape[:2], np.uint8)
    outside[int(box[1]) : int(np.ceil(box[3])), int(box[0]) : int(np.ceil(box[2]))] = 0
    lines = join_words([w for w in words if w.text and not w.vertical], reach=0.7)
    names: dict[tuple[int, int, int], str] = {}
    for color in colors:
        near = (np.abs(rgb.astype(np.int16) - np.array(color)).max(axis=2) <= 20).astype(np.uint8) & outside
        count, _, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
        for index in range(1, count):
            x, y, w, h, area = (int(v) for v in stats[index])
            if not (4 <= w <= 90 and 3 <= h <= 60 and area >= 0.7 * w * h):
                continue
            text = _right_of(lines, x + w, y + h / 2, max(w, h))
            if text:
                names[color] = text
                break
    return names


def _right_of(lines: list[list[Word]], edge: float, middle: float, size: float) -> str | None:
    best: tuple[float, str] | None = None
    for line in lines:
        top, bottom = min(w.box[1] for w in line), max(w.box[3] for w in line)
        for start, word in enumerate(line):
            gap = word.box[0] - edge
            if -1 <= gap <= 2.5 * size + 6 and top - 3 <= middle <= bottom + 3:
                text = ' '.join(w.text for w in line[start:])
                rank = abs(middle - (top + bottom) / 2) + 0.2 * gap
                if best is None or rank < best[0]:
                    best = (rank, text)
    return best[1] if best else None
