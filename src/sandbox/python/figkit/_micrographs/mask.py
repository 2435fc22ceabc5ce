"""Foreground: uneven illumination removed, then a threshold that evidence has chosen."""

import cv2
import numpy as np


def smooth(values: np.ndarray, sigma: float = 1.0) -> np.ndarray:
    return _plain(cv2.GaussianBlur(values, (0, 0), sigma))


def flatten(values: np.ndarray) -> np.ndarray:
    """The plane without its slowly varying background (a second-order surface through the darker half).

    Objects are left out of the fit by repeating it on the pixels that lie below the surface plus two deviations.
    """
    height, width = values.shape
    step = max(1, min(height, width) // 96)
    samples = values[::step, ::step].astype(np.float64)
    y, x = np.mgrid[0 : samples.shape[0], 0 : samples.shape[1]]
    x, y = x / max(samples.shape[1] - 1, 1) - 0.5, y / max(samples.shape[0] - 1, 1) - 0.5
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1).reshape(-1, 6)
    target = samples.ravel()
    keep = target <= np.percentile(target, 60)
    for _ in range(6):
        weights, *_ = np.linalg.lstsq(terms[keep], target[keep], rcond=None)
        rest = target - terms @ weights
        noise = 1.4826 * np.median(np.abs(rest[keep])) + 1e-3
        fresh = rest < 2.5 * noise
        if fresh.sum() < 0.1 * fresh.size or np.array_equal(fresh, keep):
            break
        keep = fresh
    yy, xx = np.mgrid[0:height, 0:width]
    xx, yy = xx / max(width - 1, 1) - 0.5, yy / max(height - 1, 1) - 0.5
    w = weights
    surface = w[0] + xx * (w[1] + w[3] * xx + w[4] * yy) + yy * (w[2] + w[5] * yy)
    return (values - surface).astype(np.float32)


def noise_of(values: np.ndarray) -> float:
    """Standard deviation of the pixel noise (median of |Laplacian|; J. Immerkær 1996, made robust)."""
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    response = np.abs(_plain(cv2.filter2D(values.astype(np.float32), -1, kernel)))
    return float(np.median(response)) / (0.6745 * 6)


def otsu(values: np.ndarray) -> float:
    """Otsu's threshold of a float plane (N. Otsu 1979), on 256 levels between its 0.1 and 99.9 percentiles."""
    low, high = (float(v) for v in np.percentile(values, (0.1, 99.9)))
    if high <= low:
        return high
    scaled = np.clip((values - low) * (255 / (high - low)), 0, 255).astype(np.uint8)
    level, _ = cv2.threshold(np.ascontiguousarray(scaled), 0, 255, cv2.THRESH_OTSU)
    return low + (level + 0.5) * (high - low) / 255


def fill_holes(mask: np.ndarray, largest: float) -> np.ndarray:
    """Fills background regions inside objects that do not touch the border and are at most ``largest`` pixels."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((~mask).astype(np.uint8), connectivity=4)
    height, width = mask.shape
    x, y, w, h, area = (stats[:, i] for i in range(5))
    inner = (x > 0) & (y > 0) & (x + w < width) & (y + h < height) & (area <= largest)
    inner[0] = False
    return mask | inner[_plain(labels)] if count > 1 else mask


def clean(mask: np.ndarray, radius: int) -> np.ndarray:
    """Opening with a disc: takes off specks and threads narrower than it."""
    if radius < 1:
        return mask
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
    return _plain(cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, disc)) > 0


def _plain(array: object) -> np.ndarray:
    return np.asarray(array).view(np.ndarray)
