"""Lengths as they are written beside scale bars, with OCR's slips mended."""

import re

#: Metres per unit.
METRES = {'pm': 1e-12, 'Å': 1e-10, 'nm': 1e-9, 'µm': 1e-6, 'mm': 1e-3, 'cm': 1e-2, 'm': 1.0, 'km': 1e3}

#: What OCR makes of units. A scale bar in picometres is far rarer than a µ that was read as p.
_UNITS = {
    'nm': 'nm nrn nrm nim nmm'.split(),
    'µm': 'µm μm um pm ym jm pum jum iim micron microns micrometer micrometers'.split(),
    'mm': ['mm'],
    'cm': ['cm'],
    'Å': ['Å', 'å', 'A', 'angstrom', 'angstroms'],
    'km': ['km'],
}
_MEANING = {spelling: unit for unit, spellings in _UNITS.items() for spelling in spellings}
_SURE = {'nm', 'µm', 'μm', 'um', 'mm', 'cm', 'Å', 'km', 'micron', 'microns'}
_LENGTH = re.compile(r'(?<![\w.,])([0-9OolISsQ]+(?:[.,][0-9OolISsQ]+)?)\s*([A-Za-zµμÅ]{1,10})(?![A-Za-z])')


def read_length(text: str) -> tuple[float, str, bool, float] | None:
    """(value, unit, sure, share) of the first length in a text, or None.

    ``sure`` is False where the unit had to be mended; ``share`` is how much of the text the length is, 0–1.
    """
    letters = max(1, sum(c.isalnum() for c in text))
    for match in _LENGTH.finditer(text):
        digits, unit = match.groups()
        if not any(c.isdigit() for c in digits) or re.match('0[0-9]', digits):
            continue
        meaning = _MEANING.get(unit) or _MEANING.get(unit.lower())
        if meaning is None:
            continue
        number = digits.translate(str.maketrans('OoQlISs,', '0001155.'))
        try:
            value = float(number)
        except ValueError:
            continue
        if value > 0:
            return value, meaning, unit in _SURE, sum(c.isalnum() for c in match.group()) / letters
    return None


def convert(value: float, unit: str, to: str) -> float:
    """A length in another unit. Raises ValueError for a unit that is not known."""
    for name in (unit, to):
        if name not in METRES:
            raise ValueError(f"Unknown unit {name!r}; known are {', '.join(METRES)}.")
    return value * METRES[unit] / METRES[to]
