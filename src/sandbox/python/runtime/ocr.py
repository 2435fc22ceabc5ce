"""Connects figkit.read_text with Tesseract, which runs beside Python in the same process."""

from collections.abc import Callable


def install(recognize: Callable[..., str]) -> None:
    """``recognize(gray bytes, width, height, psm)`` gives the words as JSON."""
    from figkit import _ocr
    from pyodide.ffi import to_js

    def backend(gray: bytes, width: int, height: int, psm: int) -> str:
        return str(recognize(to_js(bytes(gray)), int(width), int(height), int(psm)))

    _ocr.set_backend(backend)
