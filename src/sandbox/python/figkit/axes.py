"""Reads the axes of a chart: plot area, ticks, scales and titles."""

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np

from . import _figures
from ._charts.axis import Axis, Tick, build_axis, settle_kinds
from ._frame import Placement
from ._text.ink import Word, contrast_to, find_words, join_words, page_color
from ._charts.labels import horizontal_labels, title_of, vertical_labels
from ._charts.lines import Line, find_lines, plot_area, tick_marks
from ._text.montage import recognize_words
from ._pixels import to_rgb8
from ._charts.relabel import reread, turn_beside
from ._result import Result

__all__ = ['Axis', 'AxesResult', 'Tick', 'read_axes']


@dataclass
class AxesResult(Result):
    """The axes of a chart. ``plot_box`` is [x1, y1, x2, y2] in source pixels, or None where no plot area was found."""

    plot_box: list[float] | None
    x: Axis | None
    y: Axis | None
    title: str | None = None
    warnings: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [f'title: {self.title}'] if self.title else []
        lines += [f'x axis {self.x}' if self.x else 'x axis not read', f'y axis {self.y}' if self.y else 'y axis not read']
        return '\n'.join(lines + self.warnings)


@dataclass
class ChartView:
    """What the readers of a chart share, in pixels of the array that was handed in."""

    rgb: np.ndarray
    gray: np.ndarray
    page: np.ndarray
    words: list[Word]
    horizontal: list[Line]
    vertical: list[Line]
    axes: AxesResult
    placement: Placement | None


def read_axes(image: Any) -> AxesResult:
    """Reads the axes of a chart.

    Per axis: its kind (linear, log, category), the ticks with their pixel, label and value, the scale
    (``pixel_to_value``, ``value_to_pixel``) with its residual in pixels, and the title. Labels that were misread are
    left out of the scale, and corrected where the other ticks leave no doubt. All pixels are source pixels of the
    figure, continuous: the middle of pixel 10 is 10.5.

    Where a thing cannot be read it is None or 'unknown', with a warning. Raises RuntimeError when the sandbox has no
    text recognition.
    """
    view = view_chart(image)
    return to_source(view.axes, view.placement)


def view_chart(image: Any) -> ChartView:
    """Lines, words and axes of a chart, in pixels of the array."""
    placement = _figures.placement_of(image) if isinstance(image, np.ndarray) else None
    rgb = np.ascontiguousarray(to_rgb8(image))
    gray = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY))
    page = page_color(rgb)
    horizontal, vertical = find_lines(rgb)
    box = plot_area(horizontal, vertical, rgb.shape)
    words = [word for word in find_words(rgb, page) if not _inside(word, box)]
    level = float(np.dot(page, (0.299, 0.587, 0.114)))
    recognize_words(gray, level, words[:260])
    axes = _axes(gray, level, contrast_to(rgb, page), words, horizontal, vertical, box)
    return ChartView(rgb, gray, page, words, horizontal, vertical, axes, placement)


def to_source(axes: AxesResult, placement: Placement | None) -> AxesResult:
    """The axes in source pixels of the figure."""
    if placement is None:
        return axes
    return _moved(axes, placement.sx, placement.sy, placement.x0, placement.y0)


def to_image(axes: AxesResult, placement: Placement | None) -> AxesResult:
    """Axes in source pixels, in pixels of the array with that placement."""
    if placement is None:
        return axes
    p = placement
    return _moved(axes, 1 / p.sx, 1 / p.sy, -p.x0 * p.sx, -p.y0 * p.sy)


def _moved(axes: AxesResult, sx: float, sy: float, x0: float, y0: float) -> AxesResult:
    box = axes.plot_box
    if box is not None:
        box = [x0 + box[0] / sx, y0 + box[1] / sy, x0 + box[2] / sx, y0 + box[3] / sy]
    x = axes.x.moved(sx, x0) if axes.x else None
    y = axes.y.moved(sy, y0) if axes.y else None
    return AxesResult(box, x, y, axes.title, list(axes.warnings))


def _inside(word: Word, box: tuple[float, float, float, float] | None) -> bool:
    if box is None:
        return False
    x, y = word.center
    return box[0] < x < box[2] and box[1] < y < box[3]


def _covered(word: Word, labels: tuple[Word, ...]) -> bool:
    """True when the word was made part of a label."""
    x, y = word.center
    return any(l.box[0] <= x <= l.box[2] and l.box[1] <= y <= l.box[3] for l in labels)


def _axes(
    gray: np.ndarray,
    level: float,
    difference: np.ndarray,
    words: list[Word],
    horizontal: list[Line],
    vertical: list[Line],
    box: tuple[float, float, float, float] | None,
) -> AxesResult:
    if box is None:
        return AxesResult(None, None, None, None, ['No axes, frame or gridlines were found.'])
    x1, y1, x2, y2 = box
    spare = max(1.6, 0.006 * max(x2 - x1, y2 - y1))
    side = vertical_labels(words, box)
    marks_y = tick_marks(difference, x2 if side.far else x1, y1, y2, 1 if side.far else -1)
    marks_y = marks_y if len(marks_y) >= 2 else [line.at for line in horizontal]
    y = build_axis(side.words, 1, marks_y, spare) if side.words else None
    edge = box[1] if (foot := horizontal_labels(words, box)).far else box[3]
    marks_x = tick_marks(difference.T, edge, x1, x2, -1 if foot.far else 1)
    marks_x = marks_x if len(marks_x) >= 2 else [line.at for line in vertical]
    foot.words = reread(gray, level, foot.words, marks_x)
    x = build_axis(foot.words, 0, marks_x, spare) if foot.words else None
    used = {id(word) for word in (*side.words, *foot.words)}
    rest = [word for word in words if id(word) not in used and not _covered(word, (*side.words, *foot.words))]
    turn_beside(gray, level, rest, box)
    lines = join_words([word for word in rest if word.text])
    if y is not None:
        y.title = title_of(lines, box, 'left' if not side.far else 'right', side.words)
    if x is not None:
        x.title = title_of(lines, box, 'below' if not foot.far else 'above', foot.words)
    title = title_of(lines, box, 'top', [*side.words, *foot.words])
    if x is not None and title == x.title:
        title = None
    settle_kinds(x, y)
    warnings = [f'{name} axis: {text}' for name, axis in (('x', x), ('y', y)) if axis for text in axis.warnings]
    warnings += [f'No labels of the {name} axis were found.' for name, axis in (('x', x), ('y', y)) if axis is None]
    return AxesResult(list(box), x, y, title, warnings)
