"""Touching objects parted: over-segmentation by the distance transform, then merging by evidence."""

import cv2
import numpy as np

#: Area over convex hull from which a union is one convex object.
CONVEX = 0.95


def split(mask: np.ndarray, neck: float) -> np.ndarray:
    """Labels of the objects in a mask.

    Seeds are the maxima of a smoothed distance transform; each floods its basin. Neighbours are then merged, those
    with the widest neck first: a neck is the largest distance on their common border, as a share of the smaller
    object's own radius. They stay apart when the neck is narrower than ``neck`` and their union is not convex.
    """
    if mask.all() or not mask.any():
        return mask.astype(np.int32)
    distance = _plain(cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 5))
    return merge(basins(distance, mask), distance, neck)


def basins(distance: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Labels of the basins of the smoothed distance: every pixel follows its highest neighbour to a summit."""
    height, width = mask.shape
    ground = _plain(cv2.GaussianBlur(distance, (0, 0), 1.0)).astype(np.float64)
    # A slope far below one pixel's step, so that no two neighbours are exactly equal.
    ground += np.arange(ground.size).reshape(ground.shape) * (1e-6 / ground.size)
    ground[~mask] = -1
    padded = np.full((height + 2, width + 2), -2.0)
    padded[1:-1, 1:-1] = ground
    ys, xs = np.nonzero(mask)
    flat = padded.ravel()
    here = (ys + 1) * (width + 2) + xs + 1
    target, best = here.copy(), flat[here]
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            step = dy * (width + 2) + dx
            height_there = flat[here + step]
            higher = height_there > best
            best = np.where(higher, height_there, best)
            target = np.where(higher, here + step, target)
    index = np.zeros(flat.size, np.int32)
    index[here] = np.arange(here.size)
    parent = index[target]
    while True:
        further = parent[parent]
        if np.array_equal(further, parent):
            break
        parent = further
    number = np.cumsum(parent == np.arange(here.size), dtype=np.int32)
    labels = np.zeros((height, width), np.int32)
    labels[ys, xs] = number[parent]
    return labels


def merge(labels: np.ndarray, distance: np.ndarray, neck: float) -> np.ndarray:
    """Merges neighbouring basins, widest necks first, unless neck and convexity speak for two objects."""
    count = int(labels.max()) + 1
    peaks = _largest_per_label(labels, distance, count)
    borders = _borders(labels, distance)
    if not borders:
        return relabel(labels)
    area = np.bincount(labels.ravel(), minlength=count).astype(float)
    points = _outlines(labels, {v for pair in borders for v in pair})
    parent = list(range(count))

    def root(v: int) -> int:
        while parent[v] != v:
            parent[v] = parent[parent[v]]
            v = parent[v]
        return v

    order = sorted(borders, key=lambda pair: -borders[pair] / max(min(peaks[pair[0]], peaks[pair[1]]), 1e-6))
    for pair in order:
        a, b = root(pair[0]), root(pair[1])
        if a == b:
            continue
        ratio = borders[pair] / max(min(peaks[a], peaks[b]), 1e-6)
        hull = cv2.convexHull(np.concatenate([points[a], points[b]]))
        solidity = (area[a] + area[b]) / max(cv2.contourArea(hull) + 0.5 * cv2.arcLength(hull, True), 1.0)
        if ratio >= neck or (solidity > CONVEX and ratio > 0.5):
            parent[b] = a
            peaks[a] = max(peaks[a], peaks[b])
            area[a] += area[b]
            points[a] = hull.reshape(-1, 2)
    table = np.array([root(v) for v in range(count)], np.int32)
    return relabel(table[labels])


def relabel(labels: np.ndarray) -> np.ndarray:
    """Labels 1…n without gaps, 0 kept."""
    present = np.flatnonzero(np.bincount(labels.ravel()))
    present = present[present > 0]
    table = np.zeros(int(labels.max()) + 1 if labels.size else 1, np.int32)
    table[present] = np.arange(1, len(present) + 1)
    return table[labels]


def _largest_per_label(labels: np.ndarray, values: np.ndarray, count: int) -> np.ndarray:
    flat, inside = labels.ravel(), labels.ravel() > 0
    label, value = flat[inside], values.ravel()[inside]
    order = np.argsort(value)
    largest = np.zeros(count)
    # The last assignment of a label is its largest value.
    largest[label[order]] = value[order]
    return largest


def _borders(labels: np.ndarray, distance: np.ndarray) -> dict[tuple[int, int], float]:
    """For each pair of touching labels the largest distance value on their common border."""
    size = int(labels.max()) + 1
    keys, heights = [], []
    for a, b, da, db in (
        (labels[:, :-1], labels[:, 1:], distance[:, :-1], distance[:, 1:]),
        (labels[:-1], labels[1:], distance[:-1], distance[1:]),
    ):
        edge = (a != b) & (a > 0) & (b > 0)
        la, lb = a[edge].astype(np.int64), b[edge].astype(np.int64)
        keys.append(np.minimum(la, lb) * size + np.maximum(la, lb))
        heights.append(np.minimum(da[edge], db[edge]))
    key, height = np.concatenate(keys), np.concatenate(heights)
    order = np.lexsort((height, key))
    key, height = key[order], height[order]
    last = np.flatnonzero(np.append(key[1:] != key[:-1], True)) if key.size else []
    return {(int(key[i] // size), int(key[i] % size)): float(height[i]) for i in last}


def _outlines(labels: np.ndarray, wanted: set[int]) -> dict[int, np.ndarray]:
    """Hull points of the wanted labels."""
    ys, xs = np.nonzero(labels)
    values = labels[ys, xs]
    order = np.argsort(values, kind='stable')
    values, ys, xs = values[order], ys[order], xs[order]
    starts = np.searchsorted(values, np.arange(int(labels.max()) + 2))
    points = {}
    for label in wanted:
        part = slice(starts[label], starts[label + 1])
        points[label] = cv2.convexHull(np.stack([xs[part], ys[part]], axis=1).astype(np.int32)).reshape(-1, 2)
    return points


def _plain(array: object) -> np.ndarray:
    return np.asarray(array).view(np.ndarray)
