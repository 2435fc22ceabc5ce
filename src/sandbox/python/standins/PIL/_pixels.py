"""Single pixels and simple counts."""

from typing import Any

import numpy as np

from . import ImageColor


class PixelAccess:
    """``access[x, y]`` reads and writes one pixel."""

    def __init__(self, image: Any) -> None:
        self._image = image

    def __getitem__(self, xy: tuple[int, int]) -> Any:
        value = self._image._pixels.view(np.ndarray)[self._place(xy)].tolist()
        return tuple(value) if isinstance(value, list) else value

    def __setitem__(self, xy: tuple[int, int], value: Any) -> None:
        self._image._writable()[self._place(xy)] = ImageColor.getcolor(value, self._image.mode)

    def _place(self, xy: tuple[int, int]) -> tuple[int, int]:
        x, y = int(xy[0]), int(xy[1])
        width, height = self._image.size
        if not (-width <= x < width and -height <= y < height):
            raise IndexError(f'image index out of range: ({x}, {y}) in an image of {width}×{height} pixels')
        return y, x


def bbox(pixels: np.ndarray) -> tuple[int, int, int, int] | None:
    """The smallest box around everything that is not 0; None when all is 0."""
    filled = pixels != 0 if pixels.ndim == 2 else (pixels != 0).any(axis=2)
    rows, columns = np.flatnonzero(filled.any(axis=1)), np.flatnonzero(filled.any(axis=0))
    if not len(rows):
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def histogram(band: np.ndarray, chosen: np.ndarray | None) -> list[int]:
    """256 counts; numbers of more than 8 bits are spread from their smallest to their largest, as Pillow does."""
    values = band.ravel() if chosen is None else band[chosen]
    if values.dtype == np.uint8:
        return np.bincount(values, minlength=256).tolist()
    return np.histogram(values, 256)[0].tolist()
