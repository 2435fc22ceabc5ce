"""Colour maps as tables of 256 colours."""

from typing import Any

import cv2
import numpy as np
import standins
from standins import _colors

__getattr__: Any = None

_OPENCV = (
    'viridis plasma inferno magma cividis turbo jet hot cool hsv bone pink spring summer autumn winter rainbow '
    'ocean parula twilight twilight_shifted'
).split()

#: Anchors from low to high, between which colours are mixed.
_MIXED = {
    'gray': '000000 ffffff',
    'binary': 'ffffff 000000',
    'Reds': 'fff5f0 fb6a4a 67000d',
    'Greens': 'f7fcf5 74c476 00441b',
    'Blues': 'f7fbff 6baed6 08306b',
    'Oranges': 'fff5eb fd8d3c 7f2704',
    'Purples': 'fcfbfd 9e9ac8 3f007d',
    'bwr': '0000ff ffffff ff0000',
    'seismic': '00004c 0000ff ffffff ff0000 7f0000',
    'coolwarm': '3b4cc0 dddddd b40426',
    'RdBu': '67001f f7f7f7 053061',
    'RdYlGn': 'a50026 ffffbf 006837',
    'RdYlBu': 'a50026 ffffbf 313695',
    'Spectral': '9e0142 fdae61 ffffbf abdda4 5e4fa2',
    'copper': '000000 9e643f ffc77f',
    'YlOrRd': 'ffffcc fd8d3c 800026',
}


class Colormap:
    """``colormap(values)`` gives RGBA, 0–1, of numbers 0–1 (or of integers 0–255)."""

    def __init__(self, name: str, table: np.ndarray) -> None:
        self.name, self.table, self.N = name, table, len(table)

    def __call__(self, values: Any, alpha: float | None = None, bytes: bool = False) -> Any:
        given = np.asarray(values)
        indices = given if given.dtype.kind in 'iu' else np.nan_to_num(given.astype(float)) * self.N
        rgb = self.table[np.clip(indices, 0, self.N - 1).astype(int)]
        rgba = np.concatenate([rgb / 255, np.full((*rgb.shape[:-1], 1), 1.0 if alpha is None else alpha)], axis=-1)
        rgba = (rgba * 255).astype(np.uint8) if bytes else rgba
        return tuple(rgba.tolist()) if rgba.ndim == 1 else rgba


def get_cmap(name: Any = None, lut: int | None = None) -> Colormap:
    """The colour map of that name; '_r' at its end reverses it."""
    if isinstance(name, Colormap):
        return name
    known = COLORMAPS.get(name or 'viridis')
    if known is None:
        raise ValueError(
            f"{name!r} is not a colour map of Figscope's small stand-in for matplotlib. "
            f'It has: {", ".join(sorted(_named()))}.'
        )
    return known


def _named() -> list[str]:
    return [name for name in COLORMAPS if not name.endswith('_r')]


def _tables() -> dict[str, np.ndarray]:
    levels = np.arange(256, dtype=np.uint8)[:, None]
    tables = {}
    for name in _OPENCV:
        code = getattr(cv2, f'COLORMAP_{name.upper()}', None)
        if code is not None:
            tables[name] = np.asarray(cv2.applyColorMap(levels, code))[:, 0, ::-1].astype(np.uint8)
    for name, anchors in _MIXED.items():
        points = np.array([_colors.from_hex(anchor) for anchor in anchors.split()], float)
        at = np.linspace(0, 1, len(points))
        tables[name] = np.stack([np.interp(np.linspace(0, 1, 256), at, points[:, c]) for c in range(3)], 1).astype(
            np.uint8
        )
    cycle = np.array([_colors.from_hex(color) for color in _colors.CYCLE], np.uint8)
    tables |= {
        'grey': tables['gray'],
        'Greys_r': tables['gray'],
        'Greys': tables['binary'],
        'tab10': cycle,
        'tab20': cycle,
    }
    return tables


COLORMAPS: dict[str, Colormap] = {}
for _name, _table in _tables().items():
    COLORMAPS[_name] = Colormap(_name, _table)
    if not _name.endswith('_r'):
        COLORMAPS.setdefault(f'{_name}_r', Colormap(f'{_name}_r', _table[::-1]))


def _missing(name: str) -> Any:
    if name in COLORMAPS:
        return COLORMAPS[name]
    return standins.missing_attribute(__name__)(name)


__getattr__ = _missing
