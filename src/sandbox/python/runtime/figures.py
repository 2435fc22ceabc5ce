"""Puts the figures of a run before its first cell: ``image_1``, ``image_1_path``, ``image_1_raw``."""

import os
from typing import Any

import cv2
import numpy as np

from . import cells, conventions, decode

#: Formats whose own bytes serve as ``image_1_path`` when nothing had to be converted.
_PLAIN = {'png': 'png', 'jpeg': 'jpg', 'webp': 'webp', 'bmp': 'bmp'}

FOLDER = '/figures'


def load(figure: dict[str, Any], max_preview_pixels: int, frame: tuple[int, int, bytes] | None) -> dict[str, Any]:
    """Decodes one figure into the cells' namespace.

    ``figure`` has id, name, bytes, format, page, orientation, channels, pixelSize. ``frame`` is (width, height, RGBA) where the
    pixels were decoded already. Gives ``{width, height, preview, notices}``, or ``{unreadable}`` with the reason.
    """
    try:
        return _load(figure, max_preview_pixels, frame)
    except (ValueError, MemoryError, cv2.error) as error:
        return {'unreadable': str(error) or 'it needs more memory than there is'}


def _load(figure: dict[str, Any], max_preview_pixels: int, frame: tuple[int, int, bytes] | None) -> dict[str, Any]:
    import figkit._figures
    import figkit._files

    name = str(figure['id'])
    figure['bytes'] = bytes(figure['bytes'])
    raw: np.ndarray | None = None
    if frame is not None:
        rgb = decode.from_rgba(frame[2], frame[0], frame[1])
    else:
        rgb, raw = decode.decode(figure['bytes'], figure['format'], figure['page'], figure['orientation'])
    image = figkit._figures.register(name, rgb, raw=raw, pixel_size=figure.get('pixelSize'))
    path = _write(name, figure, rgb, raw)
    figkit._files.remember(path, image._placement, image.shape)
    figkit._files.alias(os.path.splitext(str(figure['name']))[0], path)
    conventions.bind(name, image, path)
    notices = []
    if raw is not None:
        cells.NAMESPACE[f'{name}_raw'] = raw
        notices.append(
            f'{name} holds {raw.dtype} numbers; {name} is their 8-bit version (0.1th–99.9th percentile stretched), '
            f'{name}_raw keeps the original numbers.'
        )
    return {
        'width': int(rgb.shape[1]),
        'height': int(rgb.shape[0]),
        'preview': _preview(image, name, max_preview_pixels),
        'notices': notices,
    }


def _write(name: str, figure: dict[str, Any], rgb: np.ndarray, raw: np.ndarray | None) -> str:
    """The file behind ``image_1_path``: the original bytes when any reader sees the same picture in them, else a PNG."""
    plain = _PLAIN.get(figure['format'])
    same = plain and raw is None and figure['orientation'] == 1 and figure['channels'] in (1, 3)
    os.makedirs(FOLDER, exist_ok=True)
    path = f'{FOLDER}/{name}.{plain if same else "png"}'
    with open(path, 'wb') as file:
        file.write(figure['bytes'] if same else decode.encode_png(rgb))
    return path


def _preview(image: Any, name: str, max_pixels: int) -> dict[str, Any]:
    from figkit import _display, _notes

    _display.configure(max_pixels=max_pixels, max_images=1)
    _display.drain()
    _display.show(image, title=name)
    _notes.drain()
    return _display.drain()[0]


def warm_up() -> None:
    """Goes once through decoding and showing, so that the engine has compiled that code before the first figure comes."""
    from figkit import _display, _notes

    conventions.agree('figkit')
    picture = np.zeros((96, 96, 3), np.uint8)
    for extension, format in (('.png', 'png'), ('.jpg', 'jpeg')):
        rgb, _ = decode.decode(cv2.imencode(extension, picture)[1].tobytes(), format, 1, 1)
        _display.configure(max_pixels=64 * 64, max_images=2)
        _display.show(rgb)
    _display.drain()
    _notes.drain()
