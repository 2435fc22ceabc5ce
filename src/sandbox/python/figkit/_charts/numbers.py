"""Numbers as axes print them: signs, thousands, percent, powers of ten, SI suffixes."""

import re

_SUFFIX = {'k': 1e3, 'K': 1e3, 'M': 1e6, 'G': 1e9, 'B': 1e9, 'T': 1e12, 'm': 1e-3, 'µ': 1e-6, 'μ': 1e-6, 'u': 1e-6, 'n': 1e-9}
#: What recognition makes of digits when a label holds nothing but digits otherwise.
_LOOKALIKE = str.maketrans({'O': '0', 'o': '0', 'Q': '0', '©': '0', 'D': '0', 'l': '1', 'I': '1', '|': '1', 'i': '1', 'S': '5', 's': '5', 'Z': '2', 'z': '2', 'B': '8'})
_SUPERSCRIPT = str.maketrans('⁰¹²³⁴⁵⁶⁷⁸⁹⁻', '0123456789-')
_PLAIN = re.compile(r'^([+-]?)(\d{1,3}(?:[, \'’]\d{3})+|\d+|)(?:([.,])(\d+))?(?:[eE]([+-]?\d+))?\s*(%|‰|[kKMGBTmµμun])?$')
_POWER = re.compile(r'^([+-]?)(?:(\d+(?:\.\d+)?)\s*[x×*·]\s*10\s*\^?|10\s*\^)\s*([+-]?\d+)$')
_CURRENCY = '$€£¥'


def parse_number(text: str, lenient: bool = False) -> float | None:
    """The value of a printed number, or None when the text is no number.

    A percent sign is kept out of the value (``12%`` is 12); ``3k`` is 3000; ``1,000`` is 1000; ``10^3`` is 1000.
    ``lenient`` also takes letters for the digits they look like, and drops stray marks at the ends.
    """
    cleaned = tidy(text)
    value = _parse(cleaned)
    if value is not None or not lenient:
        return value
    stripped = cleaned.strip("'`\".,:;_~=*|<>»«()[]{}+°®-") if not cleaned.startswith('-') else '-' + cleaned.strip("'`\".,:;_~=*|<>»«()[]{}+°®-")
    for candidate in (stripped, stripped.translate(_LOOKALIKE), stripped[:-1].translate(_LOOKALIKE) + stripped[-1:]):
        value = _parse(candidate)
        if value is not None:
            return value
    return None


def tidy(text: str) -> str:
    """The text with one kind of minus sign and no outer blanks."""
    for dash in '−–—‐‑‒―':
        text = text.replace(dash, '-')
    return text.translate(_SUPERSCRIPT).strip().strip(_CURRENCY).strip()


def suffix_of(text: str) -> str:
    """The sign that stands behind the number: %, a multiplier letter, or ''."""
    match = _PLAIN.match(tidy(text))
    return (match.group(6) or '') if match else ''


def looks_numeric(text: str) -> bool:
    """True when digits make up most of the text."""
    letters = [c for c in tidy(text) if c.isalnum()]
    return bool(letters) and sum(c.isdigit() for c in letters) >= 0.6 * len(letters)


def _parse(text: str) -> float | None:
    if text.startswith('- '):
        text = '-' + text[2:]
    power = _POWER.match(text)
    if power:
        sign, factor, exponent = power.groups()
        if abs(int(exponent)) > 60:
            return None
        return (-1 if sign == '-' else 1) * float(factor or 1) * 10.0 ** int(exponent)
    match = _PLAIN.match(text)
    if not match:
        return None
    sign, whole, point, fraction, exponent, suffix = match.groups()
    if not whole and not fraction:
        return None
    if exponent and abs(int(exponent)) > 60:
        return None
    digits = re.sub(r'\D', '', whole)
    if point == ',' and fraction and len(fraction) == 3 and digits not in ('', '0'):
        digits, fraction = digits + fraction, None
    value = float(f'{digits or 0}.{fraction or 0}') * 10.0 ** int(exponent or 0)
    return (-1 if sign == '-' else 1) * value * _SUFFIX.get(suffix or '', 1)
