"""Tells what kind of figure an image is, from its colours, lines, text and objects."""

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np

from ._text.ink import ground_color
from ._pixels import to_rgb8
from ._result import Result
from .bars import read_bars
from .text import read_text

__all__ = ['Description', 'describe']


@dataclass
class Description(Result):
    """What a figure seems to be.

    ``kind`` is 'bar chart', 'line chart', 'scatter', 'pie', 'heatmap', 'fluorescence micrograph',
    'stained micrograph', 'electron micrograph', 'photo', 'diagram' or 'unknown'; ``confidence`` 0–1 is a judgement of
    rules, not a probability. ``facts`` are the measures it rests on, ``text`` the lines of text found.
    """

    kind: str
    confidence: float
    text: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        sure = 'surely' if self.confidence >= 0.8 else 'probably' if self.confidence >= 0.55 else 'perhaps'
        return f'{sure} a {self.kind}' if self.kind != 'unknown' else 'kind of figure unknown'


def describe(image: Any) -> Description:
    """What kind of figure the image is, by rules on its ground, colours, lines and text.

    A guess with few grounds is called 'unknown'. Raises RuntimeError when the sandbox has no text recognition.
    """
    rgb = np.ascontiguousarray(to_rgb8(image))
    facts = _pixel_facts(rgb)
    if facts['flat'] >= 0.3:
        drawn = _drawn(image, rgb, facts)
        if drawn is not None:
            return drawn
    return _photographed(image, facts)


