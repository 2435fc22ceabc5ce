"""Images from files and into files."""

import os
from typing import Any

import cv2
import numpy as np
from figkit import _files
from figkit._image import locate, placed_copy

from . import UnidentifiedImageError, _modes

_MAGIC = (
    (b'\x89PNG', 'PNG'),
    (b'\xff\xd8', 'JPEG'),
    (b'BM', 'BMP'),
    (b'II*\0', 'TIFF'),
    (b'MM\0*', 'TIFF'),
    (b'RIFF', 'WEBP'),
)
_ENDINGS = {
    '.png': 'PNG', '.jpg': 'JPEG', '.jpeg': 'JPEG', '.bmp': 'BMP', '.tif': 'TIFF', '.tiff': 'TIFF', '.webp': 'WEBP',
}  # fmt: skip
_CODECS = {'PNG': '.png', 'JPEG': '.jpg', 'JPG': '.jpg', 'BMP': '.bmp', 'TIFF': '.tiff', 'WEBP': '.webp'}


def read(source: Any) -> tuple[np.ndarray, str, str | None]:
    """``(pixels, mode, format)`` of a path or a binary file object."""
    if hasattr(source, 'read'):
        data, name = source.read(), getattr(source, 'name', 'the file object')
    else:
        source = name = _files.find(source)
        with open(source, 'rb') as file:
            data = file.read()
    format = next((format for magic, format in _MAGIC if data.startswith(magic)), None)
    stored = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED) if data else None
    if stored is None:
        raise UnidentifiedImageError(f'cannot identify image file {name!r}')
    pixels, mode = _modes.of_array(_rgb_order(stored))
    if not hasattr(source, 'read'):
        pixels = placed_copy(pixels, _files.placement_of(source, pixels.shape))
    return pixels, mode, format


def _rgb_order(stored: np.ndarray) -> np.ndarray:
    if stored.ndim == 2:
        return stored
    if stored.dtype == np.uint16:
        # Pillow has no 16-bit colour either; the high bytes are kept.
        stored = (stored >> 8).astype(np.uint8)
    return np.ascontiguousarray(stored[:, :, [2, 1, 0, *range(3, stored.shape[2])]])


def write(pixels: np.ndarray, mode: str, target: Any, format: str | None, options: dict[str, Any]) -> None:
    """Writes PNG, JPEG, BMP, TIFF or WEBP, named by ``format`` or the ending of the path."""
    is_path = not hasattr(target, 'write')
    if format is None:
        ending = os.path.splitext(os.fspath(target))[1].lower() if is_path else ''
        format = _ENDINGS.get(ending)
        if format is None:
            raise ValueError(f'unknown file extension: {ending!r}. Write .png or .jpg, or give format=.')
    codec = _CODECS.get(format.upper())
    if codec is None:
        raise ValueError(
            f"{format} cannot be written by Figscope's stand-in for Pillow. Write PNG, JPEG, BMP, TIFF or WEBP."
        )
    if (codec == '.jpg' and mode in ('RGBA', 'F', 'I', 'I;16')) or (codec != '.tiff' and mode == 'F'):
        raise OSError(f"cannot write mode {mode} as {format.upper()}. Use .convert('RGB') first.")
    ok, data = cv2.imencode(codec, _stored(pixels, mode), _parameters(codec, options))
    if not ok:
        raise OSError(f'the image could not be written as {format}')
    if not is_path:
        target.write(data.tobytes())
        return
    _files.make_folder(target)
    with open(target, 'wb') as file:
        file.write(data.tobytes())
    _files.remember(target, locate(pixels), pixels.shape)


def _stored(pixels: np.ndarray, mode: str) -> np.ndarray:
    if mode == 'I':
        return np.clip(pixels, 0, 65535).astype(np.uint16)
    if pixels.ndim == 2:
        return np.ascontiguousarray(pixels)
    rgb = pixels if mode in ('RGB', 'RGBA') else _modes.to_rgb(pixels, mode)
    return np.ascontiguousarray(rgb[:, :, [2, 1, 0, *range(3, rgb.shape[2])]])


def _parameters(codec: str, options: dict[str, Any]) -> list[int]:
    quality = options.get('quality')
    if codec == '.jpg':
        return [cv2.IMWRITE_JPEG_QUALITY, int(quality) if isinstance(quality, (int, float)) else 90]
    if codec == '.webp' and isinstance(quality, (int, float)):
        return [cv2.IMWRITE_WEBP_QUALITY, int(quality)]
    return [cv2.IMWRITE_PNG_COMPRESSION, 4] if codec == '.png' else []
