"""Burned-in scale bars: found, read, and turned into a pixel size."""

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np

from . import _figures, _ocr
from ._micrographs.bar_shapes import BarShape, bar_shapes, ink_mask
from ._figures import PixelSize
from ._image import FigureImage
from ._notes import note
from ._pixels import to_gray, to_rgb8
from ._result import Result
from ._micrographs.units import read_length
from .draw import draw_boxes

#: Below this, what was read is no length to measure by.
LEAST_CERTAINTY = 0.4


@dataclass
class ScaleBar(Result):
    """A scale bar: ``length_px`` source pixels stand for ``value`` ``unit``."""

    #: Source pixels of the figure.
    box: tuple[float, float, float, float]
    length_px: float
    value: float
    unit: str
    pixel_size: PixelSize
    #: What was read beside the bar.
    text: str
    #: 0–1: how sure bar and text are.
    confidence: float
    image: Any = field(default=None, repr=False)

    @property
    def annotated(self) -> FigureImage:
        """The image with a box around the bar."""
        return draw_boxes(self.image, [self.box], [f'{self.value:g} {self.unit}'], 'orange')

    def __str__(self) -> str:
        return f'Scale bar: {self.length_px:g} px = {self.value:g} {self.unit} ({self.pixel_size}), read {self.text!r}'


def scale_bar(image: Any) -> ScaleBar | None:
    """Finds the burned-in scale bar of a micrograph and reads its length.

    White, black and coloured bars, with or without end ticks, on the picture or in an info strip. The text beside the
    bar is read with OCR; a µ that was read as u, p or j is understood. Returns None when there is no bar, or none
    whose text gives a length; a note of the observation then says why. The pixel size of the figure is set when it
    was not known.
    """
    source = image if isinstance(image, np.ndarray) else np.asarray(image)
    rgb = to_rgb8(source)
    placement = _figures.placement_of(source)
    shapes = bar_shapes(rgb)
    if not shapes:
        note('No scale bar was found: no straight bar of one flat colour stands free.')
        return None
    best: tuple[float, BarShape, str, float, str] | None = None
    for shape in shapes:
        try:
            read = _read_beside(rgb, shape)
        except RuntimeError as error:
            note(f'A bar of {shape.length} pixels was found, but its text could not be read. {error}')
            return None
        if read is None:
            continue
        text, value, unit, certainty = read
        # Dashes of lettering are short; a scale bar is made to be measured.
        rank = shape.score * certainty * min(1.0, shape.length / (0.06 * rgb.shape[1]))
        if best is None or rank > best[0]:
            best = (rank, shape, text, value, unit)
    if best is None:
        note(f'{len(shapes)} bar(s) that may be a scale bar were found, but no length such as "200 nm" was read there.')
        return None
    rank, shape, text, value, unit = best
    sx, sy = (placement.sx, placement.sy) if placement else (1.0, 1.0)
    x0, y0 = (placement.x0, placement.y0) if placement else (0.0, 0.0)
    box = (x0 + shape.x1 / sx, y0 + shape.y1 / sy, x0 + shape.x2 / sx, y0 + shape.y2 / sy)
    length = shape.length / sx
    size = PixelSize(value / length, value / length, unit)
    figure = _figures.get(placement.figure) if placement else None
    if figure is not None and figure.pixel_size is None:
        figure.pixel_size = size
    return ScaleBar(box, length, value, unit, size, text, round(min(1.0, 0.35 + rank), 2), image)


def _read_beside(rgb: np.ndarray, shape: BarShape) -> tuple[str, float, str, float] | None:
    """(text, value, unit, certainty 0–1) of the length written above, below or beside a bar."""
    height, width = rgb.shape[:2]
    reach_y = max(60, 5 * (shape.y2 - shape.y1), round(0.35 * shape.length))
    reach_x = max(110, round(0.6 * shape.length))
    x1, x2 = max(0, shape.x1 - reach_x), min(width, shape.x2 + reach_x)
    y1, y2 = max(0, shape.y1 - reach_y), min(height, shape.y2 + reach_y)
    patch = rgb[y1:y2, x1:x2]
    ink = ink_mask(patch, shape.ink, 70)
    without = np.where(ink, 0, 255).astype(np.uint8)
    bar = (slice(max(0, shape.y1 - y1 - 2), shape.y2 - y1 + 2), slice(max(0, shape.x1 - x1 - 2), shape.x2 - x1 + 2))
    without[bar] = 255
    gray = to_gray(patch).copy()
    if shape.ink[1] > 127:
        gray = 255 - gray
    gray[bar] = int(np.median(gray))
    found: tuple[float, str, float, str, float] | None = None
    for picture, psm in ((gray, 11), (without, 11), (gray, 6), (without, 6)):
        for text, confidence, distance in _lines(picture, psm, shape, x1, y1):
            length = read_length(text)
            if length is None:
                continue
            value, unit, sure, share = length
            certainty = confidence / 100 * (1.0 if sure else 0.85) * (0.4 + 0.6 * share) * _plausible(value)
            if distance > max(45.0, 0.5 * shape.length):
                continue
            rank = certainty / (1 + distance / 40)
            if found is None or rank > found[0]:
                found = (rank, text, value, unit, certainty / (1 + distance / 80))
        if found is not None and found[0] > 0.35:
            break
    return found[1:] if found is not None and found[4] >= LEAST_CERTAINTY else None


def _lines(picture: np.ndarray, psm: int, shape: BarShape, x1: int, y1: int) -> list[tuple[str, float, float]]:
    """(text, confidence, distance to the bar in pixels) of each line that OCR reads in an enlarged picture."""
    factor = 3.0 if picture.shape[0] * picture.shape[1] < 120_000 else 2.0
    large = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    words = _ocr.recognize(np.ascontiguousarray(np.asarray(large).view(np.ndarray)), psm)
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda w: w['box'][0]):
        middle = (word['box'][1] + word['box'][3]) / 2
        size = word['box'][3] - word['box'][1]
        for row in rows:
            last = row[-1]['box']
            if last[1] < middle < last[3] and word['box'][0] - last[2] < 2 * max(size, last[3] - last[1]):
                row.append(word)
                break
        else:
            rows.append([word])
    lines = []
    for row in rows:
        box = [f([w['box'][i] for w in row]) / factor for i, f in enumerate((min, min, max, max))]
        dx = max(shape.x1 - x1 - box[2], box[0] - (shape.x2 - x1), 0)
        dy = max(shape.y1 - y1 - box[3], box[1] - (shape.y2 - y1), 0)
        text = ' '.join(w['text'] for w in row)
        lines.append((text, float(np.mean([max(w['confidence'], 1) for w in row])), float(np.hypot(dx, dy))))
    return lines


def _plausible(value: float) -> float:
    """Scale bars carry round numbers: one leading digit, or 1.5, 2.5, 7.5 times a power of ten."""
    mantissa = round(value / 10 ** np.floor(np.log10(value)), 6)
    if mantissa == round(mantissa):
        return 1.0
    return 0.9 if mantissa in (1.2, 1.5, 2.5, 7.5) else 0.5
