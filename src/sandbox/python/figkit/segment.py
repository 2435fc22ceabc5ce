"""Objects of a micrograph as a label map."""

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np

from . import _figures
from ._image import FigureImage, place
from ._notes import note
from ._micrographs.outline import outlined
from ._micrographs.overlays import without_overlays
from ._pixels import to_rgb8
from ._micrographs.polarity import choose
from ._result import Result
from ._micrographs.search import Options
from ._micrographs.stains import POLARITIES

#: Larger images are segmented at a reduced size and the labels brought back: more pixels add time, not objects.
WORKING_PIXELS = 1_000_000


@dataclass
class Segmentation(Result):
    """``labels`` is an int32 map of the image's size: 0 background, 1…count the objects."""

    labels: np.ndarray = field(repr=False)
    count: int
    polarity: str
    method: str
    warnings: list[str]
    low: int = 0
    high: int = 0
    #: The image that was segmented.
    image: Any = field(default=None, repr=False)

    @property
    def annotated(self) -> FigureImage:
        """The image with the outline of every object."""
        return outlined(self.image, self.labels)

    def __str__(self) -> str:
        return f'Segmentation: {self.count} objects ({self.polarity}; {self.method})'


def segment(image: Any, polarity: str = 'auto', min_area: float | None = None, split: bool = True) -> Segmentation:
    """Finds the objects of a micrograph: nuclei, cells, particles.

    ``polarity``: 'bright' objects on dark, 'dark' on light, 'stained' on an unstained background, or 'auto', which
    tries and keeps what looks most like separate objects. ``min_area`` in source pixels; without it, specks far below
    the dominant size are left out. ``split=False`` keeps touching objects joined.

    Uneven illumination is removed, the foreground found by Otsu's threshold, holes filled, and touching objects
    parted at their necks. ``low`` and ``high`` of the result bound the count over thresholds and splitting strengths.

    Raises ValueError for an unknown polarity, and for what is not an image.
    """
    source = image if isinstance(image, np.ndarray) else np.asarray(image)
    rgb = to_rgb8(source)
    placement = _figures.placement_of(source)
    if polarity not in ('auto', *POLARITIES):
        raise ValueError(f"polarity must be 'auto', 'bright', 'dark' or 'stained'; got {polarity!r}.")
    if min_area is not None and not (np.isfinite(min_area) and min_area >= 0):
        raise ValueError(f'min_area must be an area in source pixels, 0 or more; got {min_area!r}.')
    small, factor = _working_size(rgb)
    per_source = factor * factor * ((placement.sx * placement.sy) if placement else 1.0)
    options = Options(split=bool(split), min_area=None if min_area is None else min_area * per_source)
    picture, left_out = without_overlays(small)
    found = choose(picture, polarity, options)
    whole = np.zeros(small.shape[:2], np.int32)
    whole[: picture.shape[0]] = found.labels
    labels = _to_size(whole, rgb.shape[:2])
    for text in left_out:
        note(text)
    shown = place(np.ascontiguousarray(rgb), placement)
    return Segmentation(
        labels, int(labels.max()), found.polarity, found.method, found.warnings, found.low, found.high, shown
    )


def _working_size(rgb: np.ndarray) -> tuple[np.ndarray, float]:
    height, width = rgb.shape[:2]
    factor = (WORKING_PIXELS / (height * width)) ** 0.5
    if factor >= 1:
        return np.ascontiguousarray(rgb), 1.0
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    note(f'Objects were looked for at {size[0]}×{size[1]} pixels; crop a region if they are small.')
    small = cv2.resize(np.ascontiguousarray(rgb), size, interpolation=cv2.INTER_AREA)
    return np.asarray(small).view(np.ndarray), factor


def _to_size(labels: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    if labels.shape == shape:
        return labels
    # float32 holds every label exactly; cv2 does not resize int32.
    grown = cv2.resize(labels.astype(np.float32), (shape[1], shape[0]), interpolation=cv2.INTER_NEAREST)
    return np.asarray(grown).view(np.ndarray).astype(np.int32)
