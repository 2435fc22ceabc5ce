"""Ready-made operations."""

from typing import Any

import numpy as np
import standins
from figkit._image import locate

from . import ImageColor, _geometry
from ._image import Image

__getattr__ = standins.missing_attribute(__name__)


def invert(image: Image) -> Image:
    pixels = 255 - image._pixels.view(np.ndarray)
    if image.mode == 'RGBA':
        pixels[:, :, 3] = image._pixels[:, :, 3]
    return image._derived(pixels)


def grayscale(image: Image) -> Image:
    return image.convert('L')


def autocontrast(
    image: Image, cutoff: Any = 0, ignore: Any = None, mask: Any = None, preserve_tone: bool = False
) -> Image:
    """Stretches each band to 0–255, after ``cutoff`` percent of its pixels were left out at both ends."""
    low, high = cutoff if isinstance(cutoff, (tuple, list)) else (cutoff, cutoff)
    base = image.convert('L')._bands() if preserve_tone else image._bands()
    tables = [_stretch(band, low, high) for band in base]
    bands = image._bands()
    return _by_tables(image, tables * len(bands) if len(tables) == 1 else tables)


def equalize(image: Image, mask: Any = None) -> Image:
    """Gives each band a flat histogram."""
    return _by_tables(image, [_flat(band) for band in image._bands()])


def solarize(image: Image, threshold: int = 128) -> Image:
    return image.point(lambda level: level if level < threshold else 255 - level)


def posterize(image: Image, bits: int) -> Image:
    return image.point(lambda level: level & ~(2 ** (8 - bits) - 1))


def mirror(image: Image) -> Image:
    return image.transpose(0)


def flip(image: Image) -> Image:
    return image.transpose(1)


def exif_transpose(image: Image, *, in_place: bool = False) -> Image | None:
    """Figures are upright already."""
    return None if in_place else image.copy()


def crop(image: Image, border: Any = 0) -> Image:
    left, top, right, bottom = _border(border)
    return image.crop((left, top, image.width - right, image.height - bottom))


def expand(image: Image, border: Any = 0, fill: Any = 0) -> Image:
    left, top, right, bottom = _border(border)
    height, width = image.height + top + bottom, image.width + left + right
    pixels = np.zeros((height, width, *image._pixels.shape[2:]), image._pixels.dtype)
    pixels[:] = ImageColor.getcolor(fill, image.mode)
    pixels[top : top + image.height, left : left + image.width] = image._pixels
    return Image.holding(pixels, image.mode)


def scale(image: Image, factor: float, resample: int = _geometry.BICUBIC) -> Image:
    return image.resize((round(image.width * factor), round(image.height * factor)), resample)


def contain(image: Image, size: Any, method: int = _geometry.BICUBIC) -> Image:
    factor = min(size[0] / image.width, size[1] / image.height)
    return image.resize((max(1, round(image.width * factor)), max(1, round(image.height * factor))), method)


def pad(image: Image, size: Any, method: int = _geometry.BICUBIC, color: Any = 0, centering: Any = (0.5, 0.5)) -> Image:
    small = contain(image, size, method)
    dx, dy = size[0] - small.width, size[1] - small.height
    left, top = round(dx * centering[0]), round(dy * centering[1])
    return expand(small, (left, top, dx - left, dy - top), color)


def fit(
    image: Image, size: Any, method: int = _geometry.BICUBIC, bleed: float = 0, centering: Any = (0.5, 0.5)
) -> Image:
    wanted = size[0] / size[1]
    width, height = min(image.width, image.height * wanted), min(image.height, image.width / wanted)
    x, y = (image.width - width) * centering[0], (image.height - height) * centering[1]
    return image.resize(size, method, box=(x, y, x + width, y + height))


def _border(border: Any) -> tuple[int, int, int, int]:
    sides = (border,) * 4 if isinstance(border, (int, float)) else tuple(border) * (2 if len(border) == 2 else 1)
    return int(sides[0]), int(sides[1]), int(sides[2]), int(sides[3])


def _stretch(band: np.ndarray, low: float, high: float) -> np.ndarray:
    counts = np.cumsum(np.bincount(band.ravel(), minlength=256))
    total = int(counts[-1])
    first = int(np.searchsorted(counts, int(total * low // 100), side='right'))
    last = int(np.searchsorted(counts, total - int(total * high // 100), side='left'))
    if last <= first:
        return np.arange(256, dtype=np.uint8)
    return np.clip((np.arange(256) - first) * (255 / (last - first)), 0, 255).astype(np.uint8)


def _flat(band: np.ndarray) -> np.ndarray:
    counts = np.bincount(band.ravel(), minlength=256)
    used = counts[counts > 0]
    step = int(used.sum() - used[-1]) // 255
    if len(used) < 2 or step == 0:
        return np.arange(256, dtype=np.uint8)
    before = np.concatenate([[0], np.cumsum(counts)[:-1]])
    return np.clip((step // 2 + before) // step, 0, 255).astype(np.uint8)


def _by_tables(image: Image, tables: list[np.ndarray]) -> Image:
    bands = [table[band] for table, band in zip(tables, image._bands())]
    pixels = bands[0] if len(bands) == 1 else np.dstack(bands)
    return Image.holding(pixels, image.mode, locate(image._pixels))
