"""Reads the text of a figure: words and lines with boxes in source pixels."""

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np

from . import _figures, _ocr
from ._text.ink import Word, find_words, ground_color, join_words
from ._text.montage import recognize_words
from ._charts.numbers import parse_number
from ._pixels import to_gray, to_rgb8
from ._result import Result
from .view import crop

__all__ = ['TextLine', 'TextResult', 'TextWord', 'read_text']

#: Words below this confidence are noise more often than text.
LEAST_CONFIDENCE = 30
#: psm 11: sparse text, in no order.
SPARSE = 11
#: Pixels of an image handed to recognition at most; beyond, it gets slow and no better.
MOST_PIXELS = 6_000_000


@dataclass
class TextWord(Result):
    """A word. ``box`` is [x1, y1, x2, y2] in source pixels; ``value`` its number where it is one."""

    text: str
    box: list[float]
    confidence: float
    #: True where the text runs bottom to top.
    vertical: bool = False
    value: float | None = None


@dataclass
class TextLine(Result):
    """A line of words; ``confidence`` (0–100) is their mean."""

    text: str
    box: list[float]
    confidence: float
    vertical: bool = False


@dataclass
class TextResult(Result):
    """Text from top to bottom. ``text`` joins the lines."""

    words: list[TextWord]
    lines: list[TextLine]
    warnings: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return '\n'.join(line.text for line in self.lines)

    def __str__(self) -> str:
        return self.text or 'No text was found.'


def read_text(image: Any, box: Any = None, zoom: float | None = None, psm: int | None = None) -> TextResult:
    """Reads the text of an image: words and lines with boxes in source pixels of the figure and confidence.

    ``box`` limits it to a region (source pixels). Small print is enlarged by itself; ``zoom`` sets the factor.
    On a flat ground (charts, diagrams) every word is cut out and read upright, so that vertical titles and single
    tick labels are found; elsewhere the page is searched for sparse text, dark on light and light on dark.
    ``psm`` forces one pass over the whole region with that page segmentation mode of Tesseract (6: a block of text,
    7: one line, 11: sparse text).

    Raises ValueError for a malformed box, zoom or psm, RuntimeError when the sandbox has no text recognition.
    """
    if zoom is not None and not (isinstance(zoom, (int, float, np.number)) and 0 < zoom <= 16):
        raise ValueError(f'zoom must be a number above 0 and up to 16; got {zoom!r}.')
    if psm is not None and psm not in range(3, 14):
        raise ValueError(f'psm must be one of 3 to 13; got {psm!r}.')
    region = image if box is None else crop(image, box)
    rgb = np.ascontiguousarray(to_rgb8(region))
    ground, share = ground_color(rgb)
    words = None
    if psm is None and share > 0.45:
        words = _on_flat_ground(rgb, ground)
    if words is None:
        words = _on_page(rgb, ground, share, zoom, psm)
    words = [w for w in words if w.confidence >= LEAST_CONFIDENCE and any(c.isalnum() for c in w.text)]
    placement = _figures.placement_of(region) if isinstance(region, np.ndarray) else None

    def source(inner: Any) -> list[float]:
        if placement is None:
            return [float(v) for v in inner]
        return [round(v, 2) for k in (0, 2) for v in placement.to_source(inner[k], inner[k + 1])]

    lines = sorted(join_words(words), key=lambda line: (line[0].box[1] + line[0].box[3], line[0].box[0]))
    return TextResult(
        [TextWord(w.text, source(w.box), round(w.confidence, 1), w.vertical, parse_number(w.text)) for w in words],
        [_line(line, source) for line in lines],
    )


def _line(words: list[Word], source: Any) -> TextLine:
    boxes = np.array([w.box for w in words])
    box = (boxes[:, 0].min(), boxes[:, 1].min(), boxes[:, 2].max(), boxes[:, 3].max())
    sure = float(np.mean([w.confidence for w in words]))
    return TextLine(' '.join(w.text for w in words), source(box), round(sure, 1), words[0].vertical)


def _on_flat_ground(rgb: np.ndarray, ground: np.ndarray) -> list[Word] | None:
    """Words that stand on the ground, read one by one; None when there are so many that the page is read at once."""
    words = find_words(rgb, ground)
    if len(words) > 160:
        return None
    gray = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY))
    level = float(np.dot(ground, (0.299, 0.587, 0.114)))
    recognize_words(gray, level, words)
    doubtful = [w for w in words if not w.vertical and w.confidence < 75 and w.size[0] <= 1.6 * w.size[1]]
    turned = [Word(w.box, w.parts, True) for w in doubtful]
    recognize_words(gray, level, turned, turn=1)
    better = {id(old): new for old, new in zip(doubtful, turned) if new.confidence > old.confidence + 15}
    return [better.get(id(w), w) for w in words]


def _on_page(rgb: np.ndarray, ground: np.ndarray, share: float, zoom: float | None, psm: int | None) -> list[Word]:
    gray = to_gray(rgb)
    height, width = gray.shape
    scale = zoom or float(np.clip(2200 / max(height, width), 1, 3))
    scale = min(scale, (MOST_PIXELS / (height * width)) ** 0.5)
    large = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA)
    dark_ground = float(np.dot(ground, (0.299, 0.587, 0.114))) < 128
    mode = psm if psm is not None else SPARSE
    found = _pass(255 - large if dark_ground else large, mode, scale)
    if share < 0.45 and psm is None:
        known = [w.box for w in found if w.confidence >= LEAST_CONFIDENCE]
        other = _pass(large if dark_ground else 255 - large, mode, scale)
        found += [w for w in other if not any(_overlap(w.box, box) > 0.3 for box in known)]
    return found


def _pass(gray: np.ndarray, psm: int, scale: float) -> list[Word]:
    words = []
    for item in _ocr.recognize(gray, psm):
        box = tuple(round(v / scale) for v in item['box'])
        words.append(Word(box, [box], box[3] - box[1] > 2.5 * (box[2] - box[0]) > 0 and len(item['text']) > 2, item['text'], float(item['confidence'])))
    return words


def _overlap(a: Any, b: Any) -> float:
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    area = (a[2] - a[0]) * (a[3] - a[1])
    return width * height / area if width > 0 and height > 0 and area else 0.0
