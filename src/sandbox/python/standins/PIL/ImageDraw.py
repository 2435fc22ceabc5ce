"""Drawing on images, in place. Coordinates are pixels of the image."""

from typing import Any

import cv2
import numpy as np
import standins
from standins._font import Font, plain

from . import ImageColor, ImageFont
from ._image import Image

__getattr__ = standins.missing_attribute(__name__)


class ImageDraw:
    """What ``ImageDraw.Draw(image)`` gives."""

    def __init__(self, im: Image, mode: str | None = None) -> None:
        if not isinstance(im, Image):
            raise TypeError('ImageDraw.Draw takes a PIL image; make one with Image.fromarray(array).')
        self._image = im
        self.mode = im.mode
        self.font: Any = None
        self.fill = False

    def __getattr__(self, name: str) -> Any:
        if name.startswith('_'):
            raise AttributeError(name)
        raise AttributeError(standins.missing(f'PIL.ImageDraw.{name}'))

    def rectangle(self, xy: Any, fill: Any = None, outline: Any = None, width: int = 1) -> None:
        """Both corners belong to the rectangle; the outline grows inwards."""
        (x1, y1), (x2, y2) = _points(xy)[:2].tolist()
        if x2 < x1 or y2 < y1:
            raise ValueError(
                f'{"x1" if x2 < x1 else "y1"} must be greater than or equal to {"x0" if x2 < x1 else "y0"}'
            )
        x1, y1, x2, y2 = (int(v) for v in (x1, y1, x2, y2))
        pixels = self._canvas()
        if fill is not None:
            _fill(pixels, x1, y1, x2, y2, self._color(fill))
        if (outline is not None or fill is None) and width > 0:
            color, w = self._color(outline), int(width)
            for box in (
                (x1, y1, x2, y1 + w - 1),
                (x1, y2 - w + 1, x2, y2),
                (x1, y1, x1 + w - 1, y2),
                (x2 - w + 1, y1, x2, y2),
            ):
                _fill(pixels, max(box[0], x1), max(box[1], y1), min(box[2], x2), min(box[3], y2), color)

    def rounded_rectangle(
        self, xy: Any, radius: float = 0, fill: Any = None, outline: Any = None, width: int = 1, **_: Any
    ) -> None:
        """Drawn with square corners."""
        self.rectangle(xy, fill, outline, width)

    def ellipse(self, xy: Any, fill: Any = None, outline: Any = None, width: int = 1) -> None:
        (x1, y1), (x2, y2) = _points(xy)[:2].tolist()
        middle = (round((x1 + x2) / 2), round((y1 + y2) / 2))
        axes = (max(0, round(abs(x2 - x1) / 2)), max(0, round(abs(y2 - y1) / 2)))
        if fill is not None:
            cv2.ellipse(self._canvas(), middle, axes, 0, 0, 360, self._color(fill), -1)
        if outline is not None or fill is None:
            # The outline grows inwards.
            inner = (max(0, axes[0] - int(width) // 2), max(0, axes[1] - int(width) // 2))
            cv2.ellipse(self._canvas(), middle, inner, 0, 0, 360, self._color(outline), max(1, int(width)))

    def circle(self, xy: Any, radius: float, fill: Any = None, outline: Any = None, width: int = 1) -> None:
        self.ellipse((xy[0] - radius, xy[1] - radius, xy[0] + radius, xy[1] + radius), fill, outline, width)

    def arc(self, xy: Any, start: float, end: float, fill: Any = None, width: int = 1) -> None:
        (x1, y1), (x2, y2) = _points(xy)[:2].tolist()
        middle, axes = (round((x1 + x2) / 2), round((y1 + y2) / 2)), (round(abs(x2 - x1) / 2), round(abs(y2 - y1) / 2))
        stop = end if end >= start else end + 360
        cv2.ellipse(self._canvas(), middle, axes, 0, start, stop, self._color(fill), max(1, int(width)))

    def line(self, xy: Any, fill: Any = None, width: int = 0, joint: Any = None) -> None:
        points = np.rint(_points(xy)).astype(np.int32)
        cv2.polylines(self._canvas(), [points], False, self._color(fill), max(1, int(width)))

    def polygon(self, xy: Any, fill: Any = None, outline: Any = None, width: int = 1) -> None:
        points = np.rint(_points(xy)).astype(np.int32)
        if fill is not None:
            cv2.fillPoly(self._canvas(), [points], self._color(fill))
        if outline is not None or fill is None:
            cv2.polylines(self._canvas(), [points], True, self._color(outline), max(1, int(width)))

    def point(self, xy: Any, fill: Any = None) -> None:
        pixels, color = self._canvas(), self._color(fill)
        for x, y in np.rint(_points(xy)).astype(int).tolist():
            _fill(pixels, x, y, x, y, color)

    def text(
        self,
        xy: Any,
        text: Any,
        fill: Any = None,
        font: Any = None,
        anchor: str | None = None,
        spacing: float = 4,
        **_: Any,
    ) -> None:
        """Text with its upper left at ``xy``; of ``anchor`` the letters l, m, r and a, t, m, s, b are known."""
        font = self._font(font)
        pixels, color = self._canvas(), self._color(fill)
        above, below = font.getmetrics()
        lines = str(text).split('\n')
        height = len(lines) * (above + below) + (len(lines) - 1) * spacing
        across, along = (anchor or 'la')[:1], (anchor or 'la')[1:2]
        y = float(xy[1]) - {'m': height / 2, 's': above, 'b': height, 'd': height}.get(along, 0)
        for line in lines:
            x = float(xy[0]) - font.getlength(line) * {'m': 0.5, 'r': 1}.get(across, 0)
            origin = (round(x), round(y + above))
            cv2.putText(pixels, plain(line), origin, cv2.FONT_HERSHEY_SIMPLEX, font.scale, color, font.weight)
            y += above + below + spacing

    multiline_text = text

    def textlength(self, text: str, font: Any = None, **_: Any) -> float:
        return self._font(font).getlength(text)

    def textbbox(
        self, xy: Any, text: str, font: Any = None, anchor: str | None = None, spacing: float = 4, **_: Any
    ) -> tuple[float, ...]:
        font, lines = self._font(font), str(text).split('\n')
        height = len(lines) * sum(font.getmetrics()) + (len(lines) - 1) * spacing
        width = max(font.getlength(line) for line in lines)
        x, y = float(xy[0]), float(xy[1])
        x -= width * {'m': 0.5, 'r': 1}.get((anchor or 'l')[:1], 0)
        y -= {'m': height / 2, 's': font.getmetrics()[0], 'b': height}.get((anchor or 'la')[1:2], 0)
        return x, y, x + width, y + height

    multiline_textbbox = textbbox

    def textsize(self, text: str, font: Any = None, **_: Any) -> tuple[int, int]:
        """Dropped by Pillow; models still write it."""
        box = self.textbbox((0, 0), text, font)
        return int(box[2]), int(box[3])

    def _canvas(self) -> np.ndarray:
        return self._image._writable()

    def _color(self, color: Any) -> tuple[int, ...]:
        # Without a colour Pillow draws in white.
        white = (255,) * 4 if self._image._pixels.ndim == 3 else 255
        value = white if color is None else ImageColor.getcolor(color, self.mode)
        return tuple(value) if isinstance(value, tuple) else (value,)

    def _font(self, font: Any) -> Font:
        chosen = font or self.font
        return chosen if isinstance(chosen, Font) else ImageFont.load_default()


Draw = ImageDraw


def _points(xy: Any) -> np.ndarray:
    """[(x, y), …] or [x, y, x, y, …] as n×2 numbers."""
    numbers = np.asarray(xy, dtype=float).ravel()
    if numbers.size < 2 or numbers.size % 2:
        raise ValueError(f'coordinates are [(x, y), (x, y)…] or [x, y, x, y…]; got {xy!r}')
    return numbers.reshape(-1, 2)


def _fill(pixels: np.ndarray, x1: int, y1: int, x2: int, y2: int, color: tuple[int, ...]) -> None:
    part = pixels[max(y1, 0) : max(y2 + 1, 0), max(x1, 0) : max(x2 + 1, 0)]
    part[:] = color[0] if pixels.ndim == 2 else color[: pixels.shape[2]]
