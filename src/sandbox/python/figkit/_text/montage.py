"""Recognises many short texts in one call: each is cut out, turned upright, enlarged and set on a line of its own."""

from collections.abc import Sequence

import cv2
import numpy as np

from .. import _ocr
from .ink import Word

#: Tesseract's English model reads letters best at about this height, in pixels.
LETTER_HEIGHT = 30
MARGIN = 24
#: psm 6: one block of text, line below line.
BLOCK = 6


def recognize_words(gray: np.ndarray, ground: float, words: Sequence[Word], turn: int | None = None) -> None:
    """Fills in ``text`` and ``confidence`` of the words. ``turn``: quarter turns counterclockwise to undo, or None
    to undo one where a word is vertical."""
    if not words:
        return
    for start in range(0, len(words), 120):
        _recognize(gray, ground, words[start : start + 120], turn)


def _recognize(gray: np.ndarray, ground: float, words: Sequence[Word], turn: int | None) -> None:
    strips = [_strip(gray, ground, word, turn) for word in words]
    width = max(strip.shape[1] for strip in strips) + 2 * MARGIN
    rows, y = [], MARGIN
    for strip in strips:
        rows.append((y, y + strip.shape[0]))
        y += strip.shape[0] + MARGIN
    sheet = np.full((y, max(width, 160)), 255, np.uint8)
    for strip, (top, bottom) in zip(strips, rows):
        sheet[top:bottom, MARGIN : MARGIN + strip.shape[1]] = strip
    found: list[list[dict]] = [[] for _ in words]
    for item in _ocr.recognize(sheet, BLOCK):
        middle = (item['box'][1] + item['box'][3]) / 2
        index = int(np.argmin([abs(middle - (top + bottom) / 2) for top, bottom in rows]))
        found[index].append(item)
    usual = float(np.median([word.size[0 if word.vertical else 1] for word in words]))
    for word, items in zip(words, found):
        items.sort(key=lambda item: item['box'][0])
        word.text = ' '.join(item['text'] for item in items)
        if len(word.text) == 2 and len(word.parts) == 1 and word.text[0].lower() == word.text[1].lower():
            # A single letter that was read as both of its cases.
            word.text = word.text[0].lower() if word.size[0 if word.vertical else 1] < 0.8 * usual else word.text[0].upper()
        word.confidence = float(np.mean([item['confidence'] for item in items])) if items else 0.0


def _strip(gray: np.ndarray, ground: float, word: Word, turn: int | None) -> np.ndarray:
    """The word alone, upright, dark on white, enlarged to LETTER_HEIGHT."""
    x1, y1, x2, y2 = word.box
    pad = 2
    height, width = gray.shape
    box = (max(0, x1 - pad), max(0, y1 - pad), min(width, x2 + pad), min(height, y2 + pad))
    cut = gray[box[1] : box[3], box[0] : box[2]].astype(np.float32)
    alone = np.zeros(cut.shape, np.uint8)
    for px1, py1, px2, py2 in word.parts:
        alone[max(0, py1 - 1 - box[1]) : py2 + 1 - box[1], max(0, px1 - 1 - box[0]) : px2 + 1 - box[0]] = 1
    ink = np.abs(cut - ground) * alone
    peak = max(float(ink.max()), 1.0)
    strip = 255 - np.clip(ink * (255 / peak), 0, 255)
    quarter = turn if turn is not None else (1 if word.vertical else 0)
    strip = np.ascontiguousarray(np.rot90(strip, -quarter)).astype(np.float32)
    letters = strip.shape[0] - 2 * pad
    scale = float(np.clip(LETTER_HEIGHT / max(letters, 6), 0.5, 6))
    size = (max(1, round(strip.shape[1] * scale)), max(1, round(strip.shape[0] * scale)))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.clip(cv2.resize(strip, size, interpolation=method), 0, 255).astype(np.uint8)
