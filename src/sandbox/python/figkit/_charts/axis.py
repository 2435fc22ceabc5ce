"""What is known of one axis, and how it is put together from labels and tick marks."""

import re
from dataclasses import dataclass, field

import numpy as np

from .._text.ink import Word
from .numbers import parse_number, suffix_of, tidy
from .._result import Result
from .scale import Fit, fit_scale


@dataclass
class Tick(Result):
    """A tick: ``pixel`` along the axis (continuous source pixels), the printed label, its number if it has one."""

    pixel: float
    label: str
    value: float | None = None
    #: The label was misread and its value follows from the other ticks.
    corrected: bool = False

    def __iter__(self):
        return iter((self.pixel, self.label, self.value))


@dataclass
class Axis(Result):
    """One axis. ``kind`` is 'linear', 'log', 'category' or 'unknown'; ``unit`` what stands behind every number."""

    kind: str
    ticks: list[Tick]
    title: str | None = None
    unit: str = ''
    #: Scale: value = slope·pixel + offset, of log10(value) on a log axis.
    slope: float | None = None
    offset: float | None = None
    #: Root mean square distance of the ticks from the scale, in pixels.
    residual: float | None = None
    warnings: list[str] = field(default_factory=list)
    #: Surely read labels that do not fit the scale: numbers may be names here.
    contradictions: int = field(default=0, repr=False)

    @property
    def has_scale(self) -> bool:
        return self.slope is not None and self.offset is not None

    def pixel_to_value(self, pixel: float) -> float | None:
        """The value at a pixel of the figure, or None where the axis has no scale."""
        if self.slope is None or self.offset is None:
            return None
        linear = self.slope * pixel + self.offset
        if self.kind == 'log':
            return float(10.0**linear) if abs(linear) < 300 else None
        return float(linear)

    def value_to_pixel(self, value: float) -> float | None:
        """The pixel of a value, or None where the axis has no scale or the value no place on it."""
        if self.slope is None or self.offset is None or (self.kind == 'log' and value <= 0):
            return None
        return float(((np.log10(value) if self.kind == 'log' else value) - self.offset) / self.slope)

    def moved(self, scale: float, origin: float) -> 'Axis':
        """The same axis in other pixels: new = origin + old / scale."""
        ticks = [Tick(origin + t.pixel / scale, t.label, t.value, t.corrected) for t in self.ticks]
        slope = None if self.slope is None else self.slope * scale
        offset = None if self.slope is None or self.offset is None else self.offset - self.slope * scale * origin
        residual = None if self.residual is None else self.residual / scale
        return Axis(self.kind, ticks, self.title, self.unit, slope, offset, residual, list(self.warnings))

    def __str__(self) -> str:
        title = f' "{self.title}"' if self.title else ''
        labels = ', '.join(t.label for t in self.ticks[:12]) + ('…' if len(self.ticks) > 12 else '')
        return f'{self.kind}{title}: {labels or "no ticks read"}'


def build_axis(labels: list[Word], along: int, marks: list[float], tolerance: float) -> Axis:
    """An axis from its labels. ``along`` is 0 where positions are x and 1 where they are y; ``marks`` are the places
    of tick marks and gridlines."""
    labels = sorted(labels, key=lambda word: word.center[along])
    places = _match(labels, along, marks)
    numbers = [_number(word) for word in labels]
    known = [i for i, number in enumerate(numbers) if number is not None]
    ticks = [Tick(place, word.text, None) for place, word in zip(places, labels)]
    if len(known) < 2 or len(known) < 0.5 * len(labels):
        _complete_letters(ticks, labels)
        return Axis('category' if labels else 'unknown', ticks)
    fit = _fit(labels, along, places, [numbers[i] for i in known], known, tolerance)
    if fit is None or len(fit.inliers) < max(2, 0.55 * len(known)):
        return Axis('category', ticks)
    axis = Axis('log' if fit.log else 'linear', ticks, slope=fit.a, offset=fit.b, residual=fit.residual)
    _assign(axis, fit, [known[i] for i in fit.inliers], numbers, labels, along)
    units = [suffix_of(labels[known[i]].text) for i in fit.inliers]
    if units.count('%') > len(units) / 2:
        axis.unit = '%'
    if len(fit.inliers) == 2:
        axis.warnings.append('Only two tick labels define the scale, so a misread one would go unnoticed.')
    return axis


