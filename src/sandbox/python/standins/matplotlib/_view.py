"""A rectangle of a canvas with data coordinates: where things are drawn, and the few shapes all drawing is made of."""

import math
from typing import Any

import cv2
import numpy as np
from standins._font import Font, plain

Color = tuple[int, int, int]

#: cv2 draws between pixels in steps of 1/16.
_SHIFT = 4

#: Signs made of strokes, and of corners; everything else is a disc. In units of their radius.
_STROKES = {
    'x': [(-1, -1, 1, 1), (-1, 1, 1, -1)],
    '+': [(-1, 0, 1, 0), (0, -1, 0, 1)],
    '*': [(-1, 0, 1, 0), (0, -1, 0, 1), (-0.7, -0.7, 0.7, 0.7), (-0.7, 0.7, 0.7, -0.7)],
    '|': [(0, -1, 0, 1)],
    '_': [(-1, 0, 1, 0)],
}
_CORNERS = {
    's': [(-1, -1), (1, -1), (1, 1), (-1, 1)],
    '^': [(0, -1), (1, 1), (-1, 1)],
    'v': [(0, 1), (1, -1), (-1, -1)],
    '<': [(-1, 0), (1, -1), (1, 1)],
    '>': [(1, 0), (-1, -1), (-1, 1)],
    'D': [(0, -1), (1, 0), (0, 1), (-1, 0)],
    'd': [(0, -1), (0.6, 0), (0, 1), (-0.6, 0)],
}


class View:
    """Maps data to pixels of ``canvas``: ``box`` = (left, top, right, bottom) shows ``xlim`` × ``ylim``."""

    def __init__(
        self, canvas: np.ndarray, box: tuple[float, float, float, float], xlim: Any, ylim: Any, log: tuple[bool, bool]
    ) -> None:
        self.canvas, self.box = canvas, box
        self.xlim, self.ylim, self.log = xlim, ylim, log
        #: Pixels per point (1/72 inch) for widths and letters.
        self.point = 100 / 72

    def to_pixels(self, x: Any, y: Any) -> np.ndarray:
        """n×2 pixel coordinates; what cannot be placed (NaN, log of 0) is NaN."""
        left, top, right, bottom = self.box
        fx = _fraction(np.asarray(x, float).ravel(), self.xlim, self.log[0])
        fy = _fraction(np.asarray(y, float).ravel(), self.ylim, self.log[1])
        return np.stack([left + fx * (right - left), bottom - fy * (bottom - top)], axis=1)

    def path(
        self,
        points: np.ndarray,
        color: Color,
        width: float = 1.5,
        style: str = '-',
        alpha: float = 1,
        closed: bool = False,
    ) -> None:
        """Lines through pixel coordinates, interrupted where one is NaN."""
        thickness = max(1, round(width * self.point))
        if closed and len(points):
            points = np.vstack([points, points[:1]])
        for run in _runs(points):
            for piece in _dashes(run, style, thickness):
                self._draw(
                    piece,
                    thickness + 1,
                    alpha,
                    lambda part, at: cv2.polylines(part, [at], False, color, thickness, cv2.LINE_AA, _SHIFT),
                )

    def area(self, points: np.ndarray, color: Color, alpha: float = 1) -> None:
        """A filled polygon of pixel coordinates."""
        if len(points) > 2 and np.isfinite(points).all():
            self._draw(points, 1, alpha, lambda part, at: cv2.fillPoly(part, [at], color, cv2.LINE_AA, _SHIFT))

    def marker(
        self, x: float, y: float, kind: str, radius: float, color: Color, filled: bool = True, alpha: float = 1
    ) -> None:
        """One sign at pixel coordinates."""
        if not (math.isfinite(x) and math.isfinite(y)):
            return
        r = max(1.0, radius)
        if kind in _STROKES:
            for x1, y1, x2, y2 in _STROKES[kind]:
                self.path(np.array([[x + x1 * r, y + y1 * r], [x + x2 * r, y + y2 * r]]), color, 1.2, alpha=alpha)
            return
        turn = np.linspace(0, 2 * np.pi, 25)[:-1]
        unit = np.array(_CORNERS[kind]) if kind in _CORNERS else np.stack([np.cos(turn), np.sin(turn)], 1)
        shape = unit * (r * 0.5 if kind in ('.', ',') else r) + (x, y)
        if filled:
            self.area(shape, color, alpha)
        else:
            self.path(shape, color, 1.2, alpha=alpha, closed=True)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        color: Color,
        across: str = 'left',
        along: str = 'baseline',
        plate: Color | None = None,
        turned: bool = False,
    ) -> None:
        """Text at pixel coordinates of the canvas; ``size`` in points; ``turned`` by 90° (for labels of y axes)."""
        draw_text(self.canvas, x, y, text, size * self.point, color, across, along, plate, turned)

    def _draw(self, points: np.ndarray, margin: float, alpha: float, draw: Any) -> None:
        """Calls ``draw(pixels, points)``: the part of the canvas that is touched, and points in cv2's steps there."""
        left, top, right, bottom = (round(v) for v in self.box)
        low, high = points.min(axis=0) - margin, points.max(axis=0) + margin
        x1, y1 = int(np.clip(low[0], left, right)), int(np.clip(low[1], top, bottom))
        x2, y2 = int(np.clip(np.ceil(high[0]), left, right)), int(np.clip(np.ceil(high[1]), top, bottom))
        if x1 >= x2 or y1 >= y2:
            return
        part = self.canvas[y1:y2, x1:x2]
        fixed = np.rint(np.clip(points - (x1, y1) - 0.5, -20_000, 20_000) * (1 << _SHIFT)).astype(np.int32)
        if alpha >= 1:
            draw(part, fixed)
            return
        layer = part.copy()
        draw(layer, fixed)
        part[:] = np.rint(part + (layer.astype(np.float32) - part) * alpha).astype(np.uint8)


