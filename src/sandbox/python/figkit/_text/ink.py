"""Print on a flat ground: what the ground is, and which specks of ink belong together as words."""

from dataclasses import dataclass, field

import cv2
import numpy as np


@dataclass
class Word:
    """Specks of ink that stand together. ``box`` in pixels of the image; ``vertical`` when they are stacked."""

    box: tuple[int, int, int, int]
    parts: list[tuple[int, int, int, int]] = field(default_factory=list)
    vertical: bool = False
    text: str = ''
    confidence: float = 0.0

    @property
    def center(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2

    @property
    def size(self) -> tuple[int, int]:
        return self.box[2] - self.box[0], self.box[3] - self.box[1]


def ground_color(rgb: np.ndarray) -> tuple[np.ndarray, float]:
    """The commonest colour of an RGB image and the share of pixels that have it (within ±4)."""
    step = max(1, int((rgb.shape[0] * rgb.shape[1] / 400_000) ** 0.5))
    sample = rgb[::step, ::step].reshape(-1, 3)
    codes = (sample >> 3).astype(np.int32) @ np.array([1, 32, 1024])
    commonest = np.bincount(codes).argmax()
    color = np.median(sample[codes == commonest], axis=0)
    share = float((np.abs(sample.astype(np.int16) - color).max(axis=1) <= 4).mean())
    return color, share


def page_color(rgb: np.ndarray) -> np.ndarray:
    """The colour of the margin, where axis labels stand: the commonest colour along the border."""
    h, w = rgb.shape[:2]
    m = max(2, min(h, w) // 60)
    rim = np.concatenate([rgb[:m].reshape(-1, 3), rgb[-m:].reshape(-1, 3), rgb[:, :m].reshape(-1, 3), rgb[:, -m:].reshape(-1, 3)])
    return ground_color(rim[None])[0]


def contrast_to(rgb: np.ndarray, color: np.ndarray) -> np.ndarray:
    """Per pixel, the largest difference of a channel to the colour, 0–255."""
    return np.abs(rgb.astype(np.int16) - np.asarray(color, np.int16)).max(axis=2).astype(np.uint8)


def find_words(rgb: np.ndarray, ground: np.ndarray) -> list[Word]:
    """Groups of ink specks of the size of letters, in reading order; lines, frames and filled areas are left out."""
    gray = np.asarray(cv2.cvtColor(np.ascontiguousarray(rgb), cv2.COLOR_RGB2GRAY)).astype(np.int16)
    level = float(np.dot(ground, (0.299, 0.587, 0.114)))
    ink = (np.abs(gray - level) > 0.22 * max(level, 255 - level)).astype(np.uint8)
    return _group(_letters(ink))


def _letters(ink: np.ndarray) -> list[tuple[int, int, int, int]]:
    height, width = ink.shape
    largest = max(44, 0.1 * min(height, width))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found = []
    for index in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[index])
        if min(w, h) > largest or max(w, h) > 6 * largest:
            continue
        if area > 0.85 * w * h and min(w, h) >= 9:
            continue
        # Axis lines with their ticks; a letter's stem is thicker for its length.
        if max(w, h) > 22 and (max(w, h) > 1.5 * largest or min(w, h) < 0.07 * max(w, h)):
            part = labels[y : y + h, x : x + w] == index
            if part.sum(axis=1).max() > 0.85 * w > 18 or part.sum(axis=0).max() > 0.85 * h > 18:
                continue
        found.append((x, y, x + w, y + h))
        if len(found) > 6000:
            break
    return found


def _group(boxes: list[tuple[int, int, int, int]]) -> list[Word]:
    if not boxes:
        return []
    array = np.array(boxes, np.float64)
    parent = list(range(len(boxes)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    links = []
    sizes = np.maximum(array[:, 2] - array[:, 0], array[:, 3] - array[:, 1])
    for i in range(len(boxes)):
        a = array[i]
        gap_x = np.maximum(array[:, 0] - a[2], a[0] - array[:, 2])
        gap_y = np.maximum(array[:, 1] - a[3], a[1] - array[:, 3])
        em = np.minimum(np.maximum(np.minimum(sizes, 40), min(sizes[i], 40)), 40)
        side = (gap_x <= 0.42 * em) & (gap_y < 0)
        above = (gap_y <= 0.42 * em) & (gap_x < 0)
        for j in np.flatnonzero(side | above):
            if j <= i:
                continue
            if gap_x[j] < 0 and gap_y[j] < 0:
                links.append((-1.0, i, int(j), None))
            elif side[j]:
                links.append((float(max(gap_x[j], 0) / em[j]), i, int(j), False))
            else:
                links.append((float(max(gap_y[j], 0) / em[j]), i, int(j), True))
    links.sort(key=lambda link: link[0])
    direction: dict[int, bool | None] = {i: None for i in range(len(boxes))}
    extent = {i: boxes[i] for i in range(len(boxes))}
    for _gap, i, j, vertical in links:
        a, b = root(i), root(j)
        if a == b:
            continue
        joined = _union(extent[a], extent[b])
        if vertical is not None:
            if vertical and _is_dot(boxes[i], boxes[j]):
                vertical = None
            elif any(d is not None and d != vertical for d in (direction[a], direction[b])):
                continue
        parent[b] = a
        extent[a] = joined
        if vertical is not None:
            direction[a] = vertical
        elif direction[a] is None:
            direction[a] = direction[b]
    members: dict[int, list[int]] = {}
    for i in range(len(boxes)):
        members.setdefault(root(i), []).append(i)
    words = []
    for head, inside in members.items():
        box = extent[head]
        w, h = box[2] - box[0], box[3] - box[1]
        if max(w, h) < 3:
            continue
        words.append(Word(box, [boxes[i] for i in inside], bool(direction[head]) and h > w))
    _turn_beside_vertical(words)
    return sorted(words, key=lambda word: (word.box[1], word.box[0]))


def _turn_beside_vertical(words: list[Word]) -> None:
    """A letter or two in line with vertical words belong to their line, though alone they do not show it."""
    changed = True
    while changed:
        changed = False
        upright = [w for w in words if not w.vertical and len(w.parts) <= 3 and w.size[0] <= 34]
        for word in upright:
            for other in words:
                if not other.vertical:
                    continue
                em = other.size[0]
                overlap = min(word.box[2], other.box[2]) - max(word.box[0], other.box[0])
                gap = max(word.box[1] - other.box[3], other.box[1] - word.box[3])
                inside = word.box[0] >= other.box[0] - 0.35 * em and word.box[2] <= other.box[2] + 0.35 * em
                if inside and overlap >= 0.6 * word.size[0] and -0.2 * em <= gap <= 0.8 * em:
                    word.vertical = changed = True
                    break


def _is_dot(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    """True when one of two stacked specks is the dot of an i, a bar of '=' or an accent."""
    heights = sorted((a[3] - a[1], b[3] - b[1]))
    return heights[0] <= max(2, 0.35 * heights[1])


def _union(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def join_words(words: list[Word], reach: float = 0.9) -> list[list[Word]]:
    """Words as lines: neighbours on one line whose gap is below ``reach`` letter heights (vertical text likewise)."""
    lines: list[list[Word]] = []
    for vertical in (False, True):
        chosen = [w for w in words if w.vertical == vertical]
        chosen.sort(key=lambda w: -w.box[3] if vertical else w.box[0])
        open_lines: list[list[Word]] = []
        for word in chosen:
            for line in open_lines:
                last = line[-1]
                if vertical:
                    gap = last.box[1] - word.box[3]
                    overlap = min(last.box[2], word.box[2]) - max(last.box[0], word.box[0])
                    em = min(word.size[0], last.size[0])
                    tall = max(word.size[0], last.size[0])
                else:
                    gap = word.box[0] - last.box[2]
                    overlap = min(last.box[3], word.box[3]) - max(last.box[1], word.box[1])
                    em = min(word.size[1], last.size[1])
                    tall = max(word.size[1], last.size[1])
                if -0.3 * tall <= gap <= reach * tall and overlap >= 0.5 * em:
                    line.append(word)
                    break
            else:
                open_lines.append([word])
        lines += open_lines
    return lines
