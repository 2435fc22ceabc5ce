"""The one font of both stand-ins: cv2's built-in strokes, without signs beyond ASCII."""

from typing import Any

import cv2

#: A font of n pixels has capital letters of about 0.72 n pixels; cv2's at scale 1 of 21.
_SCALE = 0.72 / 21
DEFAULT_SIZE = 12


class Font:
    """The built-in font at a size in pixels."""

    def __init__(self, size: float = DEFAULT_SIZE) -> None:
        self.size = float(size)
        self.path = ''
        self.scale = max(self.size * _SCALE, 0.2)
        self.weight = max(1, round(self.size / 22))

    def getname(self) -> tuple[str, str]:
        return 'cv2 Hershey Simplex (Figscope stand-in)', 'Regular'

    def getmetrics(self) -> tuple[int, int]:
        """Pixels above and below the base line."""
        return round(self.size * 0.8), round(self.size * 0.25)

    def getlength(self, text: str, *_: Any, **__: Any) -> float:
        return float(cv2.getTextSize(plain(text), cv2.FONT_HERSHEY_SIMPLEX, self.scale, self.weight)[0][0])

    def getbbox(self, text: str, *_: Any, **__: Any) -> tuple[int, int, int, int]:
        return 0, 0, int(self.getlength(text)), sum(self.getmetrics())

    def getsize(self, text: str, *_: Any, **__: Any) -> tuple[int, int]:
        """Dropped by Pillow; models still write it."""
        return self.getbbox(text)[2:]


def plain(text: Any) -> str:
    """The text in the signs that the font has."""
    known = str(text).replace('µ', 'u').replace('μ', 'u').replace('×', 'x').replace('–', '-').replace('−', '-')
    return known.encode('ascii', 'replace').decode()
