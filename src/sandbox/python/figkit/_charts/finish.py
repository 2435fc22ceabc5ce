"""Bars that lines cross are joined again, and bars too flat to be found as areas are looked for at the baseline."""

import numpy as np

from .arrange import Arrangement
from .fills import Fill


def join_pieces(rgb: np.ndarray, fills: list[Fill], vertical: bool, grounds: list[np.ndarray]) -> list[Fill]:
    """Pieces of one bar with a drawn line across (a mean line, a curve) as one rectangle again."""
    pieces = list(fills)
    joined = True
    while joined:
        joined = False
        for i, a in enumerate(pieces):
            for b in pieces[i + 1 :]:
                if a.color == b.color and _crossed(rgb, a, b, vertical, grounds):
                    pieces.remove(b)
                    pieces[i] = Fill(min(a.x1, b.x1), min(a.y1, b.y1), max(a.x2, b.x2), max(a.y2, b.y2), a.color)
                    joined = True
                    break
            if joined:
                break
    return pieces


def _crossed(rgb: np.ndarray, a: Fill, b: Fill, vertical: bool, grounds: list[np.ndarray]) -> bool:
    """True when the two stand in line and what parts them is neither ground nor a pale seam."""
    side_a, side_b = ((a.x1, a.x2), (b.x1, b.x2)) if vertical else ((a.y1, a.y2), (b.y1, b.y2))
    if max(abs(side_a[0] - side_b[0]), abs(side_a[1] - side_b[1])) > 2:
        return False
    first, second = sorted((a, b), key=lambda f: f.y1 if vertical else f.x1)
    gap = (int(first.y2), int(second.y1)) if vertical else (int(first.x2), int(second.x1))
    if not 1 <= gap[1] - gap[0] <= 8:
        return False
    low, high = int(side_a[0]), int(side_a[1])
    between = rgb[gap[0] : gap[1], low:high] if vertical else rgb[low:high, gap[0] : gap[1]]
    pixels = between.reshape(-1, 3).astype(np.int16)
    to_ground = np.min([np.abs(pixels - ground).max(axis=1) for ground in grounds], axis=0)
    to_bar = np.abs(pixels - np.array(a.color)).max(axis=1)
    line = (to_ground > 60) & (to_bar > 40)
    blend = to_ground > 60
    return bool(line.mean() > 0.25 and blend.mean() > 0.9)


def slivers(rgb: np.ndarray, arrangement: Arrangement, box: tuple[int, int, int, int]) -> list[Fill]:
    """Bars one pixel high that stand on the baseline, of the width and colour of the others."""
    if arrangement.baseline is None or len(arrangement.fills) < 3:
        return []
    vertical = arrangement.vertical
    on_base = [f for f in arrangement.fills if abs(arrangement.near(f) - arrangement.baseline) <= 2.2]
    if len(on_base) < 2:
        return []
    start = float(np.median([arrangement.near(f) for f in on_base]))
    upwards = all(((f.y1 + f.y2) / 2 < start) if vertical else ((f.x1 + f.x2) / 2 > start) for f in on_base)
    if not upwards:
        return []
    width = float(np.median([f.width if vertical else f.height for f in on_base]))
    taken = [(f.x1, f.x2) if vertical else (f.y1, f.y2) for f in on_base]
    row = int(start) - 1 if vertical else int(start)
    low, high = (box[0], box[2]) if vertical else (box[1], box[3])
    pixels = (rgb[row, low:high] if vertical else rgb[low:high, row]).astype(np.int16)
    found = []
    for color in dict.fromkeys(f.color for f in on_base):
        match = np.abs(pixels - np.array(color)).max(axis=1) <= 60
        steps = np.flatnonzero(np.diff(np.concatenate([[0], match.astype(np.int8), [0]])))
        for a, b in zip(steps[::2] + low, steps[1::2] + low):
            if abs((b - a) - width) > max(1.5, 0.12 * width) or any(a < t[1] - 1 and b > t[0] + 1 for t in taken):
                continue
            taken.append((float(a), float(b)))
            if vertical:
                found.append(Fill(float(a), float(row), float(b), float(row + 1), color))
            else:
                found.append(Fill(float(row), float(a), float(row + 1), float(b), color))
    return found
