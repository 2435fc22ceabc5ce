"""Making images. What is missing says so in words."""

from enum import IntEnum
from typing import Any

import numpy as np
import standins
from figkit._image import locate

from . import ImageColor, UnidentifiedImageError, _coding, _modes
from ._image import Image

__all__ = ['Image', 'UnidentifiedImageError', 'fromarray', 'new', 'open']
__getattr__ = standins.missing_attribute(__name__)

#: Figscope bounds figures itself.
MAX_IMAGE_PIXELS: int | None = None


class Resampling(IntEnum):
    NEAREST, LANCZOS, BILINEAR, BICUBIC, BOX, HAMMING = range(6)


class Transpose(IntEnum):
    FLIP_LEFT_RIGHT, FLIP_TOP_BOTTOM, ROTATE_90, ROTATE_180, ROTATE_270, TRANSPOSE, TRANSVERSE = range(7)


NEAREST, LANCZOS, BILINEAR, BICUBIC, BOX, HAMMING = Resampling
#: Pillow has dropped this name; models still write it.
ANTIALIAS = LANCZOS
FLIP_LEFT_RIGHT, FLIP_TOP_BOTTOM, ROTATE_90, ROTATE_180, ROTATE_270, TRANSPOSE, TRANSVERSE = Transpose


def open(fp: Any, mode: str = 'r', formats: Any = None) -> Image:
    """The image of a path or a binary file object; a figure's own file and a saved crop keep their frame."""
    pixels, kind, format = _coding.read(fp)
    image = Image.sharing(pixels, kind)
    image.format = format
    image.filename = fp if isinstance(fp, str) else ''
    return image


def new(mode: str, size: Any, color: Any = 0) -> Image:
    """An image of one colour; None leaves it black."""
    bands = len(_modes.BANDS[_modes.check(mode)])
    shape = (int(size[1]), int(size[0])) if bands == 1 else (int(size[1]), int(size[0]), bands)
    if min(shape[:2]) < 1:
        raise ValueError(f'Width and height must be >= 1; got {size[0]}×{size[1]}')
    pixels = np.zeros(shape, _modes.DTYPES.get(mode, np.uint8))
    # Black without a word about alpha is transparent black.
    pixels[:] = 0 if color is None or color == 0 else ImageColor.getcolor(color, mode)
    return Image.holding(pixels, mode)


def fromarray(obj: Any, mode: str | None = None) -> Image:
    """An image of an array; one that lies on a figure keeps its frame."""
    array = obj if isinstance(obj, np.ndarray) else np.asarray(obj)
    pixels, found = _modes.of_array(array)
    if mode is not None and mode != found and len(_modes.BANDS[_modes.check(mode)]) == len(_modes.BANDS[found]):
        found = mode
    return Image.holding(pixels, found, locate(array))


def frombytes(mode: str, size: Any, data: bytes, *_: Any) -> Image:
    """An image of raw pixels, row by row."""
    bands = len(_modes.BANDS[_modes.check(mode)])
    shape = (size[1], size[0]) if bands == 1 else (size[1], size[0], bands)
    return Image.holding(np.frombuffer(data, _modes.DTYPES.get(mode, np.uint8)).reshape(shape), mode)


frombuffer = frombytes


def merge(mode: str, bands: Any) -> Image:
    """One image of single bands."""
    if len(bands) != len(_modes.BANDS[_modes.check(mode)]):
        raise ValueError('wrong number of bands')
    return bands[0]._derived(np.dstack([band._pixels.view(np.ndarray) for band in bands]), mode)


def blend(im1: Image, im2: Image, alpha: float) -> Image:
    """``im1 * (1 - alpha) + im2 * alpha``, cut to 0–255."""
    _same(im1, im2)

    def mix(first: np.ndarray, second: np.ndarray) -> np.ndarray:
        start = first.astype(np.float32)
        return np.clip(start + (second - start) * float(alpha), 0, 255).astype(first.dtype)

    return im1._derived(_modes.by_rows(mix, im1._pixels.view(np.ndarray), im2._pixels.view(np.ndarray)))


def composite(image1: Image, image2: Image, mask: Image) -> Image:
    """``image1`` where the mask is white, ``image2`` where it is black."""
    result = image2.copy()
    result.paste(image1, None, mask)
    return result


def alpha_composite(im1: Image, im2: Image) -> Image:
    """``im2`` laid over ``im1``; both RGBA."""
    _same(im1, im2)
    if im1.mode != 'RGBA':
        raise ValueError('image has wrong mode: alpha_composite takes RGBA')
    below, above = (im._pixels.view(np.ndarray).astype(np.float32) / 255 for im in (im1, im2))
    alpha = above[:, :, 3:] + below[:, :, 3:] * (1 - above[:, :, 3:])
    colour = above[:, :, :3] * above[:, :, 3:] + below[:, :, :3] * below[:, :, 3:] * (1 - above[:, :, 3:])
    colour = np.divide(colour, alpha, out=np.zeros_like(colour), where=alpha > 0)
    return im1._derived(np.rint(np.dstack([colour, alpha]) * 255).astype(np.uint8))


def _same(im1: Image, im2: Image) -> None:
    if im1.size != im2.size or im1.mode != im2.mode:
        raise ValueError(f'images do not match: {im1.mode} {im1.size} and {im2.mode} {im2.size}')
