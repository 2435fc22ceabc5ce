"""The hook to text recognition: the sandbox installs what recognises, figkit only hands it gray pixels."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np

from ._pixels import to_gray

Backend = Callable[[bytes, int, int, int], str]


def _connect() -> tuple[Callable[[Backend | None], None], Callable[[Any, int], list[dict[str, Any]]]]:
    installed: Backend | None = None

    def set_backend(backend: Backend | None) -> None:
        """``backend(gray bytes, width, height, psm)`` returns the words as a JSON list."""
        nonlocal installed
        installed = backend

    def recognize(image: Any, psm: int = 11) -> list[dict[str, Any]]:
        """Words of an 8-bit gray or RGB array: ``{text, confidence 0–100, box [x1, y1, x2, y2]}`` in its pixels.

        ``psm`` is Tesseract's page segmentation mode. Raises RuntimeError when no text recognition is installed.
        """
        if installed is None:
            raise RuntimeError('Text recognition is not available in this sandbox.')
        gray = np.ascontiguousarray(to_gray(image))
        height, width = gray.shape
        words = json.loads(installed(gray.tobytes(), width, height, int(psm)))
        return [word for word in words if str(word['text']).strip()]

    return set_backend, recognize


set_backend, recognize = _connect()
