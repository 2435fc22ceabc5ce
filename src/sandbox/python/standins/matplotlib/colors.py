"""Colours as numbers 0–1."""

from typing import Any

import standins
from standins import _colors

from .cm import Colormap

__all__ = ['Colormap', 'to_hex', 'to_rgb', 'to_rgba']
__getattr__ = standins.missing_attribute(__name__)


def to_rgba(c: Any, alpha: float | None = None) -> tuple[float, float, float, float]:
    """Raises ValueError for what is no colour."""
    found = _colors.plot_color(c)
    if found is None:
        raise ValueError(f'Invalid RGBA argument: {c!r}')
    r, g, b = (value / 255 for value in found[:3])
    return r, g, b, alpha if alpha is not None else (found[3] / 255 if len(found) == 4 else 1.0)


def to_rgb(c: Any) -> tuple[float, float, float]:
    return to_rgba(c)[:3]


def to_hex(c: Any, keep_alpha: bool = False) -> str:
    return '#' + ''.join(f'{round(value * 255):02x}' for value in to_rgba(c)[: 4 if keep_alpha else 3])


def rgb8(color: Any, default: Any = 'black') -> tuple[int, int, int]:
    """Not matplotlib's: (r, g, b), 0–255, for drawing."""
    r, g, b = to_rgb(default if color is None else color)
    return round(r * 255), round(g * 255), round(b * 255)
