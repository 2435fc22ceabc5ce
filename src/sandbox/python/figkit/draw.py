"""Drawing on copies of images: boxes and points given in source pixels."""

import colorsys
from typing import Any, Sequence

import cv2
import numpy as np

from . import _figures
from ._boxes import as_box
from ._frame import Placement
from ._image import FigureImage, place
from ._notes import note
from ._pixels import to_rgb8

Color = tuple[int, int, int]

_NAMES: dict[str, Color] = {
    'red': (230, 40, 40),
    'green': (30, 170, 60),
    'blue': (40, 90, 230),
    'yellow': (245, 205, 20),
    'orange': (245, 130, 20),
    'cyan': (20, 190, 215),
    'magenta': (220, 40, 200),
    'purple': (140, 60, 200),
    'white': (255, 255, 255),
    'black': (0, 0, 0),
    'gray': (128, 128, 128),
}


def draw_boxes(image: Any, boxes: Any, labels: Any = None, color: Any = None) -> FigureImage:
    """A copy of the image with boxes drawn on it.

    ``boxes`` is one box or a list of [x1, y1, x2, y2] in source pixels of the figure, also when the image is a crop
    or enlarged. ``labels`` is a text per box. ``color`` is a name, '#rrggbb', (r, g, b), or a list of those.
    The frame of the image is kept.

    Raises ValueError for malformed boxes, and when there are not as many labels as boxes.
    """
    canvas, placement = _canvas(image)
    listed = [boxes] if _is_single(boxes, 4) else list(boxes)
    texts, colors = _per_item(labels, len(listed), 'labels'), _colors(color, len(listed))
    width = max(1, round(min(canvas.shape[:2]) / 350))
    outside = 0
    for box, text, rgb in zip(listed, texts, colors):
        x1, y1, x2, y2 = as_box(box)
        (x1, y1), (x2, y2) = _to_image(placement, x1, y1), _to_image(placement, x2, y2)
        if x2 <= 0 or y2 <= 0 or x1 >= canvas.shape[1] or y1 >= canvas.shape[0]:
            outside += 1
            continue
        corner = (int(np.floor(x1)), int(np.floor(y1)))
        cv2.rectangle(canvas, corner, (int(np.ceil(x2)) - 1, int(np.ceil(y2)) - 1), rgb, width, cv2.LINE_AA)
        if text:
            put_text(canvas, text, corner[0], corner[1] - 3, rgb)
    if outside:
        note(f'{outside} of {len(listed)} boxes lie outside the image and were not drawn.')
    return place(canvas, placement)


def mark_points(image: Any, points: Any, labels: Any = None, color: Any = None) -> FigureImage:
    """A copy of the image with a ringed cross at each point.

    ``points`` is one (x, y) or a list of them in source pixels of the figure. ``labels`` is a text per point, or True
    for 1, 2, 3…. ``color`` as in ``draw_boxes``. The frame of the image is kept.

    Raises ValueError for malformed points, and when there are not as many labels as points.
    """
    canvas, placement = _canvas(image)
    listed = [points] if _is_single(points, 2) else list(points)
    if labels is True:
        labels = [str(i + 1) for i in range(len(listed))]
    texts, colors = _per_item(labels, len(listed), 'labels'), _colors(color, len(listed))
    radius = max(3, round(min(canvas.shape[:2]) / 100))
    outside = 0
    for point, text, rgb in zip(listed, texts, colors):
        x, y = _as_point(point)
        x, y = _to_image(placement, x, y)
        if not (0 <= x < canvas.shape[1] and 0 <= y < canvas.shape[0]):
            outside += 1
            continue
        centre = (int(x), int(y))
        cv2.circle(canvas, centre, radius, (0, 0, 0), 3, cv2.LINE_AA)
        cv2.circle(canvas, centre, radius, rgb, 1, cv2.LINE_AA)
        cv2.drawMarker(canvas, centre, rgb, cv2.MARKER_CROSS, radius, 1, cv2.LINE_AA)
        if text:
            put_text(canvas, text, centre[0] + radius + 2, centre[1] - radius, rgb)
    if outside:
        note(f'{outside} of {len(listed)} points lie outside the image and were not drawn.')
    return place(canvas, placement)


