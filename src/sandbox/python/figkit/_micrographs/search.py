"""One polarity, one plane: from values to labelled objects, with the spread of the count."""

from dataclasses import dataclass

import cv2
import numpy as np

from .mask import clean, fill_holes, flatten, noise_of, otsu, smooth
from .objects import areas, dominant_area
from .split import relabel, split
from .stains import Plane

#: Objects below this share of the dominant area are specks: fragments of nuclei count, platelets beside cells do not.
SPECK = {'bright': 0.06, 'dark': 0.1, 'stained': 0.15}

#: Neck limit of `split`: a wider neck joins two basins. Stained cells overlap and are rough inside.
NECK = {'bright': 0.88, 'dark': 0.85, 'stained': 0.82}

#: Threshold shifts (share of the contrast) and changes of the neck limit over which the count's spread is taken.
VARIANTS = ((-0.15, 0.0), (0.2, 0.0), (0.0, -0.12), (0.0, 0.06))


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
    mask |= faint_objects(even, mask, noise)
    labels = _label(mask, options, plane.polarity)
    counts = [int(labels.max())]
    for shift, change in VARIANTS if spread else ():
        moved = outside + (level - outside) * (1 + shift)
        other = mask
        if shift:
            other = even > moved
            other |= faint_objects(even, other, noise)
        counts.append(int(_label(other, options, plane.polarity, change).max()))
    method = f'{plane.method}, Otsu threshold' + (', touching objects parted' if options.split else '')
    return Found(labels, counts[0], plane.polarity, method, min(counts), max(counts), contrast, [])


def faint_objects(even: np.ndarray, mask: np.ndarray, noise: float) -> np.ndarray:
    """Objects that one threshold missed beside brighter ones: a second threshold on what lies away from the first mask.

    Kept are compact regions of the first objects' size that stand out clearly from the noise and do not join into a
    haze.
    """
    _, joined = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)
    typical = dominant_area(areas(np.asarray(joined).view(np.ndarray))[1:])
    reach = int(np.clip(0.5 * np.sqrt(typical / np.pi), 2, 15))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    near = np.asarray(cv2.dilate(mask.astype(np.uint8), disc)).view(np.ndarray) > 0
    rest = even[~near]
    nothing = np.zeros(mask.shape, bool)
    if rest.size < 0.05 * even.size:
        return nothing
    level = otsu(rest)
    faint = (even > level) & ~near
    share = float(faint.mean())
    strong = float(even[mask].mean())
    if not 0 < share < 0.15:
        return nothing
    rise = float(even[faint].mean()) - float(rest[rest <= level].mean())
    if rise < max(4.0, 5 * noise * 0.35, 0.08 * strong):
        return nothing
    count, labels, stats, _ = cv2.connectedComponentsWithStats(faint.astype(np.uint8), connectivity=8)
    stats = np.asarray(stats)
    compact = stats[:, 4] > 0.5 * stats[:, 2] * stats[:, 3]
    sized = (stats[:, 4] > 0.2 * typical) & (stats[:, 4] < 3 * typical)
    keep = compact & sized
    keep[0] = False
    # A haze breaks into many ragged pieces; faint objects are mostly compact ones.
    if stats[1:, 4][keep[1:]].sum() < 0.5 * stats[1:, 4].sum():
        return nothing
    return keep[np.asarray(labels).view(np.ndarray)]


def _label(mask: np.ndarray, options: Options, polarity: str, change: float = 0.0) -> np.ndarray:
    _, joined = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)
    typical = dominant_area(areas(np.asarray(joined).view(np.ndarray))[1:])
    mask = fill_holes(mask, max(typical, 30))
    mask = clean(mask, 1 if typical > 60 else 0)
    if options.split:
        labels = split(mask, NECK[polarity] + change)
    else:
        _, joined = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)
        labels = np.asarray(joined).view(np.ndarray).astype(np.int32)
    return drop_specks(labels, options.min_area, SPECK[polarity])


def drop_specks(labels: np.ndarray, min_area: float | None, share: float) -> np.ndarray:
    """Labels without objects below ``min_area``, or, where that is None, below ``share`` of the dominant area."""
    sizes = areas(labels)
    if len(sizes) <= 1:
        return labels.astype(np.int32)
    least = max(4.0, share * dominant_area(sizes[1:])) if min_area is None else min_area
    table = np.where(sizes >= least, np.arange(len(sizes)), 0).astype(np.int32)
    table[0] = 0
    return relabel(table[labels])
