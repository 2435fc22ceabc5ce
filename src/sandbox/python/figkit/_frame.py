"""Where an image lies on its figure.

A *frame* is what the user sees: ``{figure, box, scale}``, the box in source pixels of the figure. A *placement*
is what an array carries: origin and scale per axis; together with the array's shape it gives the frame, so that a
frame can never contradict the size of its image.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Frame:
    """Which region of which figure an image shows.

    ``box`` is (x1, y1, x2, y2) in source pixels, x2 and y2 exclusive; ``scale`` is image pixels per source pixel
    along x.
    """

    figure: str
    box: tuple[float, float, float, float]
    scale: float

    def to_dict(self) -> dict[str, Any]:
        return {'figure': self.figure, 'box': [_tidy(v) for v in self.box], 'scale': _tidy(self.scale)}

    def __str__(self) -> str:
        box = ', '.join(f'{v:g}' for v in (round(v, 1) for v in self.box))
        return f'{self.figure} [{box}] ×{self.scale:.3g}'


@dataclass(frozen=True)
class Placement:
    """Source position of an array: its pixel edge (i, j) lies at (x0 + i / sx, y0 + j / sy)."""

    figure: str
    x0: float
    y0: float
    sx: float
    sy: float
    #: Size of the whole figure; frames are cut to it.
    width: int
    height: int

    def frame(self, shape: tuple[int, ...]) -> Frame:
        x2 = min(self.x0 + shape[1] / self.sx, self.width)
        y2 = min(self.y0 + shape[0] / self.sy, self.height)
        return Frame(self.figure, (max(self.x0, 0), max(self.y0, 0), x2, y2), self.sx)

    def to_image(self, x: float, y: float) -> tuple[float, float]:
        """Source pixels → pixels of the array."""
        return (x - self.x0) * self.sx, (y - self.y0) * self.sy

    def to_source(self, x: float, y: float) -> tuple[float, float]:
        """Pixels of the array → source pixels."""
        return self.x0 + x / self.sx, self.y0 + y / self.sy

    def resized(self, old: tuple[int, ...], new: tuple[int, ...]) -> 'Placement':
        """The placement after the whole array was resampled from shape ``old`` to shape ``new``."""
        sx, sy = self.sx * new[1] / old[1], self.sy * new[0] / old[0]
        return Placement(self.figure, self.x0, self.y0, sx, sy, self.width, self.height)


def view_placement(view: np.ndarray, base: np.ndarray, placement: Placement) -> Placement | None:
    """The placement of ``view``, read off its memory relative to ``base``, or None where it is not a plain region.

    Slices and steps (also per axis) and channel picks have one; flips, transposes, reshapes and copies have none.
    """
    if view.size == 0 or view.ndim not in (2, 3) or view.itemsize != base.itemsize:
        return None
    if view.ndim == 3 and base.ndim == 2 and view.shape[2] != 1:
        return None
    if view.ndim == 3 and view.shape[2] > 1 and abs(view.strides[2]) != abs(base.strides[2]):
        return None
    row, column = base.strides[:2]
    if row <= 0 or column <= 0:
        return None
    offset = view.__array_interface__['data'][0] - base.__array_interface__['data'][0]
    if offset < 0:
        return None
    y, rest = divmod(offset, row)
    x = rest // column
    step_y = _step(view.strides[0], row, view.shape[0])
    step_x = _step(view.strides[1], column, view.shape[1])
    if step_x is None or step_y is None:
        return None
    if y + (view.shape[0] - 1) * step_y >= base.shape[0] or x + (view.shape[1] - 1) * step_x >= base.shape[1]:
        return None
    return Placement(
        placement.figure,
        placement.x0 + x / placement.sx,
        placement.y0 + y / placement.sy,
        placement.sx / step_x,
        placement.sy / step_y,
        placement.width,
        placement.height,
    )


def _step(stride: int, unit: int, length: int) -> int | None:
    if length == 1:
        return 1
    return stride // unit if stride > 0 and stride % unit == 0 else None


def _tidy(value: float) -> float | int:
    rounded = round(float(value), 4)
    return int(rounded) if rounded == int(rounded) else rounded
