"""Burned-in overlays: bars that may be scale bars, info strips, and lettering beside them."""

from dataclasses import dataclass

import cv2
import numpy as np


@dataclass(frozen=True)
class BarShape:
    """A straight horizontal bar of one flat colour; box in image pixels, x2 and y2 exclusive."""

    x1: int
    y1: int
    x2: int
    y2: int
    ink: tuple[int, int, int]
    score: float

    @property
    def length(self) -> int:
        return self.x2 - self.x1


def info_strip(rgb: np.ndarray) -> int | None:
    """First row of a full-width strip of one flat colour at the bottom (the data bar of a microscope), or None."""
    gray = rgb.max(axis=2)
    height, width = gray.shape
    rows = gray[max(0, int(height * 0.7)) :]
    flat = []
    for row in rows:
        value = np.bincount(row, minlength=256)
        top = int(value.argmax())
        flat.append(value[max(0, top - 1) : top + 2].sum() / width > 0.5 and (top < 45 or top > 210))
    count = 0
    misses = 0
    for i, good in enumerate(reversed(flat)):
        misses = 0 if good else misses + 1
        if misses > max(3, height // 60):
            break
        if good:
            count = i + 1
    if count < max(12, 0.02 * height) or count >= len(flat) - 1:
        return None
    start = height - count
    above = gray[max(0, start - 12) : start]
    inside = np.median(gray[start:])
    # An even picture margin is no strip: what lies above must differ.
    return start if above.size and abs(float(np.median(above)) - inside) > 20 else None


def bar_shapes(rgb: np.ndarray) -> list[BarShape]:
    """Bars that may be scale bars, best first: white, black, or of another flat colour; end ticks do not matter."""
    height, width = rgb.shape[:2]
    found: list[BarShape] = []
    for ink, mask in _ink_masks(rgb):
        least = max(14, round(0.025 * width))
        # An odd length keeps the opening where it is.
        kernel = np.ones((1, least | 1), np.uint8)
        lines = np.asarray(cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, kernel)).view(np.ndarray)
        count, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
        for x, y, w, h, area in np.asarray(stats).tolist()[1:count]:
            if w > 0.75 * width or h > max(8, 0.07 * height) or w < 2.2 * h or area < 0.85 * w * h:
                continue
            score = _score(rgb, mask, x, y, w, h)
            if score > 0:
                found.append(BarShape(x, y, x + w, y + h, ink, score))
    found.sort(key=lambda bar: -bar.score)
    kept: list[BarShape] = []
    for bar in found:
        if all(bar.x2 <= k.x1 or bar.x1 >= k.x2 or bar.y2 + 2 <= k.y1 or bar.y1 >= k.y2 + 2 for k in kept):
            kept.append(bar)
    return kept[:6]


def ink_mask(rgb: np.ndarray, ink: tuple[int, int, int], tolerance: int = 40) -> np.ndarray:
    """Pixels close to a colour."""
    return (np.abs(rgb.astype(np.int16) - np.array(ink, np.int16)) <= tolerance).all(axis=2)


def _ink_masks(rgb: np.ndarray) -> list[tuple[tuple[int, int, int], np.ndarray]]:
    low, high = rgb.min(axis=2), rgb.max(axis=2)
    masks = [((255, 255, 255), low >= 225), ((0, 0, 0), high <= 35)]
    # Coloured overlays on grey pictures.
    vivid = (high.astype(np.int16) - low > 90) & (high > 150)
    share = float(vivid.mean())
    if 0 < share < 0.02:
        colour = np.median(rgb[vivid], axis=0)
        ink = (int(colour[0]), int(colour[1]), int(colour[2]))
        masks.append((ink, ink_mask(rgb, ink)))
    return masks


def _score(rgb: np.ndarray, mask: np.ndarray, x: int, y: int, w: int, h: int) -> float:
    """0 when the bar does not stand free; higher for even ink, sharp ends, thinness and a place near an edge."""
    height, width = mask.shape
    gap = 3
    around = []
    for row in (y - gap, y + h - 1 + gap):
        if 0 <= row < height:
            around.append(mask[row, x + 2 : x + w - 2].mean() if w > 6 else 1.0)
    for column in (x - gap, x + w - 1 + gap):
        if 0 <= column < width:
            around.append(mask[y : y + h, column].mean())
    if not around or max(around) > 0.45 or y + h >= height or y == 0:
        return 0.0
    patch = rgb[y : y + h, x : x + w].astype(np.float32)
    even = 1 / (1 + float(patch.std()) / 8)
    thin = min(w / h, 40) / 40
    low = y / height
    edge = max(abs((x + w / 2) / width - 0.5) * 2, 0.2)
    return float(even * (0.5 + 0.5 * thin) * (0.4 + 0.6 * low) * (0.5 + 0.5 * edge) * (1 - max(around)))
