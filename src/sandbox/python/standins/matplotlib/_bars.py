"""Bars, histograms and error bars of an axes."""

from typing import Any

import numpy as np
from standins import _colors

from ._artists import Artist, Line, Shape
from ._options import alpha_of, first, is_none


class Bars(list[Shape]):
    """The bars of one call."""

    @property
    def patches(self) -> list[Shape]:
        return list(self)


class BarPlots:
    """Mixed into Plots."""

    artists: list[Artist]
    bars_on: str
    marks: dict[str, Any]

    def bar(
        self, x: Any, height: Any, width: Any = 0.8, bottom: Any = 0, *, align: str = 'center', **options: Any
    ) -> Bars:
        return self._bars('y', x, height, width, bottom, align, options)

    def barh(
        self, y: Any, width: Any, height: Any = 0.8, left: Any = 0, *, align: str = 'center', **options: Any
    ) -> Bars:
        return self._bars('x', y, width, height, left, align, options)

    def _bars(
        self, along: str, places: Any, lengths: Any, widths: Any, starts: Any, align: str, options: dict[str, Any]
    ) -> Bars:
        across = 'y' if along == 'x' else 'x'
        at = self._numbers(across, places)
        count = max(len(at), np.size(lengths))
        at, long, wide, start = (
            np.broadcast_to(np.asarray(0 if v is None else v, float).ravel(), count)
            for v in (at, lengths, widths, starts)
        )
        given = first(options, 'color', 'facecolor')
        each = (
            list(given)
            if given is not None and _colors.plot_color(given) is None
            else [given or self._next_color()] * count
        )
        bars = Bars()
        for i in np.arange(count):
            low = at[i] - (wide[i] / 2 if align == 'center' else 0)
            sides, ends = (
                [low, low + wide[i], low + wide[i], low],
                [start[i], start[i], start[i] + long[i], start[i] + long[i]],
            )
            x, y = (sides, ends) if along == 'y' else (ends, sides)
            edge = first(options, 'edgecolor', 'ec')
            bar = Shape(
                each[i % len(each)],
                alpha_of(options),
                None,
                np.array(x),
                np.array(y),
                None if is_none(edge) else edge,
                float(first(options, 'linewidth', 'lw', default=1)),
            )
            bars.append(bar)
        if bars:
            bars[0].label = options.get('label')
        self.artists += bars
        self.bars_on = along
        if options.get('tick_label') is not None:
            self.marks[across] = (at.tolist(), [str(name) for name in options['tick_label']])
        error = options.get('yerr' if along == 'y' else 'xerr')
        if error is not None:
            self._errors(along, at, start + long, error, 'black')
        return bars

    def errorbar(self, x: Any, y: Any, yerr: Any = None, xerr: Any = None, fmt: str = '', **options: Any) -> Line:
        kept = {k: v for k, v in options.items() if k not in ('ecolor', 'elinewidth', 'capsize', 'capthick')}
        line = self._line(x, y, '', {**kept, 'linestyle': ''}) if is_none(fmt) else self._line(x, y, fmt, kept)
        color = options.get('ecolor') or line.color
        if yerr is not None:
            self._errors('y', line.x, line.y, yerr, color)
        if xerr is not None:
            self._errors('x', line.y, line.x, xerr, color)
        return line

    def _errors(self, along: str, at: np.ndarray, ends: np.ndarray, error: Any, color: Any) -> None:
        given = np.asarray(error, float)
        low, high = given if given.ndim == 2 else (given, given)
        low, high = ends - np.broadcast_to(low, len(ends)), ends + np.broadcast_to(high, len(ends))
        for place, first_end, last_end in zip(at, low, high):
            pair, same = np.array([first_end, last_end]), np.array([place, place])
            x, y = (same, pair) if along == 'y' else (pair, same)
            self.artists.append(Line(color, 1.0, None, x, y, '-', 1.2, '_' if along == 'y' else '|', 5))

    def hist(
        self, x: Any, bins: Any = 10, range: Any = None, density: bool = False, weights: Any = None, **options: Any
    ) -> tuple[np.ndarray, np.ndarray, Bars]:  # noqa: A002
        values = np.asarray(x).ravel()
        counts, edges = np.histogram(values, bins=bins, range=range, density=density, weights=weights)
        horizontal = options.get('orientation') == 'horizontal'
        bars = self._bars('x' if horizontal else 'y', edges[:-1], counts, np.diff(edges), 0, 'edge', options)
        return counts, edges, bars

    def bar_label(self, container: Bars, labels: Any = None, fmt: str = '%g', **options: Any) -> None:
        """A number at the end of each bar."""
        for i, bar in enumerate(container):
            upright = self.bars_on != 'x'
            length = bar.get_height() if upright else bar.get_width()
            text = labels[i] if labels is not None else fmt % length if '%' in fmt else fmt.format(length)
            x, y = (float(bar.x.mean()), float(bar.y.max())) if upright else (float(bar.x.max()), float(bar.y.mean()))
            self.text(x, y, text, ha='center' if upright else 'left', va='bottom' if upright else 'center')
