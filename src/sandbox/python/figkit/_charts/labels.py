"""Which words around a plot area are tick labels, and which are titles."""

from dataclasses import dataclass, field

import numpy as np

from .._text.ink import Word
from .numbers import parse_number

Box = tuple[float, float, float, float]


@dataclass
class Labels:
    """Tick labels of one axis; ``far`` when they stand right of, or above, the plot area."""

    words: list[Word] = field(default_factory=list)
    far: bool = False


def vertical_labels(words: list[Word], box: Box) -> Labels:
    """Labels of the y axis: the column of words next to the left edge of the plot area, else the right edge."""
    x1, y1, x2, y2 = box
    slack = 4 + 0.02 * (y2 - y1)
    level = [w for w in words if not w.vertical and y1 - slack <= w.center[1] <= y2 + slack]
    left = _column([w for w in level if w.box[2] <= x1 + 2], x1, 2)
    right = _column([w for w in level if w.box[0] >= x2 - 2], x2, 0)
    if len(left) >= 2 or not _numbers(right) >= 3:
        return Labels(left)
    return Labels(right, far=True)


def horizontal_labels(words: list[Word], box: Box) -> Labels:
    """Labels of the x axis: the row of words below the plot area, else above it."""
    x1, y1, x2, y2 = box
    slack = 8 + 0.06 * (x2 - x1)
    level = [w for w in words if x1 - slack <= w.center[0] <= x2 + slack]
    below = _row([w for w in level if w.box[1] >= y2 - 2], y2, 1)
    above = _row([w for w in level if w.box[3] <= y1 + 2], y1, 3)
    if len(below) >= 2 or not _numbers(above) >= 3:
        return Labels(below)
    return Labels(above, far=True)


def _numbers(words: list[Word]) -> int:
    return sum(parse_number(w.text) is not None for w in words)


def _em(words: list[Word]) -> float:
    return float(np.median([min(w.size) if w.vertical else w.size[1] for w in words])) if words else 0.0


def _nearest(words: list[Word], edge: float, side: int) -> tuple[float, float] | None:
    """Height of the letters and distance of the nearest word from the edge; None when no word is near enough."""
    if not words:
        return None
    em = max(_em(words), 6)
    near = min(abs(w.box[side] - edge) for w in words)
    return None if near > 4.5 * em else (em, near)


def _column(words: list[Word], edge: float, side: int) -> list[Word]:
    """Words that share the edge nearest to the plot, joined where a label has several."""
    nearest = _nearest(words, edge, side)
    if nearest is None:
        return []
    em, near = nearest
    first = [w for w in words if abs(abs(w.box[side] - edge) - near) <= 1.2 * em and not w.vertical]
    return _absorb(first, [w for w in words if w not in first], em, sideways=True)


def _row(words: list[Word], edge: float, side: int) -> list[Word]:
    nearest = _nearest(words, edge, side)
    if nearest is None:
        return []
    em, near = nearest
    row = [w for w in words if abs(abs(w.box[side] - edge) - near) <= 0.75 * em]
    row_labels = _joined(row, em)
    rest = [w for w in words if w not in row]
    turned = [w for w in rest if w.size[0] <= 1.6 * em]
    if not any(w.vertical for w in (*row, *turned)) and len(turned) < 0.5 * len(row_labels):
        turned = []
    second = [w for w in rest if w not in turned and abs(w.box[1] - (edge + near + 1.5 * em)) <= em]
    return _absorb(row_labels, rest if len(second) >= max(2, 0.5 * len(row_labels)) else turned, em, sideways=False)


def _joined(row: list[Word], em: float) -> list[Word]:
    """Words of a row with only a blank between them ("Jan 2012") as one label; numbers are never joined."""
    result: list[Word] = []
    for word in sorted(row, key=lambda w: w.box[0]):
        last = result[-1] if result else None
        if last is None or last.vertical or word.vertical or word.box[0] - last.box[2] > 0.5 * em:
            result.append(word)
        elif parse_number(last.text) is not None and parse_number(word.text) is not None:
            result.append(word)
        else:
            result[-1] = merge(last, word)
    return result


