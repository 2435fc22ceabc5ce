"""The figures of a run: their original pixels, untouched by what cells do to ``image_1``."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from . import _cv2_frames
from ._frame import Placement
from ._image import FigureImage, locate, place
from ._pixels import to_rgb8


@dataclass(frozen=True)
class PixelSize:
    """Physical size of one source pixel."""

    x: float
    y: float
    unit: str

    def to_dict(self) -> dict[str, Any]:
        return {'x': self.x, 'y': self.y, 'unit': self.unit}

    def __str__(self) -> str:
        size = f'{self.x:.4g}' if abs(self.x - self.y) <= 1e-9 * self.x else f'{self.x:.4g}×{self.y:.4g}'
        return f'{size} {self.unit}/pixel'


@dataclass
class RegisteredFigure:
    """One figure: ``rgb`` is a private copy of the decoded pixels, ``raw`` the numbers as stored (16-bit…)."""

    id: str
    rgb: np.ndarray
    raw: np.ndarray | None
    pixel_size: PixelSize | None

    def whole(self) -> Placement:
        height, width = self.rgb.shape[:2]
        return Placement(self.id, 0, 0, 1, 1, width, height)


_FIGURES: dict[str, RegisteredFigure] = {}


def register(id: str, rgb: Any, raw: Any = None, pixel_size: Any = None) -> FigureImage:
    """Makes the FigureImage of a figure.

    ``rgb`` is height×width×3 uint8 (other arrays are brought to it as ``show`` would); ``pixel_size`` a PixelSize,
    a dict with x, y and unit, or (size, unit). The pixels are kept a second time, so that a cell which draws into
    ``image_1`` cannot change what later crops are cut from.
    """
    _cv2_frames.install()
    pixels = np.ascontiguousarray(to_rgb8(np.asarray(rgb)))
    figure = RegisteredFigure(
        id, pixels.copy(), None if raw is None else np.asarray(raw), as_pixel_size(pixel_size)
    )
    figure.rgb.setflags(write=False)
    _FIGURES[id] = figure
    return place(pixels if pixels is not rgb else pixels.copy(), figure.whole())


def get(id: str | None) -> RegisteredFigure | None:
    """The figure of that id, or None."""
    return _FIGURES.get(id) if id is not None else None


def clear() -> None:
    """Forgets all figures."""
    _FIGURES.clear()


def find_whole(array: np.ndarray) -> Placement | None:
    """The placement of an array that is, pixel for pixel, a whole figure."""
    for figure in _FIGURES.values():
        if array.shape == figure.rgb.shape and array.dtype == np.uint8 and np.array_equal(array, figure.rgb):
            return figure.whole()
    return None


def placement_of(array: np.ndarray) -> Placement | None:
    """Where an array lies: by what it carries, by shared memory, or because it equals a whole figure."""
    return locate(array) or (None if isinstance(array, FigureImage) else find_whole(array))


def as_pixel_size(value: Any) -> PixelSize | None:
    """PixelSize from what a caller may have: None, PixelSize, dict, (size, unit), or an object with x, y, unit."""
    if value is None or isinstance(value, PixelSize):
        return value
    if isinstance(value, dict):
        x, y, unit = value.get('x'), value.get('y', value.get('x')), value.get('unit')
    elif isinstance(value, (tuple, list)) and len(value) == 2:
        x, y, unit = value[0], value[0], value[1]
    elif isinstance(value, (tuple, list)) and len(value) == 3:
        x, y, unit = value
    elif all(hasattr(value, name) for name in ('x', 'y', 'unit')):
        x, y, unit = value.x, value.y, value.unit
    else:
        raise ValueError(f"A pixel size is (size, unit), for example (0.25, 'µm'); got {value!r}.")
    if not all(isinstance(v, (int, float, np.number)) and np.isfinite(v) and v > 0 for v in (x, y)):
        raise ValueError(f'A pixel size must be a positive number; got {value!r}.')
    return PixelSize(float(x), float(y), str(unit))
