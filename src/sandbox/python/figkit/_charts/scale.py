"""A scale through tick labels of which some are misread: linear or logarithmic, by consensus (RANSAC)."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np


@dataclass
class Fit:
    """value = a·pixel + b, or log10(value) = a·pixel + b. ``inliers`` are indices into the points."""

    log: bool
    a: float
    b: float
    inliers: list[int]
    residual: float

    def value(self, pixel: float) -> float:
        linear = self.a * pixel + self.b
        return 10.0**linear if self.log else linear

    def pixel(self, value: float) -> float:
        return ((np.log10(value) if self.log else value) - self.b) / self.a


def fit_scale(pixels: list[float], values: list[float], tolerance: float) -> Fit | None:
    """The scale that most points agree with, within ``tolerance`` pixels; None when no two points define one.

    Consensus over all pairs (Fischler & Bolles 1981, with every pair tried since ticks are few), then least squares.
    A logarithmic scale is taken only where it explains more ticks, or the same ticks much better.
    """
    x, v = np.asarray(pixels, float), np.asarray(values, float)
    linear = _consensus(x, v, tolerance, False)
    log = None
    positive = np.flatnonzero(v > 0)
    if len(positive) >= 3:
        log = _consensus(x[positive], np.log10(v[positive]), tolerance, True)
        if log is not None:
            log.inliers = [int(positive[i]) for i in log.inliers]
    if linear is None or log is None:
        return linear or log
    if len(log.inliers) > max(len(linear.inliers), 2):
        return log
    if len(log.inliers) == len(linear.inliers) > 2 and log.residual < 0.3 * linear.residual - 0.1:
        return log
    return linear


def _consensus(x: np.ndarray, v: np.ndarray, tolerance: float, log: bool) -> Fit | None:
    best: tuple[int, float, np.ndarray] | None = None
    for i, j in combinations(range(len(x)), 2):
        if abs(x[i] - x[j]) < 4 or v[i] == v[j]:
            continue
        a = (v[j] - v[i]) / (x[j] - x[i])
        error = np.abs((v - (v[i] - a * x[i])) / a - x)
        inside = error <= tolerance
        score = (int(inside.sum()), -float(error[inside].sum()))
        if best is None or score > best[:2]:
            best = (*score, inside)
    if best is None:
        return None
    inside = np.flatnonzero(best[2])
    a, b = np.polyfit(x[inside], v[inside], 1)
    if a == 0:
        return None
    residual = float(np.sqrt(np.mean(((v[inside] - b) / a - x[inside]) ** 2)))
    return Fit(log, float(a), float(b), [int(i) for i in inside], residual)
