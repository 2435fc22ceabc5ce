"""Arithmetic of two images."""

import numpy as np
import standins

from ._image import Image

__getattr__ = standins.missing_attribute(__name__)


def difference(image1: Image, image2: Image) -> Image:
    return _combine(image1, image2, lambda a, b: np.abs(a - b))


def add(image1: Image, image2: Image, scale: float = 1, offset: float = 0) -> Image:
    return _combine(image1, image2, lambda a, b: (a + b) / scale + offset)


def subtract(image1: Image, image2: Image, scale: float = 1, offset: float = 0) -> Image:
    return _combine(image1, image2, lambda a, b: (a - b) / scale + offset)


def multiply(image1: Image, image2: Image) -> Image:
    return _combine(image1, image2, lambda a, b: a * b / 255)


def lighter(image1: Image, image2: Image) -> Image:
    return _combine(image1, image2, np.maximum)


def darker(image1: Image, image2: Image) -> Image:
    return _combine(image1, image2, np.minimum)


def invert(image: Image) -> Image:
    return image._derived(255 - image._pixels.view(np.ndarray))


def _combine(image1: Image, image2: Image, combine: object) -> Image:
    """Both are cut to the size that they have in common."""
    height, width = min(image1.height, image2.height), min(image1.width, image2.width)
    a, b = (im._pixels.view(np.ndarray)[:height, :width].astype(np.int32) for im in (image1, image2))
    result = combine(a, b)  # type: ignore[operator]
    return image1._derived(np.clip(result, 0, 255).astype(image1._pixels.dtype))
