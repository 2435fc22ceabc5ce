"""Reads the many spellings of matplotlib's options."""

from typing import Any

import numpy as np
from standins import _colors

_STYLES = ('--', '-.', ':', '-')
_MARKERS = '.,ov^<>s*+xDd|_phH1234P'


def first(options: dict[str, Any], *names: str, default: Any = None) -> Any:
    """The first of these options that was given."""
    return next((options[name] for name in names if options.get(name) is not None), default)


def alpha_of(options: dict[str, Any]) -> float:
    return float(np.mean(first(options, 'alpha', default=1.0)))


def parse_format(text: str) -> tuple[str | None, str | None, str | None]:
    """``(color, marker, style)`` of 'ro--'; raises ValueError for what is no format."""
    color = marker = style = None
    rest = text
    while rest:
        found = next((one for one in _STYLES if rest.startswith(one)), None)
        if found is not None:
            style, rest = found, rest[len(found) :]
        elif rest[0] in _colors.LETTERS:
            color, rest = rest[0], rest[1:]
        elif rest[0] == 'C' and rest[1:2].isdigit():
            color, rest = rest[:2], rest[2:]
        elif rest[0] in _MARKERS:
            marker, rest = rest[0], rest[1:]
        else:
            raise ValueError(
                f'{text!r} is not a valid format string: {rest!r} is neither colour, marker nor line style'
            )
    return color, marker, style


def is_none(value: Any) -> bool:
    """matplotlib's 'none', which means transparent."""
    return isinstance(value, str) and value.lower() == 'none'


def pair(value: Any, other: Any) -> tuple[float, float] | None:
    """Limits given as two numbers or as one pair; None when nothing was given."""
    if value is None and other is None:
        return None
    low, high = (value, other) if other is not None or not hasattr(value, '__len__') else value
    return float(low), float(high)
