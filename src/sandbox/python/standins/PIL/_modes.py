"""Pillow's modes as arrays.

'1' (0 or 255), L, RGB, RGBA, HSV, YCbCr and LAB are uint8, I is int32, I;16 uint16, F float32.
"""

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import standins

BANDS: dict[str, tuple[str, ...]] = {
    '1': ('1',),
    'L': ('L',),
    'RGB': ('R', 'G', 'B'),
    'RGBA': ('R', 'G', 'B', 'A'),
    'HSV': ('H', 'S', 'V'),
    'YCbCr': ('Y', 'Cb', 'Cr'),
    'LAB': ('L', 'A', 'B'),
    'I': ('I',),
    'I;16': ('I',),
    'F': ('F',),
}
DTYPES: dict[str, Any] = {'I': np.int32, 'I;16': np.uint16, 'F': np.float32}

_FROM_RGB = {'HSV': cv2.COLOR_RGB2HSV_FULL, 'LAB': cv2.COLOR_RGB2LAB}
_TO_RGB = {'HSV': cv2.COLOR_HSV2RGB_FULL, 'LAB': cv2.COLOR_LAB2RGB}


def check(mode: str) -> str:
    """The mode itself; raises ValueError for one that the stand-in does not have."""
    if mode not in BANDS:
        raise ValueError(f'{standins.missing(f"PIL.Image mode {mode!r}")} Its modes: {", ".join(BANDS)}.')
    return mode


def of_array(array: np.ndarray) -> tuple[np.ndarray, str]:
    """Pixels and mode for an array as ``Image.fromarray`` takes it; raises TypeError for what fits no mode."""
    if array.ndim == 3 and array.shape[2] == 1:
        array = array[:, :, 0]
    if array.ndim == 2:
        if array.dtype == bool:
            return array.astype(np.uint8) * 255, '1'
        for mode, kind in (('L', np.uint8), ('I;16', np.uint16), ('I', np.int32), ('F', np.float32)):
            if array.dtype == kind:
                return array, mode
        if array.dtype == np.float64:
            return array.astype(np.float32), 'F'
    if array.ndim == 3 and array.dtype == np.uint8 and array.shape[2] in (3, 4):
        return array, 'RGB' if array.shape[2] == 3 else 'RGBA'
    raise TypeError(
        f'Cannot handle this data type: an array of shape {array.shape} and type {array.dtype}. '
        'Image.fromarray takes height×width(×3 or ×4) uint8; for others use array.astype(np.uint8), values 0–255.'
    )


def convert(pixels: np.ndarray, old: str, new: str) -> np.ndarray:
    """Pixels of mode ``old`` as mode ``new``."""
    check(new)
    if old == new:
        return pixels
    if old in DTYPES:
        return _from_numbers(pixels, old, new)
    if new in DTYPES:
        gray = convert(pixels, old, 'L')
        return gray.astype(DTYPES[new])
    if old == 'L' and new == '1':
        return dither(pixels)
    if old in ('1', 'L') and new in ('1', 'L'):
        return pixels
    if new == '1':
        return dither(convert(pixels, old, 'L'))
    if new == 'L':
        return luma(pixels if old == 'YCbCr' else to_rgb(pixels, old), old)
    return from_rgb(to_rgb(pixels, old), new, pixels[:, :, 3] if old == 'RGBA' else None)


def luma(pixels: np.ndarray, old: str) -> np.ndarray:
    """Gray as Pillow weighs it (ITU-R 601-2), to the last bit."""
    if old == 'YCbCr':
        return pixels[:, :, 0]
    return by_rows(_luma, pixels)


def _luma(pixels: np.ndarray) -> np.ndarray:
    wide = pixels.astype(np.uint32)
    return ((wide[:, :, 0] * 19595 + wide[:, :, 1] * 38470 + wide[:, :, 2] * 7471 + 0x8000) >> 16).astype(np.uint8)


def by_rows(function: Callable[..., np.ndarray], *arrays: np.ndarray) -> np.ndarray:
    """``function(*arrays)`` in bands of rows: wide numbers of a large figure would not fit into memory."""
    height = arrays[0].shape[0]
    step = max(1, 1_000_000 // max(1, arrays[0].shape[1]))
    first = function(*(array[:step] for array in arrays))
    result = np.empty((height, *first.shape[1:]), first.dtype)
    result[:step] = first
    for row in range(step, height, step):
        result[row : row + step] = function(*(array[row : row + step] for array in arrays))
    return result


def to_rgb(pixels: np.ndarray, old: str) -> np.ndarray:
    """RGB of any 8-bit mode; alpha is dropped, as Pillow does."""
    if pixels.ndim == 2:
        return np.repeat(pixels[:, :, None], 3, axis=2)
    if old == 'YCbCr':
        return np.asarray(cv2.cvtColor(np.ascontiguousarray(pixels[:, :, [0, 2, 1]]), cv2.COLOR_YCrCb2RGB))
    if old in _TO_RGB:
        return np.asarray(cv2.cvtColor(_shift_lab(pixels, old), _TO_RGB[old]))
    return pixels[:, :, :3]


def from_rgb(rgb: np.ndarray, new: str, alpha: np.ndarray | None) -> np.ndarray:
    """RGB pixels as another mode of several bands."""
    if new == 'RGBA':
        opaque = np.full(rgb.shape[:2], 255, np.uint8) if alpha is None else alpha
        return np.dstack([rgb, opaque])
    if new == 'YCbCr':
        return np.asarray(cv2.cvtColor(np.ascontiguousarray(rgb), cv2.COLOR_RGB2YCrCb))[:, :, [0, 2, 1]]
    if new in _FROM_RGB:
        return _shift_lab(np.asarray(cv2.cvtColor(np.ascontiguousarray(rgb), _FROM_RGB[new])), new)
    return rgb


def _shift_lab(pixels: np.ndarray, mode: str) -> np.ndarray:
    """Pillow's a and b are signed bytes, those of cv2 lie around 128."""
    return pixels ^ np.array([0, 128, 128], np.uint8) if mode == 'LAB' else np.ascontiguousarray(pixels)


def dither(gray: np.ndarray) -> np.ndarray:
    """Black and white at the level 128; Pillow would spread the error over neighbours."""
    return np.where(gray >= 128, 255, 0).astype(np.uint8)


def _from_numbers(pixels: np.ndarray, old: str, new: str) -> np.ndarray:
    if new in DTYPES:
        kind = DTYPES[new]
        bounds = np.iinfo(kind) if kind is not np.float32 else None
        return (np.clip(pixels, bounds.min, bounds.max) if bounds else pixels).astype(kind)
    # Pillow cuts off, it does not stretch; 16-bit numbers above 255 become white.
    return convert(np.clip(pixels, 0, 255).astype(np.uint8), 'L', new)
