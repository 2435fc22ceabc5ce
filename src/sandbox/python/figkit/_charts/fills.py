"""Filled rectangles of a chart: areas of one colour inside the plot area, parted into bars."""

from dataclasses import dataclass

import cv2
import numpy as np

#: Channel difference within which pixels count as one fill colour.
TOLERANCE = 20


@dataclass
class Fill:
    """A filled rectangle: continuous edges in pixels of the image, and its colour."""

    x1: float
    y1: float
    x2: float
    y2: float
    color: tuple[int, int, int]

    @property
    def width(self) -> float:
        return self.x2 - self.x1

    @property
    def height(self) -> float:
        return self.y2 - self.y1


def fill_colors(rgb: np.ndarray, box: tuple[int, int, int, int], grounds: list[np.ndarray]) -> list[np.ndarray]:
    """Colours that fill areas inside the box, commonest first; the grounds and thin lines are left out."""
    area = rgb[box[1] : box[3], box[0] : box[2]]
    calm = np.ones(area.shape[:2], bool)
    values = area.astype(np.int16)
    for axis in (0, 1):
        for shift in (-1, 1):
            calm &= np.abs(values - np.roll(values, shift, axis=axis)).max(axis=2) <= 6
    for ground in grounds:
        calm &= np.abs(values - ground).max(axis=2) > 14
    pixels = area[calm]
    colors: list[np.ndarray] = []
    needed = max(6, 0.00012 * area.shape[0] * area.shape[1])
    while len(pixels) >= needed and len(colors) < 24:
        codes = (pixels >> 3).astype(np.int32) @ np.array([1, 32, 1024])
        counts = np.bincount(codes)
        color = np.median(pixels[codes == counts.argmax()], axis=0)
        near = np.abs(pixels.astype(np.int16) - color).max(axis=1) <= TOLERANCE
        if near.sum() >= needed:
            colors.append(color)
        elif counts.max() < needed / 2:
            break
        pixels = pixels[~(near | (codes == counts.argmax()))]
    return colors


def find_fills(rgb: np.ndarray, box: tuple[int, int, int, int], colors: list[np.ndarray]) -> tuple[list[Fill], int]:
    """Rectangles of the colours inside the box, and how many areas were no rectangles."""
    x0, y0, x1, y1 = box
    area = rgb[y0:y1, x0:x1]
    if not colors:
        return [], 0
    distance = np.stack([np.abs(area.astype(np.int16) - c).max(axis=2) for c in colors])
    nearest = distance.argmin(axis=0)
    fills: list[Fill] = []
    odd = 0
    for index, color in enumerate(colors):
        mask = ((nearest == index) & (distance[index] <= TOLERANCE)).astype(np.uint8)
        # cv2's opening with an even kernel moves the mask by a pixel; the opposite anchor brings it back.
        small = np.ones((2, 2), np.uint8)
        mask = cv2.dilate(cv2.erode(mask, small, anchor=(1, 1), borderValue=0), small, anchor=(0, 0))
        count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
        for k in range(1, count):
            x, y, w, h, size = (int(v) for v in stats[k])
            if size < 8 or min(w, h) < 2:
                continue
            shape = (labels[y : y + h, x : x + w] == k).astype(np.uint8)
            pieces = _rectangles(shape)
            if not pieces:
                odd += 1
            rgb_color = (int(color[0]), int(color[1]), int(color[2]))
            fills += [Fill(x0 + x + a, y0 + y + b, x0 + x + c, y0 + y + d, rgb_color) for a, b, c, d in pieces]
    return fills, odd


def _rectangles(shape: np.ndarray) -> list[tuple[int, int, int, int]]:
    """A connected area as rectangles: itself where it is one, else cut where its upper or side outline steps."""
    h, w = shape.shape
    if shape.sum() >= 0.9 * h * w:
        return [(0, 0, w, h)]
    best: list[tuple[int, int, int, int]] = []
    for turned in (False, True):
        pieces = _columns(shape.T if turned else shape)
        if turned:
            pieces = [(b, a, d, c) for a, b, c, d in pieces]
        if pieces and (not best or len(pieces) < len(best)):
            best = pieces
    return best


def _columns(shape: np.ndarray) -> list[tuple[int, int, int, int]]:
    height, width = shape.shape
    top = shape.argmax(axis=0)
    bottom = height - shape[::-1].argmax(axis=0)
    cuts = np.flatnonzero((np.abs(np.diff(top)) > 2) | (np.abs(np.diff(bottom)) > 2)) + 1
    pieces = []
    covered = 0
    for start, stop in zip([0, *cuts], [*cuts, width]):
        if stop - start < 3:
            continue
        a, b = int(np.median(top[start:stop])), int(np.median(bottom[start:stop]))
        inside = shape[a:b, start:stop].sum()
        if b - a < 1 or inside < 0.8 * (b - a) * (stop - start):
            return []
        pieces.append((int(start), a, int(stop), b))
        covered += int(inside)
    return pieces if covered >= 0.8 * shape.sum() else []


def sharpen_edges(rgb: np.ndarray, fill: Fill, vertical: bool) -> Fill:
    """The two ends along the value axis to a fraction of a pixel, from how far their edge pixels are blended."""
    values = rgb.astype(np.float32) if vertical else rgb.transpose(1, 0, 2).astype(np.float32)
    low, high, side1, side2 = (fill.y1, fill.y2, fill.x1, fill.x2) if vertical else (fill.x1, fill.x2, fill.y1, fill.y2)
    third = (side2 - side1) / 3
    a, b = int(np.floor(side1 + third)), int(np.ceil(side2 - third))
    profile = np.median(values[:, a : max(b, a + 1)], axis=1)
    inside = np.array(fill.color, np.float32)
    new_low = low - _share(profile, int(low) - 1, int(low) - 3, inside)
    new_high = high + _share(profile, int(high), int(high) + 2, inside)
    if vertical:
        return Fill(fill.x1, new_low, fill.x2, new_high, fill.color)
    return Fill(new_low, fill.y1, new_high, fill.y2, fill.color)


def _share(profile: np.ndarray, edge: int, outside: int, inside: np.ndarray) -> float:
    """How much of the edge pixel the fill covers, 0–1, when it is a blend of the fill and what lies beyond."""
    if not (0 <= edge < len(profile) and 0 <= outside < len(profile)):
        return 0.0
    span = inside - profile[outside]
    if float(np.abs(span).max()) < 12:
        return 0.0
    share = float(np.dot(profile[edge] - profile[outside], span) / np.dot(span, span))
    blend = profile[outside] + share * span
    if float(np.abs(blend - profile[edge]).max()) > 25:
        return 0.0
    return float(np.clip(share, 0.0, 1.0))
