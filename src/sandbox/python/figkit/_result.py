"""What figkit's results share: plain data out, short text when printed."""

import dataclasses
from typing import Any

import numpy as np


class Result:
    """Base of the result dataclasses. ``to_dict()`` gives JSON-ready data; images and label maps are left out."""

    def to_dict(self) -> dict[str, Any]:
        return {
            field.name: plain(getattr(self, field.name))
            for field in dataclasses.fields(self)  # type: ignore[arg-type]
            if field.repr and not isinstance(getattr(self, field.name), np.ndarray)
        }


def plain(value: Any) -> Any:
    """The value as JSON-ready data: floats of at most 6 significant digits, no numpy types."""
    if hasattr(value, 'to_dict'):
        return value.to_dict()
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return float(f'{float(value):.6g}') if np.isfinite(value) else None
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, np.ndarray):
        return [plain(v) for v in value.tolist()]
    return value
