"""The plotting methods of an axes."""

from typing import Any

import cv2
import numpy as np
from standins import _colors

from . import colors
from ._artists import Artist, Line, Points, Shape, Span, Straight, Words
from ._bars import BarPlots
from ._options import alpha_of, first, is_none, parse_format
from .cm import get_cmap


class Plots(BarPlots):
    """Mixed into Axes, which has ``artists`` and the settings."""

    artists: list[Artist]
    names: dict[str, list[str]]
    marks: dict[str, Any]
    log: dict[str, bool]
    flipped: dict[str, bool]
    pictures: list[Any]
    colors_used: int

    def plot(self, *args: Any, **options: Any) -> list[Line]:
        lines, rest = [], list(args)
        while rest:
            x: Any = rest.pop(0)
            y: Any = rest.pop(0) if rest and not isinstance(rest[0], str) else None
            text = rest.pop(0) if rest and isinstance(rest[0], str) else ''
            if y is None:
                x, y = np.arange(len(np.atleast_1d(x))), x
            columns = np.asarray(y)
            many = columns.T if columns.ndim == 2 else [y]
            lines += [self._line(x, one, text, options) for one in many]
        return lines

    def _line(self, x: Any, y: Any, text: str, options: dict[str, Any]) -> Line:
        color, marker, style = parse_format(text)
        marker = first(options, 'marker', default=marker)
        style = options.get('linestyle', options.get('ls', style))
        if style is None:
            style = '' if text and marker and 'linestyle' not in options else '-'
        line = Line(
            first(options, 'color', 'c', default=color) or self._next_color(),
            alpha_of(options), options.get('label'), self._numbers('x', x), self._numbers('y', y), str(style),
            float(first(options, 'linewidth', 'lw', default=1.5)), marker,
            float(first(options, 'markersize', 'ms', default=6)),
        )  # fmt: skip
        if len(line.x) != len(line.y):
            raise ValueError(
                f'x and y must have same first dimension, but have {len(line.x)} and {len(line.y)} numbers'
            )
        self.artists.append(line)
        return line

    def semilogx(self, *args: Any, **options: Any) -> list[Line]:
        self.log['x'] = True
        return self.plot(*args, **options)

    def semilogy(self, *args: Any, **options: Any) -> list[Line]:
        self.log['y'] = True
        return self.plot(*args, **options)

    def loglog(self, *args: Any, **options: Any) -> list[Line]:
        self.log.update(x=True, y=True)
        return self.plot(*args, **options)

    def scatter(
        self, x: Any, y: Any, s: Any = None, c: Any = None, marker: str | None = None, cmap: Any = None, **options: Any
    ) -> Points:
        xs, ys = self._numbers('x', x), self._numbers('y', y)
        hollow = is_none(first(options, 'facecolors', 'facecolor'))
        given = first(
            {'c': c, **options},
            'c',
            'color',
            'edgecolors' if hollow else 'facecolors',
            'edgecolor' if hollow else 'facecolor',
        )
        sizes = (
            np.broadcast_to(np.asarray(36.0 if s is None else s, float).ravel(), len(xs))
            if np.size(s) in (1, len(xs))
            else np.full(len(xs), 36.0)
        )
        points = Points(
            None, alpha_of(options), options.get('label'), xs, ys, sizes,
            self._point_colors(given, len(xs), cmap, options), marker or 'o', not hollow,
        )  # fmt: skip
        self.artists.append(points)
        return points

    def _point_colors(self, given: Any, count: int, cmap: Any, options: dict[str, Any]) -> np.ndarray:
        if given is None:
            given = self._next_color()
        one = _colors.plot_color(given)
        if one is not None:
            return np.tile(np.array(one[:3], np.uint8), (count, 1))
        values = list(given)
        if len(values) == count and not isinstance(values[0], str) and np.ndim(values[0]) == 0:
            numbers = np.asarray(values, float)
            low, high = options.get('vmin', numbers.min()), options.get('vmax', numbers.max())
            return (get_cmap(cmap)((numbers - low) / ((high - low) or 1))[:, :3] * 255).astype(np.uint8)
        return np.array([colors.rgb8(values[i % len(values)]) for i in range(count)], np.uint8).reshape(count, 3)

    def axvline(self, x: float = 0, *_: Any, **options: Any) -> Straight:
        return self._straight(x, True, options)

    def axhline(self, y: float = 0, *_: Any, **options: Any) -> Straight:
        return self._straight(y, False, options)

    def _straight(self, at: float, vertical: bool, options: dict[str, Any]) -> Straight:
        style, width = (
            first(options, 'linestyle', 'ls', default='-'),
            float(first(options, 'linewidth', 'lw', default=1.5)),
        )
        line = Straight(
            first(options, 'color', 'c', default='C0'),
            alpha_of(options),
            options.get('label'),
            float(at),
            vertical,
            style,
            width,
        )
        self.artists.append(line)
        return line

    def vlines(
        self, x: Any, ymin: Any, ymax: Any, colors: Any = None, linestyles: str = 'solid', **options: Any
    ) -> None:
        for at, low, high in np.broadcast(np.atleast_1d(x), ymin, ymax):
            self._line([at, at], [low, high], '', {'color': colors or 'C0', 'linestyle': linestyles, **options})

    def hlines(
        self, y: Any, xmin: Any, xmax: Any, colors: Any = None, linestyles: str = 'solid', **options: Any
    ) -> None:
        for at, low, high in np.broadcast(np.atleast_1d(y), xmin, xmax):
            self._line([low, high], [at, at], '', {'color': colors or 'C0', 'linestyle': linestyles, **options})

    def fill_between(self, x: Any, y1: Any, y2: Any = 0, **options: Any) -> Shape:
        xs = self._numbers('x', x)
        top, base = (np.broadcast_to(np.asarray(v, float), len(xs)) for v in (y1, y2))
        color = first(options, 'color', 'facecolor') or self._next_color()
        shape = Shape(
            color,
            alpha_of(options),
            options.get('label'),
            np.concatenate([xs, xs[::-1]]),
            np.concatenate([top, base[::-1]]),
        )
        self.artists.append(shape)
        return shape

    def text(self, x: float, y: float, s: Any, **options: Any) -> Words:
        plate = (options.get('bbox') or {}).get('facecolor', (options.get('bbox') or {}).get('fc'))
        plate = None if is_none(plate) else plate if plate is not None else options.get('backgroundcolor')
        size = first(options, 'fontsize', 'size', default=10)
        along = first(options, 'va', 'verticalalignment', default='baseline')
        words = Words(
            options.get('color', 'black'), 1.0, None, float(x), float(y), str(s),
            float(size) if isinstance(size, (int, float)) else 10.0,
            first(options, 'ha', 'horizontalalignment', default='left'), along, plate,
            str(options.get('transform')) == 'axes fraction',
        )  # fmt: skip
        self.artists.append(words)
        return words

    def annotate(self, text: Any, xy: Any, xytext: Any = None, arrowprops: Any = None, **options: Any) -> Words:
        if str(options.pop('textcoords', '')).startswith('offset'):
            # Offsets in points are small; the text stands at the point itself.
            xytext = None
        words = self.text(*(xy if xytext is None else xytext), text, **options)
        if arrowprops is not None and xytext is not None:
            words.arrow_to = (float(xy[0]), float(xy[1]))
        return words

    def arrow(self, x: float, y: float, dx: float, dy: float, **options: Any) -> Line:
        color = first(options, 'color', 'fc', 'ec', default='black')
        return self._line(
            [x, x + dx], [y, y + dy], '', {'color': color, 'lw': first(options, 'linewidth', 'lw', default=1.5)}
        )

    def axvspan(self, xmin: float, xmax: float, **options: Any) -> Span:
        return self._span(xmin, xmax, True, options)

    def axhspan(self, ymin: float, ymax: float, **options: Any) -> Span:
        return self._span(ymin, ymax, False, options)

    def _span(self, low: float, high: float, vertical: bool, options: dict[str, Any]) -> Span:
        color = first(options, 'color', 'facecolor', 'fc', default='C0')
        span = Span(color, alpha_of(options), options.get('label'), float(low), float(high), vertical)
        self.artists.append(span)
        return span

    def step(self, x: Any, y: Any, *args: Any, where: str = 'pre', **options: Any) -> list[Line]:
        xs, ys = self._numbers('x', x), self._numbers('y', y)
        middles = (xs[1:] + xs[:-1]) / 2
        if where == 'mid':
            return self.plot(
                np.concatenate([xs[:1], np.repeat(middles, 2), xs[-1:]]), np.repeat(ys, 2), *args, **options
            )
        across, along = (np.repeat(xs, 2)[:-1], np.repeat(ys, 2)[1:])
        if where == 'post':
            across, along = np.repeat(xs, 2)[1:], np.repeat(ys, 2)[:-1]
        return self.plot(across, along, *args, **options)

    def contour(self, *args: Any, levels: Any = None, colors: Any = None, linewidths: Any = 1.5, **_: Any) -> None:
        """Lines around where numbers are at least a level, at whole pixels; of ``(Z, levels)`` without X and Y."""
        numbers = np.asarray(args[0], float)
        if numbers.ndim != 2 or len(args) > 2:
            raise ValueError("Figscope's stand-in for matplotlib draws contour(Z, levels=…) of pixels only.")
        given = levels if levels is not None else args[1] if len(args) > 1 else 5
        if isinstance(given, int):
            given = np.linspace(numbers.min(), numbers.max(), given + 2)[1:-1]
        names = [colors] if isinstance(colors, str) or colors is None else list(colors)
        for i, level in enumerate(given):
            inside = (numbers >= level).astype(np.uint8)
            for line in cv2.findContours(inside, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)[0]:
                color = names[i % len(names)] or f'C{i % len(_colors.CYCLE)}'
                x, y = line[:, 0, 0].astype(float), line[:, 0, 1].astype(float)
                self.artists.append(Shape(None, 1.0, None, x, y, color, float(np.ravel(linewidths)[0])))

    def _numbers(self, axis: str, values: Any) -> np.ndarray:
        """Numbers as they are; words become 0, 1, 2… and stand at the ticks."""
        listed = np.atleast_1d(np.asarray(values))
        if listed.dtype.kind in 'US':
            known = self.names[axis]
            known += [name for name in dict.fromkeys(listed.tolist()) if name not in known]
            self.marks[axis] = ([float(i) for i in range(len(known))], list(known))
            return np.array([known.index(name) for name in listed.tolist()], float)
        return listed.astype(float).ravel()

    def _next_color(self) -> str:
        self.colors_used += 1
        return f'C{(self.colors_used - 1) % len(_colors.CYCLE)}'