def draw_text(
    canvas: np.ndarray,
    x: float,
    y: float,
    text: str,
    pixels: float,
    color: Color,
    across: str = 'left',
    along: str = 'baseline',
    plate: Color | None = None,
    turned: bool = False,
) -> None:
    """Lines of text, ``pixels`` high, aligned at (x, y)."""
    font = Font(pixels)
    lines = [plain(line.replace('$', '')) for line in str(text).split('\n')]
    above, below = font.getmetrics()
    width = max(1, math.ceil(max(font.getlength(line) for line in lines)) + 2)
    height = len(lines) * (above + below)
    ink = np.zeros((height, width), np.uint8)
    for row, line in enumerate(lines):
        start = (width - font.getlength(line)) / 2 if across == 'center' else 0
        origin = (round(start), row * (above + below) + above)
        cv2.putText(ink, line, origin, cv2.FONT_HERSHEY_SIMPLEX, font.scale, 255, font.weight, cv2.LINE_AA)
    if turned:
        ink = np.rot90(ink)
        height, width = width, height
    left = round(x - width * {'center': 0.5, 'right': 1.0}.get(across, 0.0))
    share = {'center': 0.5, 'top': 0.0, 'bottom': 1.0}.get(along)
    top = round(y - (height * share if share is not None else above))
    x1, y1 = max(left, 0), max(top, 0)
    x2, y2 = min(left + width, canvas.shape[1]), min(top + height, canvas.shape[0])
    if x1 >= x2 or y1 >= y2:
        return
    part = canvas[y1:y2, x1:x2]
    if plate is not None:
        part[:] = plate
    weight = ink[y1 - top : y2 - top, x1 - left : x2 - left, None].astype(np.float32) / 255
    part[:] = np.rint(part * (1 - weight) + np.array(color, np.float32) * weight).astype(np.uint8)


def _fraction(values: np.ndarray, limits: tuple[float, float], log: bool) -> np.ndarray:
    low, high = limits
    with np.errstate(divide='ignore', invalid='ignore'):
        if log:
            values, low, high = np.log10(values), math.log10(low), math.log10(high)
        result = (values - low) / ((high - low) or 1)
    return np.where(np.isfinite(result), result, np.nan)


def _runs(points: np.ndarray) -> list[np.ndarray]:
    bad = np.flatnonzero(~np.isfinite(points).all(axis=1))
    return [run[np.isfinite(run).all(axis=1)] for run in np.split(points, bad) if np.isfinite(run).all(axis=1).any()]


def _dashes(points: np.ndarray, style: str, thickness: int) -> list[np.ndarray]:
    """The line cut into the pieces that a style draws."""
    pattern = {
        '--': (6, 3),
        'dashed': (6, 3),
        ':': (1.5, 2),
        'dotted': (1.5, 2),
        '-.': (6, 2.5),
        'dashdot': (6, 2.5),
    }.get(style)
    if pattern is None or len(points) < 2:
        return [points]
    lengths = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    on, off = (v * (thickness + 0.5) for v in pattern)
    if lengths[-1] > 20_000 * on:
        return [points]
    starts = np.arange(0, lengths[-1], on + off)
    pieces = []
    for start in starts:
        end = min(start + on, lengths[-1])
        at = np.concatenate([[start], lengths[(lengths > start) & (lengths < end)], [end]])
        pieces.append(np.stack([np.interp(at, lengths, points[:, 0]), np.interp(at, lengths, points[:, 1])], 1))
    return pieces
