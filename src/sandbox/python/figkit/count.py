"""Counting objects, with what the count is uncertain about."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from . import _figures
from ._image import FigureImage
from ._micrographs.objects import areas
from ._micrographs.outline import outlined
from ._result import Result
from ._micrographs.split import relabel
from .measure import ObjectMeasure, measure_labels
from .segment import Segmentation, segment
from .view import crop


@dataclass
class CountResult(Result):
    """``count`` objects; ``low`` and ``high`` bound it over thresholds and splitting strengths."""

    count: int
    low: int
    high: int
    polarity: str
    method: str
    uncertainty: str
    #: Objects that touch the border of the image; they are counted.
    touching_border: int
    objects: list[ObjectMeasure] = field(repr=False)
    warnings: list[str] = field(default_factory=list)
    segmentation: Segmentation | None = field(default=None, repr=False)

    @property
    def annotated(self) -> FigureImage:
        """The image with every counted object outlined."""
        return outlined(self.segmentation.image, self.segmentation.labels)

    def __str__(self) -> str:
        return f'{self.count} objects ({self.polarity}; {self.low} to {self.high}; {self.method})'


def count_objects(
    image: Any,
    polarity: str = 'auto',
    min_area: float | None = None,
    max_area: float | None = None,
    box: Any = None,
    split: bool = True,
) -> CountResult:
    """Counts the objects of a micrograph.

    ``polarity``, ``min_area`` and ``split`` as in ``segment``; ``max_area`` in source pixels leaves larger ones out.
    ``box`` = [x1, y1, x2, y2] in source pixels counts in that region, cut from the original. Every object of the
    polarity counts, whatever its kind: in a blood smear that is red cells and, where they are as large, white ones;
    platelets are left out by their size. An image where nothing stands out gives 0.

    Raises ValueError for a bad box, polarity or area.
    """
    if max_area is not None and not (np.isfinite(max_area) and max_area > 0):
        raise ValueError(f'max_area must be an area in source pixels above 0; got {max_area!r}.')
    source = image if box is None else crop(image, box)
    found = segment(source, polarity, min_area, split)
    low, high = found.low, found.high
    if max_area is not None:
        before = found.count
        found = _without_large(found, max_area)
        low, high = (round(v * found.count / before) if before else 0 for v in (low, high))
    objects = measure_labels(found.labels, found.image)
    border = sum(o.touches_border for o in objects)
    low, high = min(low, found.count), max(high, found.count)
    return CountResult(
        found.count,
        low,
        high,
        found.polarity,
        found.method,
        _in_words(found.count, low, high, border),
        border,
        objects,
        list(found.warnings),
        found,
    )


def _without_large(found: Segmentation, max_area: float) -> Segmentation:
    placement = _figures.placement_of(found.image)
    limit = max_area * (placement.sx * placement.sy if placement else 1)
    sizes = areas(found.labels)
    table = np.where(sizes <= limit, np.arange(len(sizes)), 0).astype(np.int32)
    table[0] = 0
    labels = relabel(table[found.labels])
    return Segmentation(
        labels, int(labels.max()), found.polarity, found.method, found.warnings, found.low, found.high, found.image
    )


def _in_words(count: int, low: int, high: int, border: int) -> str:
    if count == 0 and high == 0:
        return 'nothing stands out from the background'
    if low == high:
        text = f'{count} at every threshold and splitting strength tried'
    else:
        text = f'{low} to {high} over the thresholds and splitting strengths tried'
    return text + (f'; {border} of them touch the border' if border else '')