def _absorb(first: list[Word], others: list[Word], em: float, sideways: bool) -> list[Word]:
    """Adds to each label the words that continue it away from the plot ("New" "York"), as one word."""
    labels = list(first)
    changed = True
    pool = list(others)
    while changed:
        changed = False
        for word in list(pool):
            for index, label in enumerate(labels):
                a, b = word.box, label.box
                if sideways:
                    overlap = min(a[3], b[3]) - max(a[1], b[1])
                    gap = max(b[0] - a[2], a[0] - b[2])
                else:
                    overlap = min(a[2], b[2]) - max(a[0], b[0])
                    gap = max(b[1] - a[3], a[1] - b[3])
                if overlap >= 0.5 * min(a[3] - a[1], b[3] - b[1], a[2] - a[0], b[2] - b[0]) and gap <= (0.55 if sideways else 0.75) * em and not (
                    sideways and parse_number(label.text) is not None
                ):
                    wide = word.size[0] > 1.3 * word.size[1] and label.size[0] > 1.3 * label.size[1]
                    before = word.box[0] < label.box[0] if sideways else (word.box[1] > label.box[1]) != wide
                    labels[index] = merge(word, label) if before else merge(label, word)
                    pool.remove(word)
                    changed = True
                    break
    return labels


def merge(first: Word, second: Word) -> Word:
    """Two words as one label, in reading order."""
    a, b = first.box, second.box
    box = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
    text = f'{first.text} {second.text}'.strip()
    if box[3] - box[1] > 1.3 * (box[2] - box[0]) and max(a[3] - a[1], b[3] - b[1]) > 0:
        if a[0] < b[2] and b[0] < a[2] and max(a[2] - a[0], b[2] - b[0]) <= 1.3 * min(a[2] - a[0], b[2] - b[0]) + 4:
            return Word(box, first.parts + second.parts, True)
    return Word(box, first.parts + second.parts, first.vertical, text, (first.confidence + second.confidence) / 2)


def title_of(lines: list[list[Word]], box: Box, where: str, labels: list[Word]) -> str | None:
    """The text of the line on that side of the plot that is nearest to the labels and centred on the plot."""
    x1, y1, x2, y2 = box
    best: tuple[float, str] | None = None
    em = _em(labels)
    for line in lines:
        left, top = min(w.box[0] for w in line), min(w.box[1] for w in line)
        right, bottom = max(w.box[2] for w in line), max(w.box[3] for w in line)
        cx, cy = (left + right) / 2, (top + bottom) / 2
        text = ' '.join(w.text for w in line).strip()
        sure = float(np.mean([w.confidence for w in line]))
        if not any(c.isalnum() for c in text) or sure < 25:
            continue
        spread_x, spread_y = 0.35 * (x2 - x1) + 20, 0.35 * (y2 - y1) + 20
        if where == 'below' and top >= y2 - 2 and abs(cx - (x1 + x2) / 2) <= spread_x and not line[0].vertical:
            rank = top - y2
        elif where == 'top' and (sum(c.isalpha() for c in text) < 3 or bottom - top < 1.1 * em):
            continue
        elif where in ('above', 'top') and bottom <= y1 + 2 and not line[0].vertical and cx <= x2:
            rank = (y1 - bottom) if where == 'above' else -(bottom - top) * 4 + (y1 - bottom) * 0.05
        elif where == 'left' and right <= x1 and abs(cy - (y1 + y2) / 2) <= spread_y:
            rank = (0 if line[0].vertical else 30) + x1 - right
        elif where == 'right' and left >= x2 and line[0].vertical and abs(cy - (y1 + y2) / 2) <= spread_y:
            rank = left - x2
        else:
            continue
        if best is None or rank < best[0]:
            best = (rank, text)
    return best[1] if best else None
