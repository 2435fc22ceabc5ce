"""Boxes as callers write them: checked, in words, and cut to the image."""

from typing import Any

import numpy as np

from ._notes import note

Box = tuple[int, int, int, int]


def as_box(box: Any) -> tuple[float, float, float, float]:
    """Four finite numbers x1 < x2, y1 < y2 from a list, tuple, array or dict, else a ValueError that helps."""
    if isinstance(box, dict):
        box = [box.get(k) for k in ('x1', 'y1', 'x2', 'y2')]
    elif hasattr(box, 'box'):
        box = box.box
    try:
        values = [float(v) for v in np.asarray(box, dtype=float).ravel()]
    except (TypeError, ValueError):
        values = []
    if len(values) != 4:
        raise ValueError(f'A box is [x1, y1, x2, y2] in source pixels; got {box!r}.')
    x1, y1, x2, y2 = values
    if not np.isfinite(values).all():
        raise ValueError(f'A box needs four finite numbers [x1, y1, x2, y2]; got {box!r}.')
    if x2 <= x1 or y2 <= y1:
        hint = ''
        if x2 > 0 and y2 > 0:
            hint = f' If you meant [x, y, width, height], write {[_n(x1), _n(y1), _n(x1 + x2), _n(y1 + y2)]}.'
        raise ValueError(f'Box {[_n(v) for v in values]} is empty: x2 must be above x1 and y2 above y1.{hint}')
    return x1, y1, x2, y2


def clamp_box(box: Any, width: int, height: int, what: str = 'the figure') -> Box:
    """The box in whole pixels (rounded outwards) cut to width×height, with a note when something was cut off."""
    x1, y1, x2, y2 = as_box(box)
    if 0 <= x1 and 0 <= y1 and x2 <= 1.5 and y2 <= 1.5 and width > 4 and height > 4:
        pixels = [round(x1 * width), round(y1 * height), round(x2 * width), round(y2 * height)]
        raise ValueError(
            f'Box {[_n(v) for v in (x1, y1, x2, y2)]} looks like fractions. Boxes are in source pixels; '
            f'{what} is {width}×{height}, so that would be {pixels}.'
        )
    if x1 >= width or y1 >= height or x2 <= 0 or y2 <= 0:
        raise ValueError(
            f'Box {[_n(v) for v in (x1, y1, x2, y2)]} lies outside {what}, which is {width}×{height} pixels.'
        )
    inside = (
        max(0, int(np.floor(x1))),
        max(0, int(np.floor(y1))),
        min(width, int(np.ceil(x2))),
        min(height, int(np.ceil(y2))),
    )
    if x1 < 0 or y1 < 0 or x2 > width or y2 > height:
        given = [_n(v) for v in (x1, y1, x2, y2)]
        note(f'Box {given} reached beyond {what} ({width}×{height} pixels) and was cut to {list(inside)}.')
    return inside


def _n(value: float) -> float | int:
    return int(value) if value == int(value) else round(value, 4)
