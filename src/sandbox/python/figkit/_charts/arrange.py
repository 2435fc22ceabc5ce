"""Which way the bars run, which rectangles are bars, where they start."""

from dataclasses import dataclass, field

import numpy as np

from .axis import Axis
from .fills import Fill
from ..axes import AxesResult


@dataclass
class Arrangement:
    """The bars in reading order; ``baseline`` is the pixel along the value axis at which most of them start."""

    vertical: bool
    fills: list[Fill]
    baseline: float | None
    stacked: bool = False
    #: The value at the baseline is 0, and not the lower end of an axis that does not reach it.
    zero: bool = field(default=True)

    def shift(self, axis: Axis | None) -> float:
        """Pixels between where bars start and where the axis has its zero: lines and fills are often drawn half a
        pixel apart."""
        if axis is None or not axis.has_scale or self.baseline is None or axis.kind == 'log':
            return 0.0
        zero = axis.value_to_pixel(0.0)
        if zero is None or abs(zero - self.baseline) > 2.2:
            return 0.0
        starts = [near for near in (self.near(f) for f in self.fills) if abs(near - self.baseline) <= 1.2]
        # More than half a pixel comes from the axis line, which hides where the bars start.
        return float(np.clip(zero - np.median(starts), -0.5, 0.5)) if starts else 0.0

    def ends(self, fill: Fill, axis: Axis | None, shift: float) -> tuple[float | None, float | None]:
        """Values where the bar starts and ends."""
        if axis is None or not axis.has_scale:
            return None, None
        near, far = self.near(fill), self._far(fill)
        start, end = axis.pixel_to_value(near + shift), axis.pixel_to_value(far + shift)
        zero = axis.value_to_pixel(0.0)
        if start is not None and zero is not None and abs(near + shift - zero) <= 1.6:
            start = 0.0
        return start, end

    def from_edge(self, fill: Fill) -> bool:
        """True for a bar that starts at the baseline of an axis without zero: its end is its value."""
        return not self.zero and self.baseline is not None and abs(self.near(fill) - self.baseline) <= 2

    def sort(self) -> None:
        """Reading order: along the category axis, stacked ones from the baseline outwards."""
        if self.vertical:
            self.fills.sort(key=lambda f: (round((f.x1 + f.x2) / 2), -f.y2))
        else:
            self.fills.sort(key=lambda f: (round((f.y1 + f.y2) / 2), f.x1))

    def _edges(self, fill: Fill) -> tuple[float, float]:
        return (fill.y1, fill.y2) if self.vertical else (fill.x1, fill.x2)

    def near(self, fill: Fill) -> float:
        low, high = self._edges(fill)
        if self.baseline is None:
            return high if self.vertical else low
        if abs((low + high) / 2 - self.baseline) < 1e-9:
            return high if self.vertical else low
        return low if (low + high) / 2 > self.baseline else high

    def _far(self, fill: Fill) -> float:
        low, high = self._edges(fill)
        return high if self.near(fill) == low else low


def arrange(fills: list[Fill], axes: AxesResult) -> Arrangement | None:
    """Finds direction, baseline and order; rectangles that cannot be bars are dropped. None without bars."""
    if not fills or axes.plot_box is None:
        return None
    ways = [_along(fills, axes, vertical) for vertical in (True, False)]
    best = max(ways, key=lambda way: way[0])
    _, arrangement = best
    return arrangement if arrangement.fills else None


def _along(fills: list[Fill], axes: AxesResult, vertical: bool) -> tuple[float, Arrangement]:
    axis, other = (axes.y, axes.x) if vertical else (axes.x, axes.y)
    assert axes.plot_box is not None
    low, high = (axes.plot_box[1], axes.plot_box[3]) if vertical else (axes.plot_box[0], axes.plot_box[2])
    first = high if vertical else low
    zero = axis.value_to_pixel(0.0) if axis is not None and axis.kind == 'linear' else None
    has_zero = zero is not None and low - 3 <= zero <= high + 3
    baseline = zero if has_zero and zero is not None else first
    ends = [((f.y1, f.y2) if vertical else (f.x1, f.x2)) for f in fills]
    at_base = [min(abs(a - baseline), abs(b - baseline)) <= 2.2 for a, b in ends]
    chained = _chain(fills, vertical, at_base)
    used = [fill for fill, ok in zip(fills, chained) if ok]
    thick = [(f.width if vertical else f.height) for f in used]
    even = float(np.mean([abs(t - np.median(thick)) <= max(1.5, 0.12 * np.median(thick)) for t in thick])) if thick else 0.0
    total = sum(f.width * f.height for f in fills)
    score = 2.0 * sum(f.width * f.height for f in used) / max(total, 1) + 0.8 * even
    score += 0.5 * float(np.mean(at_base)) if fills else 0
    if axis is not None and axis.has_scale:
        score += 0.8
    if other is not None and other.kind == 'category':
        score += 0.8
    if axis is not None and axis.kind == 'category':
        score -= 0.8
    kept = used or fills
    floating = not any(at_base)
    stacked = any(not base for base, ok in zip(at_base, chained) if ok)
    arrangement = Arrangement(vertical, list(kept), None if floating else baseline, stacked and not floating, has_zero)
    return score, arrangement


def _chain(fills: list[Fill], vertical: bool, at_base: list[bool]) -> list[bool]:
    """Which rectangles stand on the baseline or, through others of the same place, on it; or float on their own."""
    used = list(at_base)
    spans = [((f.x1, f.x2), (f.y1, f.y2)) if vertical else ((f.y1, f.y2), (f.x1, f.x2)) for f in fills]
    changed = True
    while changed:
        changed = False
        for i, (side, ends) in enumerate(spans):
            if used[i]:
                continue
            for j, (side2, ends2) in enumerate(spans):
                overlap = min(side[1], side2[1]) - max(side[0], side2[0])
                same = overlap >= 0.6 * min(side[1] - side[0], side2[1] - side2[0])
                gap = max(ends[0] - ends2[1], ends2[0] - ends[1])
                if used[j] and same and -2 <= gap <= 4:
                    used[i] = changed = True
                    break
    if sum(used) < 0.3 * len(used):
        return [True] * len(used)
    return used
