"""Reads the bars of a bar chart or histogram: values, labels, series."""

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np

from ._charts.arrange import Arrangement, arrange
from ._charts.barlabels import label_bars
from ._charts.fills import Fill, fill_colors, find_fills, sharpen_edges
from ._charts.finish import join_pieces, slivers
from ._text.ink import contrast_to, ground_color
from ._charts.legend import read_legend
from ._result import Result
from .axes import AxesResult, ChartView, to_image, to_source, view_chart
from .draw import draw_boxes

__all__ = ['Bar', 'BarsResult', 'read_bars']


@dataclass
class Bar(Result):
    """One bar. ``box`` is [x1, y1, x2, y2] in source pixels, edges to a fraction of a pixel.

    ``value`` is the length of the bar in units of the axis (signed), or None where the axis could not be read; of a
    stacked or floating bar it is its own length, and ``start`` and ``end`` are the values of its two ends.
    """

    label: str | None
    value: float | None
    box: list[float]
    color: tuple[int, int, int]
    series: str | None = None
    start: float | None = None
    end: float | None = None

    def __str__(self) -> str:
        value = 'not read' if self.value is None else f'{self.value:.4g}'
        series = f' [{self.series}]' if self.series else ''
        return f'{self.label or "(no label)"}{series}: {value}'


@dataclass
class BarsResult(Result):
    """The bars of a chart, in reading order. ``orientation`` is 'vertical' or 'horizontal', None without bars."""

    orientation: str | None
    bars: list[Bar]
    axes: AxesResult
    warnings: list[str] = field(default_factory=list)
    #: True where bars are stacked on each other.
    stacked: bool = False
    annotated: Any = field(default=None, repr=False)

    def __str__(self) -> str:
        if not self.bars:
            return '\n'.join(['No bars were found.', *self.warnings])
        kind = 'stacked ' if self.stacked else ''
        lines = [f'{len(self.bars)} {self.orientation} {kind}bars', *(f'  {bar}' for bar in self.bars)]
        return '\n'.join(lines + self.warnings)


def read_bars(image: Any, axes: AxesResult | None = None) -> BarsResult:
    """Reads the bars of a bar chart or histogram: vertical or horizontal, grouped, stacked, with negative values.

    Bars are areas of one colour inside the plot area. The value comes from where the far end lies on the value axis,
    to a fraction of a pixel; the label from the category at the bar, or the range of values that a histogram's bar
    covers; the series from the legend entry of the same colour. ``axes`` spares reading the axes again.

    What is doubtful stands in ``warnings``. ``value`` is None, never a guess, where the axis has no scale.
    ``annotated`` shows the bars on the image. Raises RuntimeError when the sandbox has no text recognition.
    """
    view = view_chart(image)
    if axes is not None:
        view.axes = to_image(axes, view.placement)
    found = _read(view)
    result = _result(view, *found) if found else BarsResult(None, [], to_source(view.axes, view.placement), list(view.axes.warnings))
    labels = [f'{bar.value:.4g}' if bar.value is not None else '?' for bar in result.bars]
    target = image if isinstance(image, np.ndarray) else view.rgb
    result.annotated = draw_boxes(target, [bar.box for bar in result.bars], labels=labels) if result.bars else None
    return result


def _read(view: ChartView) -> tuple[Arrangement, list[Fill], int] | None:
    """The bars in pixels of the array, arranged along the value axis."""
    if view.axes.plot_box is None:
        return None
    height, width = view.rgb.shape[:2]
    x1, y1, x2, y2 = view.axes.plot_box
    box = (max(0, int(x1)), max(0, int(y1)), min(width, int(np.ceil(x2)) + 1), min(height, int(np.ceil(y2)) + 1))
    if box[2] - box[0] < 4 or box[3] - box[1] < 4:
        return None
    grounds = [view.page]
    plot, share = ground_color(view.rgb[box[1] : box[3], box[0] : box[2]])
    if share > 0.2 and _is_ground(view, box, plot):
        grounds.append(plot)
    fills, odd = find_fills(view.rgb, box, fill_colors(view.rgb, box, grounds))
    fills = [fill for fill in fills if not _is_line(fill, view)]
    arrangement = arrange(fills, view.axes)
    if arrangement is None:
        return None
    vertical = arrangement.vertical
    arrangement.fills = join_pieces(view.rgb, arrangement.fills, vertical, grounds)
    arrangement.fills += slivers(view.rgb, arrangement, box)
    arrangement.sort()
    sharp = [sharpen_edges(view.rgb, fill, vertical) for fill in arrangement.fills]
    arrangement.fills = sharp
    return arrangement, sharp, odd


def _is_line(fill: Fill, view: ChartView) -> bool:
    """Whether the area is a thick gridline or axis."""
    middle = ((fill.x1 + fill.x2) / 2, (fill.y1 + fill.y2) / 2)
    thin = [(line, fill.height, middle[1]) for line in view.horizontal] + [(line, fill.width, middle[0]) for line in view.vertical]
    return any(size <= line.thickness + 1 and abs(at - line.at) <= 0.5 * line.thickness + 0.6 for line, size, at in thin)


def _is_ground(view: ChartView, box: tuple[int, int, int, int], color: np.ndarray) -> bool:
    """Whether the commonest colour of the plot area is its ground: then the page shows through only in thin lines."""
    if np.abs(color - view.page).max() <= 14 or color.max() - color.min() > 40:
        return False
    area = view.rgb[box[1] : box[3], box[0] : box[2]]
    page = cv2.erode((contrast_to(area, view.page) <= 10).astype(np.uint8), np.ones((5, 5), np.uint8))
    return bool(page.mean() < 0.01)


def _result(view: ChartView, arrangement: Arrangement, fills: list[Fill], odd: int) -> BarsResult:
    vertical = arrangement.vertical
    axis = view.axes.y if vertical else view.axes.x
    warnings = list(view.axes.warnings)
    shift = arrangement.shift(axis)
    labels = label_bars(fills, view.axes, vertical)
    colors = list(dict.fromkeys(fill.color for fill in fills))
    names = read_legend(view.rgb, view.words, colors, view.axes.plot_box)
    bars = []
    for fill, label in zip(fills, labels):
        start, end = arrangement.ends(fill, axis, shift)
        value = None if start is None or end is None else end - start
        if value is not None and axis is not None and (axis.kind == 'log' or arrangement.from_edge(fill)):
            value = end
        series = names.get(fill.color) if len(colors) > 1 else None
        bars.append(Bar(label, value, _source_box(fill, view), fill.color, series, start, end))
    if axis is None or not axis.has_scale:
        warnings.append('The value axis has no scale that could be read, so the bars have no values.')
    if odd:
        warnings.append(f'{odd} coloured areas in the plot are no rectangles and were left out.')
    unnamed = sum(bar.label is None for bar in bars)
    if unnamed:
        warnings.append(f'{unnamed} of {len(bars)} bars stand at no label.')
    orientation = 'vertical' if vertical else 'horizontal'
    return BarsResult(orientation, bars, to_source(view.axes, view.placement), warnings, arrangement.stacked)


def _source_box(fill: Fill, view: ChartView) -> list[float]:
    corners = [(fill.x1, fill.y1), (fill.x2, fill.y2)]
    if view.placement is not None:
        corners = [view.placement.to_source(x, y) for x, y in corners]
    return [round(v, 2) for corner in corners for v in corner]
