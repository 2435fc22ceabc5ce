"""Straight thin lines of a chart (axes, frames, gridlines, ticks) and the plot area that they span."""

from dataclasses import dataclass

import cv2
import numpy as np


@dataclass
class Line:
    """A horizontal line at ``at`` = y from ``start`` to ``end`` in x, or a vertical one with x and y exchanged.

    Positions are continuous: the middle of a one-pixel line in row 10 is 10.5.
    """

    at: float
    start: float
    end: float
    thickness: float
    strength: float
    #: Longest piece without a gap.
    longest: float = 0.0

    @property
    def length(self) -> float:
        return self.end - self.start


def find_lines(rgb: np.ndarray) -> tuple[list[Line], list[Line]]:
    """Horizontal and vertical lines, each at least an eighth of the image long in all its pieces together."""
    horizontal = _horizontal(rgb)
    vertical = _horizontal(np.ascontiguousarray(rgb.transpose(1, 0, 2)))
    return horizontal, vertical


def _horizontal(rgb: np.ndarray) -> list[Line]:
    height, width = rgb.shape[:2]
    reach = 2 + min(height, width) // 450
    values = rgb.astype(np.int16)
    padded = np.pad(values, ((reach, reach), (0, 0), (0, 0)), mode='edge')
    above, below = padded[:height], padded[2 * reach :]
    beyond = _off_blend(values, above, below)
    edge = (beyond > 9).astype(np.uint8)
    run = max(14, width // 40)
    edge = cv2.morphologyEx(edge, cv2.MORPH_OPEN, np.ones((1, run), np.uint8))
    strength = beyond * edge
    coverage = edge.sum(axis=1)
    rows = np.flatnonzero(coverage >= max(16, width / 8))
    lines: list[Line] = []
    for group in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1) if len(rows) else []:
        part = strength[group[0] : group[-1] + 1].astype(np.float64)
        weight = part.sum(axis=1)
        columns = np.flatnonzero(edge[group[0] : group[-1] + 1].any(axis=0))
        if len(group) > 2 * reach + 2 or weight.sum() == 0:
            continue
        lines.append(
            Line(
                float((weight * (group + 0.5)).sum() / weight.sum()),
                float(columns[0]),
                float(columns[-1] + 1),
                float(len(group)),
                float(weight.sum() / max(coverage[group].max(), 1)),
                _longest(edge[group[0] : group[-1] + 1].any(axis=0)),
            )
        )
    return lines


def _off_blend(values: np.ndarray, above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """How far colours are from any blend of those above and below: the blurred edge of an area is no line."""
    span = (below - above).astype(np.float32)
    rise = (values - above).astype(np.float32)
    share = np.clip((rise * span).sum(axis=2) / np.maximum((span * span).sum(axis=2), 1.0), 0.0, 1.0)
    return np.abs(rise - share[:, :, None] * span).max(axis=2)


def _longest(covered: np.ndarray) -> float:
    steps = np.flatnonzero(np.diff(np.concatenate([[0], covered.astype(np.int8), [0]])))
    return float((steps[1::2] - steps[::2]).max()) if len(steps) else 0.0


def plot_area(
    horizontal: list[Line], vertical: list[Line], shape: tuple[int, ...]
) -> tuple[float, float, float, float] | None:
    """[x1, y1, x2, y2] of the area that axes, frame and gridlines span, or None where there are too few lines."""
    height, width = shape[:2]
    long_h = [line for line in horizontal if line.length >= 0.2 * width and line.longest >= 0.07 * width]
    long_v = [line for line in vertical if line.length >= 0.2 * height and line.longest >= 0.07 * height]
    if not long_h and not long_v:
        return None
    if not long_h or not long_v:
        lines = long_h or long_v
        low, high = float(np.median([l.start for l in lines])), float(np.median([l.end for l in lines]))
        first, last = min(l.at for l in lines), max(l.at for l in lines)
        return (low, first, high, last) if long_h else (first, low, last, high)
    left = float(np.median([line.start for line in long_h]))
    right = float(np.median([line.end for line in long_h]))
    top = float(np.median([line.start for line in long_v]))
    bottom = float(np.median([line.end for line in long_v]))
    near = 0.03
    left = _snap(left, [l.at for l in long_v], near * width)
    right = _snap(right, [l.at for l in long_v], near * width)
    top = _snap(top, [l.at for l in long_h], near * height)
    bottom = _snap(bottom, [l.at for l in long_h], near * height)
    inside_v = [l.at for l in long_v if top - 3 <= l.end and l.start <= bottom + 3]
    inside_h = [l.at for l in long_h if left - 3 <= l.end and l.start <= right + 3]
    return (
        min([left, *inside_v]),
        min([top, *inside_h]),
        max([right, *inside_v]),
        max([bottom, *inside_h]),
    )


def _snap(value: float, places: list[float], reach: float) -> float:
    nearest = min(places, key=lambda place: abs(place - value), default=value)
    return nearest if abs(nearest - value) <= reach else value


def tick_marks(difference: np.ndarray, edge: float, low: float, high: float, outward: int) -> list[float]:
    """Positions of short marks that stand on one side of a vertical line.

    ``difference`` is the contrast to the ground (transpose it for the marks of a horizontal line), ``edge`` the
    line's x, ``low`` and ``high`` the range of y, ``outward`` −1 for marks left of it and +1 for right of it.
    """
    height, width = difference.shape
    near = int(np.floor(edge)) + (2 if outward > 0 else -2)
    columns = [near + outward * k for k in range(3)]
    if min(columns) < 0 or max(columns) >= width:
        return []
    start, stop = max(0, int(low) - 3), min(height, int(high) + 4)
    profile = difference[start:stop, columns].min(axis=1).astype(np.float64)
    if profile.size == 0 or profile.max() < 20:
        return []
    rows = np.flatnonzero(profile > max(20, 0.4 * profile.max()))
    marks = []
    for group in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1) if len(rows) else []:
        if len(group) <= 2 + height // 400:
            weight = profile[group]
            marks.append(float((weight * (group + 0.5)).sum() / weight.sum()) + start)
    return marks
