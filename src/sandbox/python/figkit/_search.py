"""One polarity, one plane: from values to labelled objects, with the spread of the count."""

from dataclasses import dataclass

import cv2
import numpy as np

from ._mask import clean, fill_holes, flatten, noise_of, otsu, smooth
from ._objects import areas, dominant_area
from ._split import relabel, split
from ._stains import Plane

#: Objects below this share of the dominant area are specks.
SPECK = 0.1

#: Threshold shifts (share of the contrast) and neck limits over which the count's spread is taken.
VARIANTS = ((-0.15, 0.82), (0.2, 0.82), (0.0, 0.7), (0.0, 0.9))


@dataclass(frozen=True)
class Options:
    """``min_area`` in pixels of the plane."""

    split: bool = True
    min_area: float | None = None


@dataclass
class Found:
    """Objects of one plane. ``low`` and ``high`` bound the count; ``contrast`` is signal over noise."""

    labels: np.ndarray
    count: int
    polarity: str
    method: str
    low: int
    high: int
    contrast: float
    warnings: list[str]


def find_objects(plane: Plane, options: Options, spread: bool = True) -> Found:
    """Labels the objects of a plane; none where nothing stands out from the noise.

    With ``spread`` the count is repeated at other thresholds and splitting strengths, which gives low and high.
    """
    values = smooth(plane.values, 1.0)
    even = flatten(values)
    level = otsu(even)
    mask = even > level
    noise = max(noise_of(plane.values), 0.5)
    inside = float(even[mask].mean()) if mask.any() else 0.0
    outside = float(even[~mask].mean()) if (~mask).any() else 0.0
    contrast = (inside - outside) / noise
    empty = np.zeros(mask.shape, np.int32)
    if contrast < 4 or inside - outside < 4 or not mask.any():
        return Found(empty, 0, plane.polarity, plane.method, 0, 0, contrast, ['Nothing stands out from the noise.'])
    labels = _label(mask, values, options, 0.82)
    counts = [int(labels.max())]
    for shift, neck in VARIANTS if spread else ():
        moved = outside + (level - outside) * (1 + shift)
        other = mask if shift == 0 else even > moved
        counts.append(int(_label(other, values, options, neck).max()))
    method = f'{plane.method}, Otsu threshold' + (', touching objects parted' if options.split else '')
    return Found(labels, counts[0], plane.polarity, method, min(counts), max(counts), contrast, [])


def _label(mask: np.ndarray, values: np.ndarray, options: Options, neck: float) -> np.ndarray:
    _, joined = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)
    typical = dominant_area(areas(np.asarray(joined).view(np.ndarray))[1:])
    mask = fill_holes(mask, max(typical, 30))
    mask = clean(mask, 1 if typical > 60 else 0)
    if options.split:
        labels = split(mask, values, neck)
    else:
        _, joined = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)
        labels = np.asarray(joined).view(np.ndarray).astype(np.int32)
    return drop_specks(labels, options.min_area)


def drop_specks(labels: np.ndarray, min_area: float | None) -> np.ndarray:
    """Labels without objects below ``min_area``, or, where that is None, far below the dominant area."""
    sizes = areas(labels)
    if len(sizes) <= 1:
        return labels.astype(np.int32)
    least = max(4.0, SPECK * dominant_area(sizes[1:])) if min_area is None else min_area
    table = np.where(sizes >= least, np.arange(len(sizes)), 0).astype(np.int32)
    table[0] = 0
    return relabel(table[labels])
