"""Images as arrays."""

from typing import Any

import numpy as np
import standins
from figkit._image import locate, placed_copy
from PIL import Image

__getattr__ = standins.missing_attribute(__name__)


def imread(fname: Any, format: Any = None) -> np.ndarray:
    """As matplotlib: PNG as floats 0–1, everything else as uint8."""
    image = Image.open(fname)
    pixels = np.asarray(image)
    if image.format != 'PNG':
        return placed_copy(pixels, locate(pixels))
    levels = 65535 if pixels.dtype == np.uint16 else 255
    return placed_copy(pixels.view(np.ndarray).astype(np.float32) / levels, locate(pixels))


def imsave(
    fname: Any, arr: Any, vmin: Any = None, vmax: Any = None, cmap: Any = None, origin: str = 'upper', **options: Any
) -> None:
    """Writes an array as an image file, pixel for pixel."""
    from . import _picture

    picture = _picture.make(arr, cmap, vmin, vmax, None, None, 'upper', None)
    pixels = picture.rgb[::-1] if origin == 'lower' else picture.rgb
    Image.fromarray(pixels).save(fname, options.get('format'))
