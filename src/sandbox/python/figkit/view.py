"""Looking closer: regions of a figure, always cut from its original pixels."""

from typing import Any

import cv2
import numpy as np

from . import _figures
from ._boxes import clamp_box
from ._frame import Placement
from ._image import FigureImage, place
from ._pixels import as_array

#: A zoomed crop aims at this long side, in pixels, and is enlarged no further than MAX_SCALE.
LONG_SIDE = 1024
MAX_SCALE = 16.0


def crop(image: Any, box: Any) -> FigureImage:
    """The region ``box`` = [x1, y1, x2, y2] of the figure that ``image`` shows, in ORIGINAL resolution.

    The box is in source pixels of the figure, also when ``image`` is itself a crop or was enlarged. A box that
    reaches beyond the figure is cut, with a note. An array that is not a view of a figure is cut as it is; its box is
    in its own pixels.

    Raises ValueError when the box is empty, inverted, not finite, in fractions, or outside the figure.
    """
    array = as_array(image)
    placement = _figures.placement_of(array)
    figure = _figures.get(placement.figure) if placement else None
    if figure is None:
        height, width = array.shape[:2]
        x1, y1, x2, y2 = clamp_box(box, width, height, 'the image')
        return place(np.array(array[y1:y2, x1:x2]).view(np.ndarray), None)
    height, width = figure.rgb.shape[:2]
    x1, y1, x2, y2 = clamp_box(box, width, height, f'{figure.id}')
    return place(figure.rgb[y1:y2, x1:x2].copy(), Placement(figure.id, x1, y1, 1, 1, width, height))


def zoom(image: Any, box: Any, scale: float | None = None) -> FigureImage:
    """The region ``box`` of the figure, enlarged from the original pixels.

    ``box`` is in source pixels as for ``crop``. ``scale`` is image pixels per source pixel; without it, the factor
    (1 to 16) that brings the longer side to about 1000 pixels. The frame of the result states the scale.

    Raises ValueError as ``crop`` does, and for a scale that is not a positive number or too large.
    """
    region = crop(image, box)
    height, width = region.shape[:2]
    if scale is None:
        scale = float(np.clip(LONG_SIDE / max(width, height), 1, MAX_SCALE))
        scale = float(np.floor(scale)) if scale >= 2 else scale
    if not isinstance(scale, (int, float, np.number)) or not np.isfinite(scale) or scale <= 0:
        raise ValueError(f'scale must be a positive number such as 4; got {scale!r}.')
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if size[0] * size[1] > 50_000_000:
        raise ValueError(
            f'A {width}×{height} region at scale {scale:g} would have {size[0]}×{size[1]} pixels. '
            'Use a smaller scale or a smaller box.'
        )
    return resample(region, size)


def resample(image: FigureImage, size: tuple[int, int]) -> FigureImage:
    """The whole image at ``size`` = (width, height): Lanczos up to 4×, cubic beyond, area means when shrinking."""
    ratio = size[0] / image.shape[1]
    method = cv2.INTER_AREA if ratio < 1 else cv2.INTER_LANCZOS4 if ratio <= 4 else cv2.INTER_CUBIC
    pixels = np.asarray(cv2.resize(np.ascontiguousarray(image), size, interpolation=method)).view(np.ndarray)
    placement = image._placement.resized(image.shape, pixels.shape) if image._placement else None
    return place(pixels, placement)
