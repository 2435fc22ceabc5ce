"""Areas, outlines and shapes of labelled regions."""

from dataclasses import dataclass

import cv2
import numpy as np


@dataclass(frozen=True)
class Region:
    """One labelled region in pixels of the label map."""

    label: int
    x: int
    y: int
    width: int
    height: int
    area: int
    centroid: tuple[float, float]
    contour: np.ndarray
    touches_border: bool


def regions(labels: np.ndarray) -> list[Region]:
    """All regions of a label map 1…n, in the order of their labels; a region in several pieces keeps its largest outline."""
    count = int(labels.max()) if labels.size else 0
    if count == 0:
        return []
    height, width = labels.shape
    ys, xs = np.nonzero(labels)
    values = labels[ys, xs]
    order = np.argsort(values, kind='stable')
    values, ys, xs = values[order], ys[order], xs[order]
    starts = np.searchsorted(values, np.arange(count + 2))
    found = []
    for label in range(1, count + 1):
        px, py = xs[starts[label] : starts[label + 1]], ys[starts[label] : starts[label + 1]]
        if px.size == 0:
            continue
        x1, x2, y1, y2 = int(px.min()), int(px.max()) + 1, int(py.min()), int(py.max()) + 1
        patch = np.zeros((y2 - y1, x2 - x1), np.uint8)
        patch[py - y1, px - x1] = 1
        contours, _ = cv2.findContours(patch, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE, offset=(x1, y1))
        outline = max((np.asarray(c) for c in contours), key=len)
        border = x1 == 0 or y1 == 0 or x2 == width or y2 == height
        centre = (float(px.mean()) + 0.5, float(py.mean()) + 0.5)
        found.append(Region(label, x1, y1, x2 - x1, y2 - y1, int(px.size), centre, outline, border))
    return found


def areas(labels: np.ndarray) -> np.ndarray:
    """Area per label; index 0 is the background."""
    return np.bincount(labels.ravel())


def dominant_area(sizes: np.ndarray) -> float:
    """The area of the typical object: median of the areas, each weighted with itself, so that specks do not count."""
    if sizes.size == 0:
        return 0.0
    ordered = np.sort(sizes.astype(float))
    total = np.cumsum(ordered)
    return float(ordered[np.searchsorted(total, total[-1] / 2)])