def put_text(canvas: np.ndarray, text: str, x: int, y: int, rgb: Color) -> None:
    """Small text on a plate of ``rgb``, its lower left at (x, y) in image pixels, kept inside the canvas.

    cv2's built-in font has no µ or other non-ASCII signs; µ is written u.
    """
    text = text.replace('µ', 'u').replace('μ', 'u').encode('ascii', 'replace').decode()
    size = float(np.clip(min(canvas.shape[:2]) / 1000, 0.38, 1.2))
    weight = 1 if size < 0.8 else 2
    (wide, high), below = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, size, weight)
    x = int(np.clip(x, 0, max(0, canvas.shape[1] - wide - 2)))
    y = int(np.clip(y, high + 2, max(high + 2, canvas.shape[0] - below)))
    cv2.rectangle(canvas, (x, y - high - 2), (x + wide + 1, y + below - 1), rgb, -1)
    ink = (0, 0, 0) if 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2] > 140 else (255, 255, 255)
    cv2.putText(canvas, text, (x + 1, y), cv2.FONT_HERSHEY_SIMPLEX, size, ink, weight, cv2.LINE_AA)


def parse_color(color: Any) -> Color:
    """(r, g, b) of a name, '#rrggbb' or three numbers 0–255."""
    if isinstance(color, str):
        name = color.strip().lower()
        if name in _NAMES:
            return _NAMES[name]
        if name.startswith('#') and len(name) == 7 and all(c in '0123456789abcdef' for c in name[1:]):
            return int(name[1:3], 16), int(name[3:5], 16), int(name[5:7], 16)
    elif _is_single(color, 3):
        return tuple(int(np.clip(v, 0, 255)) for v in color)
    raise ValueError(f"A color is a name ({', '.join(_NAMES)}), '#rrggbb' or (r, g, b); got {color!r}.")


def _canvas(image: Any) -> tuple[np.ndarray, Placement | None]:
    source = image if isinstance(image, np.ndarray) else np.asarray(image)
    return np.array(to_rgb8(source), order='C', copy=True), _figures.placement_of(source)


def _to_image(placement: Placement | None, x: float, y: float) -> tuple[float, float]:
    return placement.to_image(x, y) if placement else (x, y)


def _is_single(value: Any, length: int) -> bool:
    if isinstance(value, dict) or (hasattr(value, 'box') and length == 4):
        return True
    return hasattr(value, '__len__') and len(value) == length and all(isinstance(v, (int, float, np.number)) for v in value)


def _as_point(point: Any) -> tuple[float, float]:
    if hasattr(point, 'centroid'):
        point = point.centroid
    if not _is_single(point, 2) or not np.isfinite(np.asarray(point, float)).all():
        raise ValueError(f'A point is (x, y) in source pixels; got {point!r}.')
    return float(point[0]), float(point[1])


def _per_item(labels: Any, count: int, what: str) -> Sequence[str | None]:
    if labels is None:
        return [None] * count
    texts = [labels] if isinstance(labels, str) else list(labels)
    if len(texts) != count:
        raise ValueError(f'There are {len(texts)} {what} for {count} items; give one for each.')
    return [None if t is None else str(t) for t in texts]


def _colors(color: Any, count: int) -> list[Color]:
    if color is None:
        hues = [(0.02 + i * 0.381966) % 1 for i in range(count)]
        return [tuple(round(255 * v) for v in colorsys.hsv_to_rgb(h, 0.85, 0.95)) for h in hues]
    if isinstance(color, str) or _is_single(color, 3):
        return [parse_color(color)] * count
    listed = [parse_color(c) for c in color]
    if len(listed) != count:
        raise ValueError(f'There are {len(listed)} colors for {count} items; give one, or one for each.')
    return listed
