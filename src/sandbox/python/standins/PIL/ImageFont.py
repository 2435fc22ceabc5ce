"""One plain font, whatever is asked for."""

from typing import Any

import standins
from standins._font import DEFAULT_SIZE, Font

__getattr__ = standins.missing_attribute(__name__)

FreeTypeFont = ImageFont = Font


def truetype(font: Any = None, size: float = 10, *_: Any, **__: Any) -> Font:
    """No font files can be read: the built-in font at that size."""
    return Font(size)


def load_default(size: float | None = None) -> Font:
    return Font(DEFAULT_SIZE if size is None else size)
