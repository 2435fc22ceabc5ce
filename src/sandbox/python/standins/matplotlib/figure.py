"""A figure: one or more axes, and the image that they make."""

from typing import Any

import cv2
import numpy as np
import standins
from figkit._image import locate, place
from figkit._notes import note
from figkit.view import resample

from . import _limits, _render
from ._view import View
from .axes import Axes
from .gridspec import Cell, GridSpec

__getattr__ = standins.missing_attribute(__name__)

#: Share of a plot that its image takes, and how far a small image is enlarged for it.
_IMAGE_SHARE = 0.77
_MAX_SCALE = 16.0


class Figure:
    def __init__(self, figsize: Any = None, dpi: Any = None, **_: Any) -> None:
        from . import rcParams

        self.figsize = tuple(float(v) for v in (figsize or rcParams['figure.figsize']))
        self.dpi = float(dpi or 100)
        self.axes: list[Axes] = []
        self.title = ''
        self.number = 0

    def __getattr__(self, name: str) -> Any:
        if name.startswith('_'):
            raise AttributeError(name)
        raise AttributeError(standins.missing(f'matplotlib.figure.Figure.{name}'))

    def pixel_size(self) -> tuple[int, int]:
        """Width and height; drawn at 100 dots per inch, whatever ``dpi`` says, and no larger than 3000."""
        width, height = (max(80, round(v * 100)) for v in self.figsize)
        factor = min(1, 3000 / max(width, height))
        return round(width * factor), round(height * factor)

    def add_subplot(self, *args: Any, **_: Any) -> Axes:
        """(rows, columns, index), or the three as one number; index counts from 1 and may be (first, last)."""
        if len(args) == 1 and isinstance(args[0], int) and args[0] > 99:
            args = tuple(int(digit) for digit in str(args[0]))
        if len(args) == 1 and isinstance(args[0], Cell):
            return self._axes_at(args[0])
        rows, columns, index = args if len(args) == 3 else (1, 1, 1)
        first, last = index if isinstance(index, (tuple, list)) else (index, index)
        if not 1 <= first <= last <= rows * columns:
            raise ValueError(f'num must be an integer with 1 <= num <= {rows * columns}, not {index!r}')
        return self._axes_at(Cell((int(rows), int(columns), int(first) - 1, int(last) - 1)))

    def add_gridspec(self, nrows: int = 1, ncols: int = 1, **_: Any) -> GridSpec:
        return GridSpec(nrows, ncols)

    def _axes_at(self, cell: Cell) -> Axes:
        same = next((axes for axes in self.axes if axes.cell == cell), None)
        if same is None:
            same = Axes(self, cell)
            self.axes.append(same)
        return same

    def subplots(self, nrows: int = 1, ncols: int = 1, squeeze: bool = True, **_: Any) -> Any:
        made = np.empty(nrows * ncols, dtype=object)
        for i in range(nrows * ncols):
            made[i] = self.add_subplot(nrows, ncols, i + 1)
        grid = made.reshape(nrows, ncols)
        if not squeeze:
            return grid
        return grid[0, 0] if grid.size == 1 else grid.ravel() if 1 in grid.shape else grid

    def suptitle(self, t: Any, **_: Any) -> None:
        self.title = str(t)

    def get_suptitle(self) -> str:
        return self.title

    def gca(self) -> Axes:
        return self.axes[-1] if self.axes else self.add_subplot(1, 1, 1)

    def get_axes(self) -> list[Axes]:
        return list(self.axes)

    def clear(self, *_: Any) -> None:
        self.axes, self.title = [], ''

    clf = clear

    def set_size_inches(self, w: Any, h: Any = None, **_: Any) -> None:
        self.figsize = (float(w), float(h)) if h is not None else (float(w[0]), float(w[1]))

    def get_size_inches(self) -> np.ndarray:
        return np.array(self.figsize)

    def tight_layout(self, *_: Any, **__: Any) -> None:
        """Text has its room anyway."""

    subplots_adjust = autofmt_xdate = tight_layout

    def colorbar(self, *_: Any, **__: Any) -> None:
        """Only says that there is none."""
        note("Figscope's small stand-in for matplotlib draws no colour bar; print the range of the numbers instead.")

    def savefig(self, fname: Any, format: Any = None, **_: Any) -> None:
        """Writes the picture as an image file. Vector formats are not known."""
        from PIL import Image

        Image.fromarray(self.picture()[0]).save(fname, format or ('png' if hasattr(fname, 'write') else None))

    def show(self, *_: Any, **__: Any) -> None:
        import figkit

        pixels, title = self.picture()
        figkit.show(pixels, title=title or None)

    def picture(self) -> tuple[np.ndarray, str]:
        """``(RGB pixels, caption)``. The pixels lie on a figure where the plot is nothing but a region of it."""
        drawn = [axes for axes in self.axes if axes.pictures or axes.artists or axes.title]
        if len(drawn) == 1 and (image := self._image_of(drawn[0])) is not None:
            return image, ' – '.join(text for text in (self.title, drawn[0].title) if text)
        note("Plots are drawn plainly, by Figscope's small stand-in for matplotlib.")
        return _render.canvas_of(self), self.title or (drawn[0].title if len(drawn) == 1 else '')

    def _image_of(self, axes: Axes) -> np.ndarray | None:
        """The one image of an axes at its own resolution, with what was drawn on it; None for any other plot."""
        if len(axes.pictures) != 1 or axes.xlabel or axes.ylabel or axes.has_legend or any(axes.log.values()):
            return None
        picture = axes.pictures[0]
        xlim, ylim = _limits.of(axes, 'x'), _limits.of(axes, 'y')
        if not picture.plain or picture.alpha < 1 or xlim[0] >= xlim[1] or ylim[0] <= ylim[1]:
            return None
        if axes.shows_axis and not picture.coloured and locate(picture.rgb) is None:
            return None
        height, width = picture.rgb.shape[:2]
        x1, x2 = max(0, int(np.floor(xlim[0] + 0.5))), min(width, int(np.ceil(xlim[1] + 0.5)))
        y1, y2 = max(0, int(np.floor(ylim[1] + 0.5))), min(height, int(np.ceil(ylim[0] + 0.5)))
        if x1 >= x2 or y1 >= y2:
            return None
        part = picture.rgb[y1:y2, x1:x2]
        part = _enlarged(place(part, locate(part)), _IMAGE_SHARE * max(self.pixel_size()), picture.smooth)
        if not axes.artists:
            return part
        canvas = np.array(part.view(np.ndarray))
        size = canvas.shape[1], canvas.shape[0]
        view = View(canvas, (0, 0, *size), (x1 - 0.5, x2 - 0.5), (y2 - 0.5, y1 - 0.5), (False, False))
        # Lines are as wide in relation to the image as they would be in the plot.
        view.point *= max(1.0, max(size) / (_IMAGE_SHARE * max(self.pixel_size())))
        for artist in axes.artists:
            artist.draw(view)
        return place(canvas, locate(part))


def _enlarged(image: Any, wanted: float, smooth: bool) -> Any:
    """A small image brought to about ``wanted`` pixels; a large one as it is."""
    height, width = image.shape[:2]
    scale = min(wanted / max(width, height), _MAX_SCALE)
    scale = float(np.floor(scale)) if scale >= 2 else scale
    if scale <= 1:
        return image
    size = (round(width * scale), round(height * scale))
    if smooth:
        return resample(image, size)
    placement = locate(image)
    pixels = np.asarray(cv2.resize(np.ascontiguousarray(image.view(np.ndarray)), size, interpolation=cv2.INTER_NEAREST))
    return place(pixels, placement.resized(image.shape, pixels.shape) if placement else None)
