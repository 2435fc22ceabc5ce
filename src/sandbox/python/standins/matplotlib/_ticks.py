"""Round numbers along an axis."""

import math

import numpy as np


def ticks(low: float, high: float, log: bool, count: int = 6) -> list[float]:
    """Round values within the limits, about ``count`` of them."""
    low, high = min(low, high), max(low, high)
    if log:
        first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
        step = max(1, (last - first) // count + 1)
        return [10.0**power for power in range(first, last + 1, step)]
    span = high - low
    if not math.isfinite(span) or span <= 0:
        return [low]
    rough = span / max(1, count)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)
    return [float(v) for v in np.arange(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1) * step]


def label(value: float, others: list[float]) -> str:
    """The number with as many digits as its neighbours need."""
    steps = np.diff(others)
    step = float(np.min(np.abs(steps))) if len(steps) else abs(value) or 1.0
    if value != 0 and (abs(value) >= 1e6 or abs(value) < 1e-4):
        return f'{value:.3g}'
    digits = max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else 0
    if digits and abs(step * 10**digits - round(step * 10**digits)) > 1e-6:
        digits += 1
    return f'{value:.{min(digits, 8)}f}'