def _pixel_facts(rgb: np.ndarray) -> dict[str, Any]:
    scale = min(1.0, 700 / max(rgb.shape[:2]))
    small = cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else rgb
    ground, flat = ground_color(rgb)
    values = small.astype(np.int16)
    chroma = values.max(axis=2) - values.min(axis=2)
    gray = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    noise = np.abs(gray.astype(np.int16) - cv2.medianBlur(gray, 3)).mean()
    hue = cv2.cvtColor(small, cv2.COLOR_RGB2HSV)[:, :, 0][chroma > 40]
    return {
        'width': rgb.shape[1],
        'height': rgb.shape[0],
        'flat': round(flat, 3),
        'ground': [int(v) for v in ground],
        'gray': bool(np.percentile(chroma, 95) < 14),
        'coloured': round(float((chroma > 40).mean()), 3),
        'brightness': round(float(gray.mean()), 1),
        'dark': round(float((gray < 64).mean()), 3),
        'noise': round(float(noise), 2),
        'stain': round(float(((hue >= 112) | (hue < 12)).mean()), 2) if len(hue) else 0.0,
        'hues': int((np.bincount(hue // 15, minlength=12) > 0.02 * max(len(hue), 1)).sum()) if len(hue) else 0,
    }


def _drawn(image: Any, rgb: np.ndarray, facts: dict[str, Any]) -> Description | None:
    """Charts and diagrams: they stand on one flat colour."""
    chart = read_bars(image)
    axes = chart.axes
    scales = [axis for axis in (axes.x, axes.y) if axis is not None and axis.has_scale]
    ticks = sum(len(axis.ticks) for axis in scales)
    valued = [bar for bar in chart.bars if bar.value is not None]
    facts |= {'bars': len(chart.bars), 'numeric_axes': len(scales), 'ticks': ticks, 'plot_box': axes.plot_box}
    found = read_text(image).lines
    lines = [line.text for line in found]
    if axes.plot_box is not None and scales and ticks >= 3:
        covered = _bar_share(chart, axes.plot_box)
        if len(valued) >= 2 and covered > 0.6:
            return Description('bar chart', 0.9 if len(valued) >= 3 else 0.75, lines, facts)
        kind, sure = _marks(rgb, axes.plot_box, facts)
        return Description(kind, sure, lines, facts)
    sectors = _pie(rgb, facts)
    if sectors >= 2:
        return Description('pie', 0.7, lines, facts)
    legible = [line for line in found if line.confidence >= 60]
    letters = sum(c.isalnum() for line in legible for c in line.text)
    if facts['flat'] > 0.5 and facts['noise'] < 4 and len(legible) >= 3 and letters >= 12:
        return Description('diagram', 0.55, lines, facts)
    return None


def _bar_share(chart: Any, box: Any) -> float:
    """Share of the bars whose edges are inside the plot area and that are wide enough to be bars."""
    inside = [b for b in chart.bars if b.box[0] >= box[0] - 4 and b.box[2] <= box[2] + 4]
    thick = [b for b in inside if min(b.box[2] - b.box[0], b.box[3] - b.box[1]) >= 1 and max(b.box[2] - b.box[0], b.box[3] - b.box[1]) >= 4]
    across = [(b.box[2] - b.box[0]) if chart.orientation == 'vertical' else (b.box[3] - b.box[1]) for b in thick]
    if not across:
        return 0.0
    even = np.mean(np.abs(np.array(across) - np.median(across)) <= max(2, 0.15 * np.median(across)))
    return float(len(thick) / max(len(chart.bars), 1) * even)


def _marks(rgb: np.ndarray, box: Any, facts: dict[str, Any]) -> tuple[str, float]:
    """Lines, points or cells: by the shapes of coloured or dark marks in the plot area."""
    x1, y1, x2, y2 = (int(v) for v in box)
    area = rgb[y1 + 3 : y2 - 2, x1 + 3 : x2 - 2]
    if area.size == 0:
        return 'unknown', 0.2
    ground, share = ground_color(area)
    if share < 0.25:
        return 'heatmap', 0.6
    mask = (np.abs(area.astype(np.int16) - ground).max(axis=2) > 60).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    sizes = stats[1:]
    wide = [s for s in sizes if s[2] > 0.25 * area.shape[1]]
    spots = [s for s in sizes if 3 <= s[2] <= 30 and 3 <= s[3] <= 30 and s[4] > 0.4 * s[2] * s[3]]
    facts |= {'long_marks': len(wide), 'spots': len(spots)}
    if wide and len(spots) < 8:
        return 'line chart', 0.65
    if len(spots) >= 8:
        return 'scatter', 0.65
    return 'unknown', 0.3


def _pie(rgb: np.ndarray, facts: dict[str, Any]) -> int:
    """Number of colours that fill a large disc, 0 where there is none."""
    ground = np.array(facts['ground'])
    mask = (np.abs(rgb.astype(np.int16) - ground).max(axis=2) > 24).astype(np.uint8)
    # Thin white seams between sectors are closed first.
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    if count < 2:
        return 0
    largest = 1 + int(stats[1:, 4].argmax())
    x, y, w, h, area = (int(v) for v in stats[largest])
    if min(w, h) < 0.25 * min(mask.shape) or abs(w - h) > 0.08 * max(w, h) or not 0.7 < area / (w * h) < 0.84:
        return 0
    pixels = rgb[labels == largest]
    codes = (pixels >> 4).astype(np.int32) @ np.array([1, 16, 256])
    return int((np.bincount(codes) > 0.03 * len(codes)).sum())


def _photographed(image: Any, facts: dict[str, Any]) -> Description:
    """Micrographs and photographs: by ground, colour and grain."""
    ground = max(facts['ground'])
    light_colour = facts['brightness'] > 110 and facts['coloured'] > 0.02 and facts['stain'] > 0.7
    dark_ground = facts['dark'] > 0.55 and ground < 80
    bar = None
    if not facts['gray'] or facts['dark'] < 0.97:
        from .scale_bar import scale_bar

        bar = scale_bar(image)
    facts['scale_bar'] = bar.text if bar is not None else None
    if dark_ground:
        return Description('fluorescence micrograph', 0.7 if facts['flat'] > 0.1 else 0.55, [], facts)
    if facts['gray']:
        if bar is not None:
            return Description('electron micrograph', 0.75, [], facts)
        return Description('electron micrograph', 0.4, [], facts) if facts['noise'] > 3 else Description('unknown', 0.3, [], facts)
    if light_colour and ground > 130:
        return Description('stained micrograph', 0.55, [], facts)
    return Description('photo', 0.45, [], facts) if facts['hues'] >= 4 else Description('unknown', 0.3, [], facts)
