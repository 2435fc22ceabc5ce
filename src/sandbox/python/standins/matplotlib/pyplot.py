"""``plt``: the current figure, its current axes, and functions that go to them."""

from typing import Any

import numpy as np
import standins

from . import cm, colormaps, rc, rcParams
from .axes import Axes
from .cm import get_cmap
from .figure import Figure
from .gridspec import GridSpec
from .image import imread, imsave
from .lines import Line2D
from .patches import Circle, Polygon, Rectangle

__all__ = [  # fmt: skip
    'Axes',
    'Circle',
    'Figure',
    'GridSpec',
    'Line2D',
    'Polygon',
    'Rectangle',
    'cm',
    'colormaps',
    'get_cmap',
    'imread',
    'imsave',
    'rc',
    'rcParams',
]

_figures: dict[int, Figure] = {}
_current: list[int] = []
_axes: dict[int, Axes] = {}

#: plt.<name> → the method of the current axes.
_TO_AXES = {name: name for name in (
    'annotate arrow axhline axhspan axis axvline axvspan bar bar_label barh contour errorbar fill_between grid hist '
    'hlines imshow legend loglog margins matshow plot scatter semilogx semilogy step text tick_params vlines'
).split()} | {
    'title': 'set_title', 'xlabel': 'set_xlabel', 'ylabel': 'set_ylabel', 'xlim': 'set_xlim', 'ylim': 'set_ylim',
    'xscale': 'set_xscale', 'yscale': 'set_yscale', 'cla': 'clear',
}  # fmt: skip
#: plt.<name> → the method of the current figure.
_TO_FIGURE = {name: name for name in 'savefig suptitle tight_layout subplots_adjust colorbar'.split()} | {
    'clf': 'clear'
}


def __getattr__(name: str) -> Any:
    if name in _TO_AXES:
        return lambda *args, **options: getattr(gca(), _TO_AXES[name])(*args, **options)
    if name in _TO_FIGURE:
        return lambda *args, **options: getattr(gcf(), _TO_FIGURE[name])(*args, **options)
    if name in ('ion', 'ioff', 'draw', 'pause', 'set_cmap', 'gray', 'switch_backend'):
        return _nothing
    return standins.missing_attribute(__name__)(name)


def figure(num: Any = None, figsize: Any = None, dpi: Any = None, **options: Any) -> Figure:
    """A new figure, or the open one of that number."""
    number = num if isinstance(num, int) else max(_figures, default=0) + 1
    if number not in _figures:
        _figures[number] = Figure(figsize, dpi, **options)
        _figures[number].number = number
    if number in _current:
        _current.remove(number)
    _current.append(number)
    return _figures[number]


def gcf() -> Figure:
    return _figures[_current[-1]] if _current else figure()


def gca() -> Axes:
    chosen = gcf()
    current = _axes.get(chosen.number)
    return current if current is not None and current in chosen.axes else chosen.gca()


def axes(*_: Any, **__: Any) -> Axes:
    """The one axes of a figure; places of one's own choice are not known."""
    return subplot(1, 1, 1)


def subplot2grid(shape: Any, loc: Any, rowspan: int = 1, colspan: int = 1, **_: Any) -> Axes:
    rows, columns = (slice(start, start + span) for start, span in zip(loc, (rowspan, colspan)))
    return subplot(GridSpec(*shape)[rows, columns])


def sca(ax: Axes) -> None:
    figure(ax.figure.number)
    _axes[ax.figure.number] = ax


def subplot(*args: Any, **options: Any) -> Axes:
    made = gcf().add_subplot(*args, **options)
    _axes[gcf().number] = made
    return made


def subplots(
    nrows: int = 1, ncols: int = 1, *, figsize: Any = None, dpi: Any = None, squeeze: bool = True, **_: Any
) -> Any:
    made = figure(figsize=figsize, dpi=dpi)
    grid = made.subplots(nrows, ncols, squeeze)
    _axes[made.number] = grid if isinstance(grid, Axes) else np.ravel(grid)[-1]
    return made, grid


def xticks(ticks: Any = None, labels: Any = None, **_: Any) -> None:
    if ticks is not None:
        gca().set_xticks(ticks, labels)


def yticks(ticks: Any = None, labels: Any = None, **_: Any) -> None:
    if ticks is not None:
        gca().set_yticks(ticks, labels)


def get_fignums() -> list[int]:
    return sorted(_figures)


def show(*_: Any, **__: Any) -> None:
    """Shows all open figures in the observation and closes them."""
    for number in get_fignums():
        if _figures[number].axes:
            _figures[number].show()
    close('all')


def close(fig: Any = None) -> None:
    """Closes the current figure, the one given, or 'all'."""
    if fig == 'all':
        numbers = list(_figures)
    elif isinstance(fig, Figure):
        numbers = [fig.number]
    else:
        numbers = [fig] if isinstance(fig, int) else _current[-1:]
    for number in numbers:
        _figures.pop(number, None)
        _axes.pop(number, None)
        if number in _current:
            _current.remove(number)


def _nothing(*_: Any, **__: Any) -> None:
    """What has no meaning here."""


class _Styles:
    """``plt.style``: there is one style."""

    available: list[str] = ['default']

    def use(self, style: Any) -> None:
        _nothing(style)


style = _Styles()
