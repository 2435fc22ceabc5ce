"""How far an axis reaches."""

import math
from typing import Any

#: Share of the range that is left free at both ends, as in matplotlib.
_MARGIN = 0.05


def of(axes: Any, axis: str) -> tuple[float, float]:
    """(low, high) as set, else from what is plotted; the first is at the left or at the bottom."""
    given = axes.limits[axis]
    if given is not None:
        return given
    low, high = _image_limits(axes, axis) or _data_limits(axes, axis)
    return (high, low) if axes.flipped[axis] else (low, high)


def _image_limits(axes: Any, axis: str) -> tuple[float, float] | None:
    if not axes.pictures:
        return None
    left, right, bottom, top = axes.pictures[-1].bounds
    return (left, right) if axis == 'x' else (bottom, top)


def _data_limits(axes: Any, axis: str) -> tuple[float, float]:
    first = 0 if axis == 'x' else 1
    extents = [extent for artist in axes.artists if (extent := artist.extent()) is not None]
    values = [v for extent in extents for v in (extent[first], extent[first + 2]) if math.isfinite(v)]
    log = axes.log[axis]
    if log:
        values = [v for v in values if v > 0]
    if not values:
        return (1.0, 10.0) if log else (0.0, 1.0)
    low, high = min(values), max(values)
    if log:
        spare = 10 ** (_MARGIN * (math.log10(high / low) or 1))
        return low / spare, high * spare
    spare = (high - low) * _MARGIN or max(abs(low) * _MARGIN, 0.05)
    # Bars stand on the axis.
    stands = axes.bars_on == axis and low == 0
    return (low if stands else low - spare), high + spare
