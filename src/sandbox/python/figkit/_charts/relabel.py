"""Second looks at labels below an axis: those that touch are parted at the ticks, doubtful ones are tried turned."""

import re

import numpy as np

from .._text.ink import Word
from .._text.montage import recognize_words
from .numbers import parse_number


def reread(gray: np.ndarray, ground: float, labels: list[Word], marks: list[float]) -> list[Word]:
    """The labels of the x axis, parted and turned where that reads better."""
    parted, fresh = _part(labels, marks)
    recognize_words(gray, ground, [*fresh, *(w for w in parted if w.vertical and not w.text)])
    return _turned(gray, ground, parted)


def _part(labels: list[Word], marks: list[float]) -> tuple[list[Word], list[Word]]:
    """Labels that reach over several ticks, cut between them; also returned: the new ones, still unread."""
    decimals = _decimals(labels)
    result: list[Word] = []
    fresh: list[Word] = []
    for word in labels:
        under = [m for m in marks if word.box[0] - 2 <= m <= word.box[2] + 2]
        if word.vertical or len(under) < 2 or len(word.parts) < 2 or parse_number(word.text) is not None:
            result.append(word)
            continue
        run = _number_run(word, under, decimals)
        pieces = run or _pieces(word, under)
        result += pieces or [word]
        fresh += [] if run else pieces
    return result, fresh


def _decimals(labels: list[Word]) -> int | None:
    """How many decimals the numbers of the axis have, when most agree."""
    counts = [len(w.text.partition('.')[2]) for w in labels if parse_number(w.text) is not None]
    return max(set(counts), key=counts.count) if counts else None


def _number_run(word: Word, under: list[float], decimals: int | None) -> list[Word]:
    """"9.010.0" over two ticks, on an axis of one decimal: 9.0 and 10.0."""
    if not decimals:
        return []
    text = word.text.replace(' ', '')
    found = re.findall(rf'-?\d+\.\d{{{decimals}}}', text)
    if len(found) != len(under) or ''.join(found) != text:
        return []
    top, bottom = word.box[1], word.box[3]
    half = max(3, (word.box[2] - word.box[0]) // (2 * len(found)))
    boxes = [(round(mark) - half, top, round(mark) + half, bottom) for mark in under]
    return [Word(box, [box], False, number, word.confidence) for box, number in zip(boxes, found)]


def _pieces(word: Word, under: list[float]) -> list[Word]:
    """The label cut into what is centred on each tick; empty when it does not fall into such pieces."""
    groups: dict[int, list[tuple[int, int, int, int]]] = {}
    for part in word.parts:
        nearest = int(np.argmin([abs((part[0] + part[2]) / 2 - m) for m in under]))
        groups.setdefault(nearest, []).append(part)
    spacing = float(np.diff(under).min())
    pieces = []
    for nearest, parts in sorted(groups.items()):
        box = (min(p[0] for p in parts), min(p[1] for p in parts), max(p[2] for p in parts), max(p[3] for p in parts))
        piece = Word(box, parts)
        if abs(piece.center[0] - under[nearest]) > max(3.0, 0.3 * spacing):
            return []
        pieces.append(piece)
    tallest = max(piece.size[1] for piece in pieces)
    if len(pieces) < 2 or min(piece.size[1] for piece in pieces) < 0.5 * tallest:
        return []
    return pieces


def _turned(gray: np.ndarray, ground: float, labels: list[Word]) -> list[Word]:
    """Single letters of a turned row look upright; both ways are read and the surer one is kept for the row."""
    doubtful = [w for w in labels if not w.vertical and w.size[0] <= 2.3 * w.size[1]]
    if not doubtful or len(doubtful) < 0.5 * sum(not w.vertical for w in labels):
        return labels
    mean = float(np.mean([w.confidence for w in doubtful]))
    turned_row = any(w.vertical for w in labels)
    if mean >= 85 and not turned_row:
        return labels
    if all(parse_number(w.text) is not None for w in doubtful) and not turned_row:
        return labels
    turned = [Word(w.box, w.parts, True) for w in doubtful]
    recognize_words(gray, ground, turned, turn=1)
    if turned_row or float(np.mean([w.confidence for w in turned])) > mean:
        swap = {id(old): new for old, new in zip(doubtful, turned)}
        return [swap.get(id(w), w) for w in labels]
    return labels


def turn_beside(gray: np.ndarray, ground: float, words: list[Word], box: tuple[float, float, float, float]) -> None:
    """A single letter beside the plot that reads badly is most likely a turned axis title; it is read as one."""
    doubtful = [
        w
        for w in words
        if not w.vertical and w.confidence < 80 and (w.box[2] <= box[0] or w.box[0] >= box[2]) and w.size[0] < 2 * w.size[1]
    ]
    turned = [Word(w.box, w.parts, True) for w in doubtful]
    recognize_words(gray, ground, turned, turn=1)
    for word, other in zip(doubtful, turned):
        if other.confidence > word.confidence:
            word.text, word.confidence, word.vertical = other.text, other.confidence, True
