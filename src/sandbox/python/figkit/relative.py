"""Coordinates from 0 to 1000, as some vision-language models speak them."""

from typing import Any

import numpy as np

from . import _figures
from ._pixels import as_array


def from_1000(image: Any, place: Any) -> list[int]:
    """A box [x1, y1, x2, y2] or a point [x, y] in coordinates from 0 to 1000 of ``image``, in source pixels of the figure.

    0 is the left or upper edge of what ``image`` shows, 1000 the right or lower one. Only for coordinates that are
    known to be such: numbers alone do not tell. An array that is not a view of a figure gives its own pixels.

    Raises ValueError for anything but two or four finite numbers from 0 to 1000.
    """
    try:
        values = np.asarray(place, dtype=float).ravel()
    except (TypeError, ValueError):
        values = np.empty(0)
    if len(values) not in (2, 4) or not np.isfinite(values).all() or (values < 0).any() or (values > 1000).any():
        raise ValueError(f'A box [x1, y1, x2, y2] or a point [x, y] with numbers from 0 to 1000 is needed; got {place!r}.')
    array = as_array(image)
    placement = _figures.placement_of(array)
    height, width = array.shape[:2]
    x1, y1, x2, y2 = placement.frame(array.shape).box if placement else (0, 0, width, height)
    start = np.array([x1, y1] * (len(values) // 2), dtype=float)
    size = np.array([x2 - x1, y2 - y1] * (len(values) // 2), dtype=float)
    return [int(round(value)) for value in start + values / 1000 * size]
