"""Draws a figure: its axes with ticks, titles and legends on a white canvas."""

from typing import Any

import cv2
import numpy as np
from standins._font import Font, plain

from . import _limits
from ._ticks import label, ticks
from ._view import View, draw_text

_BLACK = (0, 0, 0)
_TICK_TEXT, _LABEL_TEXT, _TITLE_TEXT = 9, 10, 12
#: Pixels per point.
_POINT = 100 / 72


def canvas_of(figure: Any) -> np.ndarray:
    """The figure as RGB pixels."""
    width, height = figure.pixel_size()
    canvas = np.full((height, width, 3), 255, np.uint8)
    top = 0.0
    if figure.title:
        draw_text(canvas, width / 2, 6, figure.title, 13 * _POINT, _BLACK, 'center', 'top')
        top = 30.0
    for axes in figure.axes:
        _draw_axes(canvas, axes, _cell(axes, width, height, top))
    return canvas


def _cell(axes: Any, width: float, height: float, top: float) -> tuple[float, float, float, float]:
    rows, columns, first, last = axes.cell
    wide, high = width / columns, (height - top) / rows
    left, upper = (first % columns) * wide, top + (first // columns) * high
    return left, upper, (last % columns + 1) * wide, top + (last // columns + 1) * high


def _draw_axes(canvas: np.ndarray, axes: Any, cell: tuple[float, float, float, float]) -> None:
    xlim, ylim = _limits.of(axes, 'x'), _limits.of(axes, 'y')
    box = _fit(axes, _inner(axes, cell), xlim, ylim)
    if box[2] - box[0] < 4 or box[3] - box[1] < 4:
        return
    view = View(canvas, box, xlim, ylim, (axes.log['x'], axes.log['y']))
    for picture in axes.pictures:
        picture.draw(view)
    if axes.shows_axis:
        _draw_ticks(view, axes)
    for artist in axes.artists:
        artist.draw(view)
    left, top, right, bottom = (round(v) for v in box)
    if axes.shows_axis:
        cv2.rectangle(canvas, (left, top), (right - 1, bottom - 1), _BLACK, 1)
    if axes.title:
        draw_text(canvas, (left + right) / 2, top - 5, axes.title, _TITLE_TEXT * _POINT, _BLACK, 'center', 'bottom')
    if axes.shows_axis and axes.xlabel:
        below = bottom + 22 + _width_of_turned(axes, right - left)
        draw_text(canvas, (left + right) / 2, below, axes.xlabel, _LABEL_TEXT * _POINT, _BLACK, 'center', 'top')
    if axes.shows_axis and axes.ylabel:
        draw_text(
            canvas,
            cell[0] + 4,
            (top + bottom) / 2,
            axes.ylabel,
            _LABEL_TEXT * _POINT,
            _BLACK,
            'left',
            'center',
            None,
            True,
        )
    if axes.has_legend:
        _draw_legend(view, axes)


def _inner(axes: Any, cell: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """The cell without the room for ticks and text."""
    top = 12 + 20 * len(axes.title.split('\n')) if axes.title else 10
    if not axes.shows_axis:
        return cell[0] + 6, cell[1] + top, cell[2] - 14, cell[3] - 6
    half = (cell[2] - cell[0]) / 2
    wide = min(half, max((_width(text) for text in _texts(axes, 'y', 5)[1]), default=0))
    left = cell[0] + max(46, wide + 14) + (20 if axes.ylabel else 0)
    high = _width_of_turned(axes, cell[2] - 14 - left)
    bottom = 26 + min(high, half) + (18 if axes.xlabel else 0)
    return left, cell[1] + top, cell[2] - 14, cell[3] - bottom


def _texts(axes: Any, axis: str, count: int) -> tuple[list[float], list[str]]:
    """Places and texts of the ticks within the limits."""
    limits = _limits.of(axes, axis)
    given = axes.marks[axis]
    places = given[0] if given else ticks(*limits, axes.log[axis], count)
    texts = given[1] if given and given[1] is not None else [label(place, places) for place in places]
    pairs = [(place, text) for place, text in zip(places, texts) if min(limits) <= place <= max(limits)]
    return [place for place, _ in pairs], [text for _, text in pairs]


def _width(text: str) -> float:
    return Font(_TICK_TEXT * _POINT).getlength(plain(text))


def _width_of_turned(axes: Any, room: float) -> float:
    """How much longer than a line the texts along x are when they stand upright because they would overlap; else 0."""
    places, texts = _texts(axes, 'x', max(2, min(9, int(room / 75))))
    widest = max((_width(text) for text in texts), default=0)
    return widest - 10 if len(places) > 1 and widest + 4 > room / len(places) and widest > 20 else 0


def _fit(axes: Any, box: tuple[float, float, float, float], xlim: Any, ylim: Any) -> tuple[float, float, float, float]:
    """The box, made narrower or lower where one unit must be as long along x as along y."""
    left, top, right, bottom = box
    if axes.aspect != 'equal' or right <= left or bottom <= top:
        return box
    wide, high = abs(xlim[1] - xlim[0]) or 1, abs(ylim[1] - ylim[0]) or 1
    scale = min((right - left) / wide, (bottom - top) / high)
    dx, dy = (right - left - wide * scale) / 2, (bottom - top - high * scale) / 2
    return left + dx, top + dy, right - dx, bottom - dy


def _draw_ticks(view: View, axes: Any) -> None:
    left, top, right, bottom = view.box
    turned = _width_of_turned(axes, right - left) > 0
    for place, text in zip(*_texts(axes, 'x', max(2, min(9, int((right - left) / 75))))):
        x = view.to_pixels(place, view.ylim[0])[0, 0]
        _stroke(view.canvas, x, bottom, x, bottom + 4)
        if axes.has_grid:
            _stroke(view.canvas, x, top, x, bottom, 215)
        view.text(x, bottom + 5, text, _TICK_TEXT, _BLACK, 'center', 'top', turned=turned)
    for place, text in zip(*_texts(axes, 'y', max(2, min(9, int((bottom - top) / 45))))):
        y = view.to_pixels(view.xlim[0], place)[0, 1]
        _stroke(view.canvas, left - 4, y, left, y)
        if axes.has_grid:
            _stroke(view.canvas, left, y, right, y, 215)
        view.text(left - 6, y, text, _TICK_TEXT, _BLACK, 'right', 'center')


def _stroke(canvas: np.ndarray, x1: float, y1: float, x2: float, y2: float, level: int = 0) -> None:
    if np.isfinite([x1, y1, x2, y2]).all():
        cv2.line(canvas, (round(x1), round(y1)), (round(x2), round(y2)), (level,) * 3, 1)


def _draw_legend(view: View, axes: Any) -> None:
    entries = axes.legend_entries or [
        (artist, artist.label) for artist in axes.artists if artist.label and not artist.label.startswith('_')
    ]
    if not entries:
        return
    left, top, right, bottom = view.box
    wide = 36 + max(len(text) for _, text in entries) * 8
    high = 8 + 18 * len(entries)
    place = axes.legend_place
    x = left + 8 if 'left' in place else (left + right - wide) / 2 if place.endswith('center') else right - wide - 8
    y = bottom - high - 8 if 'lower' in place else (top + bottom - high) / 2 if place.startswith('center') else top + 8
    x, y = max(x, left), max(y, top)
    corner, other = (round(x), round(y)), (round(min(x + wide, right - 1)), round(min(y + high, bottom - 1)))
    cv2.rectangle(view.canvas, corner, other, (255, 255, 255), -1)
    cv2.rectangle(view.canvas, corner, other, (200, 200, 200), 1)
    for row, (artist, text) in enumerate(entries):
        middle = y + 4 + 18 * row + 9
        artist.draw_key(view, x + 5, middle)
        view.text(x + 31, middle, text, _TICK_TEXT, _BLACK, 'left', 'center')
