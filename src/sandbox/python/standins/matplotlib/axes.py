"""An axes: takes what is plotted; ``_render`` draws it."""

from typing import Any

import standins

from . import _limits, _picture
from ._artists import Artist
from ._options import pair
from ._plots import Plots

__getattr__ = standins.missing_attribute(__name__)


class Axes(Plots):
    """One set of axes in a figure; ``cell`` = (rows, columns, first, last) says where."""

    #: Says that text stands at fractions of the axes.
    transAxes = 'axes fraction'  # noqa: N815

    def __init__(self, figure: Any, cell: tuple[int, int, int, int] = (1, 1, 0, 0)) -> None:
        self.figure, self.cell = figure, cell
        self.clear()

    def clear(self) -> None:
        self.artists: list[Artist] = []
        self.pictures: list[_picture.Picture] = []
        self.title = self.xlabel = self.ylabel = ''
        self.shows_axis, self.has_grid, self.has_legend = True, False, False
        self.legend_entries: list[tuple[Artist, str]] | None = None
        self.legend_place = 'upper right'
        self.limits: dict[str, tuple[float, float] | None] = {'x': None, 'y': None}
        self.flipped = {'x': False, 'y': False}
        self.log = {'x': False, 'y': False}
        self.marks: dict[str, tuple[list[float], list[str] | None] | None] = {'x': None, 'y': None}
        self.names: dict[str, list[str]] = {'x': [], 'y': []}
        self.aspect = 'auto'
        self.colors_used = 0
        self.bars_on = ''

    cla = clear

    def __getattr__(self, name: str) -> Any:
        if name.startswith('_'):
            raise AttributeError(name)
        raise AttributeError(standins.missing(f'matplotlib.axes.Axes.{name}'))

    def imshow(
        self,
        X: Any,
        cmap: Any = None,
        norm: Any = None,
        *,
        aspect: Any = None,
        interpolation: Any = None,
        alpha: Any = None,
        vmin: Any = None,
        vmax: Any = None,
        origin: str | None = None,
        extent: Any = None,
        **_: Any,
    ) -> Any:  # noqa: N803
        picture = _picture.make(X, cmap, vmin, vmax, alpha, extent, origin or 'upper', interpolation)
        self.pictures.append(picture)
        self.aspect = aspect if isinstance(aspect, str) else 'equal'
        return picture

    matshow = imshow

    def add_patch(self, patch: Any) -> Any:
        self.artists.append(patch)
        # Patches on an image do not widen it.
        patch.widens = not self.pictures
        return patch

    add_artist = add_line = add_patch

    def set_title(self, label: Any, *_: Any, **__: Any) -> None:
        self.title = str(label)

    def get_title(self) -> str:
        return self.title

    def set_xlabel(self, xlabel: Any, *_: Any, **__: Any) -> None:
        self.xlabel = str(xlabel)

    def set_ylabel(self, ylabel: Any, *_: Any, **__: Any) -> None:
        self.ylabel = str(ylabel)

    def set_xlim(self, left: Any = None, right: Any = None, **options: Any) -> tuple[float, float]:
        return self._set_limits('x', options.get('xmin', left), options.get('xmax', right))

    def set_ylim(self, bottom: Any = None, top: Any = None, **options: Any) -> tuple[float, float]:
        return self._set_limits('y', options.get('ymin', bottom), options.get('ymax', top))

    def get_xlim(self) -> tuple[float, float]:
        return _limits.of(self, 'x')

    def get_ylim(self) -> tuple[float, float]:
        return _limits.of(self, 'y')

    def _set_limits(self, axis: str, low: Any, high: Any) -> tuple[float, float]:
        if low is not None and high is None and not hasattr(low, '__len__'):
            high = _limits.of(self, axis)[1]
        elif low is None and high is not None:
            low = _limits.of(self, axis)[0]
        given = pair(low, high)
        if given is not None:
            self.limits[axis], self.flipped[axis] = given, False
        return _limits.of(self, axis)

    def axis(self, arg: Any = None, **options: Any) -> tuple[float, float, float, float]:
        if arg in ('off', False):
            self.shows_axis = False
        elif arg in ('on', True):
            self.shows_axis = True
        elif arg in ('equal', 'scaled', 'square', 'image'):
            self.aspect = 'equal'
        elif isinstance(arg, (list, tuple)):
            self.set_xlim(arg[0], arg[1])
            self.set_ylim(arg[2], arg[3])
        return *self.get_xlim(), *self.get_ylim()

    def set_axis_off(self) -> None:
        self.shows_axis = False

    def set_axis_on(self) -> None:
        self.shows_axis = True

    def invert_xaxis(self) -> None:
        self._flip('x')

    def invert_yaxis(self) -> None:
        self._flip('y')

    def _flip(self, axis: str) -> None:
        limits = self.limits[axis]
        if limits is not None:
            self.limits[axis] = (limits[1], limits[0])
        else:
            self.flipped[axis] = not self.flipped[axis]

    def set_aspect(self, aspect: Any, *_: Any, **__: Any) -> None:
        self.aspect = aspect if isinstance(aspect, str) else 'equal'

    def set_xscale(self, value: str, **_: Any) -> None:
        self.log['x'] = value in ('log', 'symlog')

    def set_yscale(self, value: str, **_: Any) -> None:
        self.log['y'] = value in ('log', 'symlog')

    def set_xticks(self, ticks: Any, labels: Any = None, **_: Any) -> None:
        self._set_ticks('x', ticks, labels)

    def set_yticks(self, ticks: Any, labels: Any = None, **_: Any) -> None:
        self._set_ticks('y', ticks, labels)

    def set_xticklabels(self, labels: Any, **_: Any) -> None:
        self._set_ticks('x', self.marks['x'][0] if self.marks['x'] else range(len(labels)), labels)

    def set_yticklabels(self, labels: Any, **_: Any) -> None:
        self._set_ticks('y', self.marks['y'][0] if self.marks['y'] else range(len(labels)), labels)

    def _set_ticks(self, axis: str, ticks: Any, labels: Any) -> None:
        places = [float(tick) for tick in ticks]
        self.marks[axis] = (places, None if labels is None else [str(label) for label in labels])

    def set(self, **options: Any) -> None:
        for name, value in options.items():
            getattr(self, f'set_{name}')(value)

    def grid(self, visible: Any = True, *_: Any, **__: Any) -> None:
        self.has_grid = visible is not False

    def legend(self, handles: Any = None, labels: Any = None, loc: Any = None, **_: Any) -> None:
        if handles is not None and labels is None and all(isinstance(one, str) for one in handles):
            handles, labels = None, handles
        self.has_legend = True
        self.legend_place = loc if isinstance(loc, str) and loc != 'best' else 'upper right'
        if handles is None and labels is None:
            self.legend_entries = None
            return
        chosen = [artist[0] if isinstance(artist, (list, tuple)) else artist for artist in (handles or self.artists)]
        texts = labels if labels is not None else [artist.get_label() for artist in chosen]
        self.legend_entries = [(artist, str(text)) for artist, text in zip(chosen, texts)]

    def tick_params(self, *_: Any, **__: Any) -> None:
        """Ticks have one look."""

    def set_facecolor(self, *_: Any, **__: Any) -> None:
        """The background is white."""

    @property
    def spines(self) -> Any:
        """The frame of an axes has one look: what is set on it is ignored."""
        return _Plain()

    @property
    def xaxis(self) -> Any:
        return _Plain()

    @property
    def yaxis(self) -> Any:
        return _Plain()

    def margins(self, *_: Any, **__: Any) -> None:
        """Margins are fixed."""

    def get_figure(self) -> Any:
        return self.figure


class _Plain:
    """Takes every setting and ignores it: ``ax.spines['top'].set_visible(False)``."""

    def __getitem__(self, key: Any) -> '_Plain':
        return self

    def __getattr__(self, name: str) -> Any:
        if not name.startswith(('set_', 'tick_')):
            raise AttributeError(standins.missing(f'matplotlib.axes.Axes.spines.{name}'))
        return lambda *_, **__: None
