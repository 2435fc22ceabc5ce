"""Colours by name."""

import re
from typing import Any

import standins
from standins import _colors

__getattr__ = standins.missing_attribute(__name__)

_CALL = re.compile(r'rgba?\(([^)]*)\)$')


def getrgb(color: str) -> tuple[int, ...]:
    """(r, g, b) or (r, g, b, a) of a name, '#rrggbb' or 'rgb(…)'. Raises ValueError when it is none."""
    found = _colors.named(color)
    call = _CALL.match(color.strip().lower())
    if found is None and call:
        parts = [part.strip() for part in call.group(1).split(',')]
        try:
            found = tuple(round(float(p[:-1]) * 2.55) if p.endswith('%') else int(float(p)) for p in parts)
        except ValueError:
            found = None
    if found is None or len(found) not in (3, 4):
        raise ValueError(f'unknown color specifier: {color!r}')
    return found


def getcolor(color: Any, mode: str) -> Any:
    """The colour as a pixel of that mode: a number or a tuple."""
    given = getrgb(color) if isinstance(color, str) else color
    if mode in ('1', 'L', 'I', 'I;16', 'F'):
        if isinstance(given, (tuple, list)):
            r, g, b = (given[0],) * 3 if len(given) < 3 else given[:3]
            return (r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16 if len(given) >= 3 else r
        return given if mode == 'F' else int(given)
    if isinstance(given, (tuple, list)):
        values = tuple(int(value) for value in given)
        return (*values, 255) if mode == 'RGBA' and len(values) == 3 else values[: 4 if mode == 'RGBA' else 3]
    # One number for several bands: Pillow takes its lowest byte as the first band.
    number = int(given)
    bands = tuple((number >> shift) & 255 for shift in (0, 8, 16, 24))
    return bands if mode == 'RGBA' else bands[:3]
