"""What lies on an axes: each artist knows its data's extent and draws itself on a view."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ._view import View
from .colors import rgb8

#: (x1, y1, x2, y2) in data coordinates, or None where an artist does not widen the limits.
Extent = tuple[float, float, float, float] | None


@dataclass
class Artist:
    color: Any = None
    alpha: float = 1.0
    label: str | None = None

    def extent(self) -> Extent:
        return None

    def draw(self, view: View) -> None:
        raise NotImplementedError

    def draw_key(self, view: View, x: float, y: float) -> None:
        """A short sample for the legend, 20 pixels wide."""
        view.area(np.array([[x, y - 5], [x + 20, y - 5], [x + 20, y + 5], [x, y + 5]]), rgb8(self.color), self.alpha)

    def set_label(self, label: str) -> None:
        self.label = label

    def get_label(self) -> str:
        return self.label or ''


@dataclass
class Line(Artist):
    x: np.ndarray = field(default_factory=lambda: np.empty(0))
    y: np.ndarray = field(default_factory=lambda: np.empty(0))
    style: str = '-'
    width: float = 1.5
    marker: str | None = None
    size: float = 6

    def extent(self) -> Extent:
        return _extent(self.x, self.y)

    def draw(self, view: View) -> None:
        points, color = view.to_pixels(self.x, self.y), rgb8(self.color)
        if self.style not in ('', ' ', 'None', 'none') and len(points) > 1:
            view.path(points, color, self.width, self.style, self.alpha)
        if self.marker and self.marker != 'None':
            for x, y in points.tolist():
                view.marker(x, y, self.marker, self.size / 2 * view.point, color, alpha=self.alpha)

    def draw_key(self, view: View, x: float, y: float) -> None:
        if self.style not in ('', ' ', 'None', 'none'):
            view.path(np.array([[x, y], [x + 20, y]]), rgb8(self.color), self.width, self.style, self.alpha)
        if self.marker:
            view.marker(x + 10, y, self.marker, 4, rgb8(self.color), alpha=self.alpha)

    def get_xdata(self) -> np.ndarray:
        return self.x

    def get_ydata(self) -> np.ndarray:
        return self.y

    def get_color(self) -> Any:
        return self.color


@dataclass
class Points(Artist):
    """A scatter plot; ``colors`` has one colour (0–255) per point."""

    x: np.ndarray = field(default_factory=lambda: np.empty(0))
    y: np.ndarray = field(default_factory=lambda: np.empty(0))
    sizes: np.ndarray = field(default_factory=lambda: np.empty(0))
    colors: np.ndarray = field(default_factory=lambda: np.empty((0, 3)))
    marker: str = 'o'
    filled: bool = True

    def extent(self) -> Extent:
        return _extent(self.x, self.y)

    def draw(self, view: View) -> None:
        places, radii = view.to_pixels(self.x, self.y), np.sqrt(self.sizes) / 2 * view.point
        for (x, y), radius, color in zip(places.tolist(), radii.tolist(), self.colors.tolist()):
            view.marker(x, y, self.marker, radius, tuple(color), self.filled, self.alpha)

    def draw_key(self, view: View, x: float, y: float) -> None:
        view.marker(
            x + 10, y, self.marker, 4, tuple(self.colors[0].tolist()) if len(self.colors) else (0, 0, 0), self.filled
        )


@dataclass
class Shape(Artist):
    """A polygon of data coordinates: bars, patches, filled areas. ``color`` fills it; None leaves it empty."""

    x: np.ndarray = field(default_factory=lambda: np.empty(0))
    y: np.ndarray = field(default_factory=lambda: np.empty(0))
    edge: Any = None
    width: float = 1
    style: str = '-'
    widens: bool = True

    def extent(self) -> Extent:
        return _extent(self.x, self.y) if self.widens else None

    def draw(self, view: View) -> None:
        points = view.to_pixels(self.x, self.y)
        if self.color is not None:
            view.area(points, rgb8(self.color), self.alpha)
        if self.edge is not None:
            view.path(points, rgb8(self.edge), self.width, self.style, self.alpha, closed=True)

    def draw_key(self, view: View, x: float, y: float) -> None:
        box = np.array([[x, y - 5], [x + 20, y - 5], [x + 20, y + 5], [x, y + 5]])
        if self.color is not None:
            view.area(box, rgb8(self.color), self.alpha)
        if self.edge is not None:
            view.path(box, rgb8(self.edge), self.width, closed=True)

    def get_height(self) -> float:
        return float(self.y.max() - self.y.min())

    def get_width(self) -> float:
        return float(self.x.max() - self.x.min())

    def get_x(self) -> float:
        return float(self.x.min())

    def get_y(self) -> float:
        return float(self.y.min())


@dataclass
class Straight(Artist):
    """A line across the whole axes, at ``at`` along x (vertical) or y."""

    at: float = 0.0
    vertical: bool = True
    style: str = '-'
    width: float = 1.5

    def extent(self) -> Extent:
        nan = float('nan')
        return (self.at, nan, self.at, nan) if self.vertical else (nan, self.at, nan, self.at)

    def draw(self, view: View) -> None:
        ends = ((self.at,) * 2, view.ylim) if self.vertical else (view.xlim, (self.at,) * 2)
        view.path(view.to_pixels(*ends), rgb8(self.color), self.width, self.style, self.alpha)

    draw_key = Line.draw_key  # type: ignore[assignment]
    marker = None


@dataclass
class Span(Artist):
    """A band across the whole axes, from ``low`` to ``high`` along x (vertical) or y."""

    low: float = 0.0
    high: float = 0.0
    vertical: bool = True

    def extent(self) -> Extent:
        nan = float('nan')
        return (self.low, nan, self.high, nan) if self.vertical else (nan, self.low, nan, self.high)

    def draw(self, view: View) -> None:
        (x1, x2), (y1, y2) = view.xlim, view.ylim
        x1, x2, y1, y2 = (self.low, self.high, y1, y2) if self.vertical else (x1, x2, self.low, self.high)
        view.area(view.to_pixels([x1, x2, x2, x1], [y1, y1, y2, y2]), rgb8(self.color), self.alpha)


@dataclass
class Words(Artist):
    """Text at data coordinates, or at fractions of the axes; ``arrow_to`` draws a line from the text to a point."""

    x: float = 0.0
    y: float = 0.0
    text: str = ''
    size: float = 10
    across: str = 'left'
    along: str = 'baseline'
    plate: Any = None
    of_axes: bool = False
    arrow_to: tuple[float, float] | None = None

    def draw(self, view: View) -> None:
        left, top, right, bottom = view.box
        if self.of_axes:
            x, y = left + self.x * (right - left), bottom - self.y * (bottom - top)
        else:
            x, y = view.to_pixels(self.x, self.y)[0]
        if not (np.isfinite(x) and np.isfinite(y)):
            return
        color = rgb8(self.color)
        if self.arrow_to is not None:
            tip = view.to_pixels(*self.arrow_to)[0]
            view.path(np.array([[x, y], tip]), color, 1.2)
            view.marker(*tip.tolist(), 'o', 3, color)
        plate = None if self.plate is None else rgb8(self.plate)
        view.text(x, y, self.text, self.size, color, self.across, self.along, plate)


def _extent(x: np.ndarray, y: np.ndarray) -> Extent:
    x, y = x[np.isfinite(x)], y[np.isfinite(y)]
    if not len(x) or not len(y):
        return None
    return float(x.min()), float(y.min()), float(x.max()), float(y.max())
