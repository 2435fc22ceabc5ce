"""From pixels to planes on which the objects are bright: one per polarity."""

from dataclasses import dataclass

import cv2
import numpy as np

POLARITIES = ('bright', 'dark', 'stained')


@dataclass(frozen=True)
class Plane:
    """float32 values on which objects are higher than their surroundings."""

    polarity: str
    values: np.ndarray
    method: str


def plane_of(rgb: np.ndarray, polarity: str) -> Plane:
    """The plane for a polarity: brightness, darkness, or optical density of the strongest stain."""
    if polarity == 'bright':
        # The brightest channel: blue or red fluorescence is dark in luma.
        return Plane('bright', rgb.max(axis=2).astype(np.float32), 'brightness')
    if polarity == 'dark':
        gray = np.asarray(cv2.cvtColor(np.ascontiguousarray(rgb), cv2.COLOR_RGB2GRAY)).view(np.ndarray)
        return Plane('dark', 255 - gray.astype(np.float32), 'darkness')
    density = optical_density(rgb)
    # Deep stains (white cells) would set the threshold; what is well above the first one counts as equally stained.
    capped = [np.minimum(density[:, :, c], _cap(density[:, :, c])) for c in range(3)]
    best = max(range(3), key=lambda c: separability(capped[c]))
    values = capped[best] * (255 / max(float(capped[best].max()), 1e-3))
    return Plane('stained', values.astype(np.float32), f'optical density in {("red", "green", "blue")[best]}')


def _cap(density: np.ndarray) -> float:
    """The level of the weaker stain: the median of what a first threshold on the lower part leaves above it."""
    floor = 0.25 * float(np.percentile(density, 99))
    stained = density[density > floor]
    return float(np.median(stained)) if stained.size else max(float(density.max()), 1e-3)


def optical_density(rgb: np.ndarray) -> np.ndarray:
    """Beer–Lambert optical density per channel against the colour of the unstained background.

    Method: A. C. Ruifrok, D. A. Johnston, Quantification of histochemical staining by color deconvolution (2001).
    """
    luma = rgb.sum(axis=2, dtype=np.uint16)
    light = luma >= np.percentile(luma, 90)
    background = np.median(rgb[light], axis=0).astype(np.float32)
    return np.maximum(0, np.log((background + 1) / (rgb.astype(np.float32) + 1))).astype(np.float32)


def separability(values: np.ndarray) -> float:
    """Share of the variance that Otsu's two classes explain, 0–1."""
    low, high = float(values.min()), float(values.max())
    if high <= low:
        return 0.0
    scaled = ((values - low) * (255 / (high - low))).astype(np.uint8)
    level, _ = cv2.threshold(scaled, 0, 255, cv2.THRESH_OTSU)
    above = scaled > level
    share = float(above.mean())
    total = float(scaled.var())
    if total == 0 or share in (0.0, 1.0):
        return 0.0
    difference = float(scaled[above].mean()) - float(scaled[~above].mean())
    return share * (1 - share) * difference**2 / total


def colourfulness(rgb: np.ndarray) -> float:
    """Mean difference between the highest and the lowest channel, 0–255."""
    return float((rgb.max(axis=2).astype(np.int16) - rgb.min(axis=2)).mean())
