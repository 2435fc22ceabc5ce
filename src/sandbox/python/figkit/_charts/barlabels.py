"""Names of bars: the category at the bar, or the range of values that a histogram's bar covers."""

import numpy as np

from .axis import Axis
from .fills import Fill
from ..axes import AxesResult


def label_bars(fills: list[Fill], axes: AxesResult, vertical: bool) -> list[str | None]:
    """A label per bar, None where no tick belongs to it."""
    axis = axes.x if vertical else axes.y
    sides = [((f.x1, f.x2) if vertical else (f.y1, f.y2)) for f in fills]
    if axis is None or not axis.ticks:
        return [None] * len(fills)
    centers = [(a + b) / 2 for a, b in sides]
    width = float(np.median([b - a for a, b in sides]))
    if axis.kind == 'linear' and _has_bins(sides, axis, width):
        step = _common_step(sides, axis)
        return [_range(axis, a, b, step) for a, b in sides]
    places = np.array([tick.pixel for tick in axis.ticks])
    groups = _grouped(sides, places)
    spacing = float(np.min(np.diff(np.sort(places)))) if len(places) > 1 else 1e9
    if axis.kind == 'category' and len(fills) >= 3 and not groups and _has_bins(sides, axis, width):
        return [_at_edge(axis, a, b) for a, b in sides]
    labels: list[str | None] = []
    for center, (a, b) in zip(centers, sides):
        nearest = int(np.argmin(np.abs(places - center)))
        distance = abs(places[nearest] - center)
        reach = 0.5 * spacing if groups else max(0.5 * (b - a) + 2, 3)
        if distance <= reach:
            labels.append(axis.ticks[nearest].label or None)
        elif axis.kind == 'linear':
            labels.append(_number(axis, center))
        else:
            labels.append(None)
    return labels


def _grouped(sides: list[tuple[float, float]], places: np.ndarray) -> bool:
    """True where several bars stand side by side at one tick."""
    distinct = sorted({round((a + b) / 2) for a, b in sides})
    if len(places) < 2 or len(distinct) <= len(places):
        return False
    counts = [sum(int(np.argmin(np.abs(places - center))) == k for center in distinct) for k in range(len(places))]
    spacing = float(np.min(np.diff(np.sort(places))))
    off = [min(abs(places - center)) for center in distinct]
    return max(counts) >= 2 and max(off) <= 0.5 * spacing and len(distinct) <= 12 * len(places)


def _at_edge(axis: Axis, low: float, high: float) -> str | None:
    """The label of the tick at which the bar begins (months on a time axis)."""
    near = [t for t in axis.ticks if abs(t.pixel - low) <= 0.25 * (high - low) + 1]
    return near[0].label or None if near else None


def _has_bins(sides: list[tuple[float, float]], axis: Axis, width: float) -> bool:
    """True when the ticks stand at the edges of the bars, which touch, rather than at their middles."""
    ordered = sorted(set(sides))
    gaps = [b[0] - a[1] for a, b in zip(ordered, ordered[1:])]
    if gaps and float(np.median(gaps)) > max(3, 0.15 * width):
        return False
    places = np.array([tick.pixel for tick in axis.ticks])
    edges = np.array([edge for side in sides for edge in side])
    centers = np.array([(a + b) / 2 for a, b in sides])
    to_edge = np.median([np.abs(edges - place).min() for place in places])
    to_center = np.median([np.abs(centers - place).min() for place in places])
    return bool(to_edge < to_center)


def _common_step(sides: list[tuple[float, float]], axis: Axis) -> float | None:
    """The coarsest part of a tick step at whose multiples all bar edges lie, within two pixels."""
    values = sorted(t.value for t in axis.ticks if t.value is not None)
    if len(values) < 2 or axis.slope is None:
        return None
    whole = min(b - a for a, b in zip(values, values[1:]) if b > a)
    edges = np.array([axis.pixel_to_value(edge) for side in sides for edge in side], float)
    for parts in (1, 2, 3, 4, 5, 6, 8, 10):
        step = whole / parts
        if step / abs(axis.slope) < 6:
            break
        if np.abs(edges / step - np.round(edges / step)).max() * step / abs(axis.slope) <= 2.2:
            return step
    return None


def _range(axis: Axis, low: float, high: float, common: float | None) -> str | None:
    values = sorted(v for v in (axis.pixel_to_value(low), axis.pixel_to_value(high)) if v is not None)
    if len(values) < 2:
        return None
    step = common or _step(values[1] - values[0])
    return ' – '.join(f'{round(value / step) * step:.6g}' for value in values)


def _step(width: float) -> float:
    """A round step, about a fortieth of the width: bar edges are drawn within a pixel of the bin's."""
    return float(10.0 ** np.floor(np.log10(max(width, 1e-12) / 8)))


def _number(axis: Axis, center: float) -> str | None:
    value = axis.pixel_to_value(center)
    if value is None or axis.slope is None:
        return None
    step = float(10.0 ** np.ceil(np.log10(max(abs(axis.slope), 1e-12))))
    return f'{round(value / step) * step:.6g}'