def _complete_letters(ticks: list[Tick], labels: list[Word]) -> None:
    """In a row A, B, C, … a label that reads badly is the letter that its place demands; sure ones are kept."""
    sure = [(i, ord(t.label)) for i, t in enumerate(ticks) if re.fullmatch('[A-Z]', t.label) and labels[i].confidence >= 50]
    starts = {code - i for i, code in sure}
    if len(sure) < max(3, 0.5 * len(ticks)) or len(starts) != 1:
        return
    start = starts.pop()
    if not ord('A') <= start <= ord('Z') + 1 - len(ticks):
        return
    for i, tick in enumerate(ticks):
        if len(labels[i].parts) == 1 and tick.label != chr(start + i) and not (labels[i].confidence >= 85 and tick.label.isalnum()):
            tick.label, tick.corrected = chr(start + i), True


def settle_kinds(x: Axis | None, y: Axis | None) -> None:
    """Numbers that name categories (3, 4, 5, 6, 8) may look like a scale; beside a real scale they are names."""
    for axis, other in ((x, y), (y, x)):
        if axis is None or not axis.has_scale or other is None or not other.has_scale:
            continue
        if axis.contradictions >= max(1, 0.12 * len(axis.ticks)) and axis.contradictions > other.contradictions:
            axis.kind, axis.slope, axis.offset, axis.residual, axis.unit = 'category', None, None, None, ''
            axis.warnings.clear()
            for tick in axis.ticks:
                tick.value, tick.corrected = None, False


def _number(word: Word) -> float | None:
    """The label's number; a 10 with a raised number behind it is a power of ten."""
    text = tidy(word.text)
    parts = sorted(word.parts)
    if not word.vertical and len(parts) >= 3 and re.fullmatch(r'10-?\d{1,2}', text):
        height = parts[0][3] - parts[0][1]
        if parts[-1][3] < parts[0][3] - 0.2 * height and parts[1][3] >= parts[0][3] - 0.15 * height:
            return 10.0 ** int(text[2:])
    return parse_number(word.text, lenient=True)


def _same_digits(text: str, value: float) -> bool:
    """True when only the decimal point or zeros around differ, as when a point was overlooked."""
    digits = re.sub(r'\D', '', text).strip('0')
    return digits == re.sub(r'\D', '', f'{value:.3g}').strip('0')


def _fit(labels: list[Word], along: int, places: list[float], values: list, known: list[int], tolerance: float) -> Fit | None:
    by_marks = fit_scale([places[i] for i in known], values, tolerance)
    by_labels = fit_scale([labels[i].center[along] for i in known], values, tolerance)
    if by_marks is None or (by_labels is not None and len(by_labels.inliers) > len(by_marks.inliers)):
        return by_labels
    return by_marks


def _match(labels: list[Word], along: int, marks: list[float]) -> list[float]:
    """Per label its tick mark's place, else the middle of the label."""
    centers = [word.center[along] for word in labels]
    if not marks:
        return centers
    places = []
    for word, center in zip(labels, centers):
        size = word.size[along]
        reach = max(3.0, 0.6 * size) if along == 0 and not word.vertical else max(3.0, 0.6 * min(word.size))
        nearest = min(marks, key=lambda mark: abs(mark - center))
        spacing = min((abs(c - center) for c in centers if c != center), default=1e9)
        places.append(nearest if abs(nearest - center) <= min(reach, 0.45 * spacing) else center)
    return places


def _assign(axis: Axis, fit: Fit, inliers: list[int], numbers: list, labels: list[Word], along: int) -> None:
    """Values of ticks that agree with the scale; misread ones are set where the steps leave no doubt."""
    values = sorted({float(numbers[i]) for i in inliers})
    exact = [np.log10(v) for v in values] if fit.log else values
    steps = np.diff(exact)
    step = float(steps.min()) if len(steps) else 0.0
    regular = len(inliers) >= 3 and step > 0 and bool(np.all(np.abs(steps / step - np.round(steps / step)) < 0.02))
    for index, tick in enumerate(axis.ticks):
        if index in inliers:
            tick.value = float(numbers[index])
            continue
        if numbers[index] is not None and (not fit.log or numbers[index] > 0):
            box, place = labels[index].box, fit.pixel(numbers[index])
            if box[along] - 3 <= place <= box[along + 2] + 3:
                tick.pixel, tick.value = float(place), float(numbers[index])
                continue
        if labels[index].confidence >= 85 and parse_number(labels[index].text) is not None:
            axis.contradictions += not _same_digits(labels[index].text, fit.value(tick.pixel))
        if not regular:
            continue
        count = (fit.a * tick.pixel + fit.b - exact[0]) / step
        if abs(count - round(count)) > 0.08:
            continue
        linear = exact[0] + round(count) * step
        tick.value = float(f'{10.0 ** linear if fit.log else linear:.10g}')
        tick.corrected = numbers[index] is None or abs(numbers[index] - tick.value) > 1e-9 * max(1, abs(tick.value))
        if tick.corrected:
            axis.warnings.append(f'The label read as "{tick.label}" was taken as {tick.value:g}, which its place demands.')
