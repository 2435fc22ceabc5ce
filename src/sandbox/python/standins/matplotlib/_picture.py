"""An image on an axes: its pixels in colour, and where they lie in data coordinates."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from figkit._image import locate, placed_copy

from ._view import View
from .cm import Colormap, get_cmap


@dataclass
class Picture:
    """``rgb`` may lie on a figure. ``bounds`` = left, right, bottom, top, as matplotlib's ``extent``."""

    rgb: np.ndarray
    bounds: tuple[float, float, float, float]
    plain: bool
    alpha: float = 1.0
    smooth: bool = True
    #: Was it given in colours, not in numbers?
    coloured: bool = False

    def draw(self, view: View) -> None:
        """Draws the part that lies within the limits of the view."""
        left, right, bottom, top = self.bounds
        (x1, y1), (x2, y2) = view.to_pixels([left, right], [top, bottom]).tolist()
        pixels = self.rgb.view(np.ndarray)
        pixels = pixels[:, ::-1] if x2 < x1 else pixels
        pixels = pixels[::-1] if y2 < y1 else pixels
        x1, x2, y1, y2 = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
        box = [round(v) for v in view.box]
        cx1, cy1, cx2, cy2 = (
            max(box[0], round(x1)),
            max(box[1], round(y1)),
            min(box[2], round(x2)),
            min(box[3], round(y2)),
        )
        if cx1 >= cx2 or cy1 >= cy2 or x2 <= x1 or y2 <= y1:
            return
        sx, sy = pixels.shape[1] / (x2 - x1), pixels.shape[0] / (y2 - y1)
        enlarges = sx < 1 and sy < 1
        columns = (np.arange(cx1, cx2) + 0.5 - x1) * sx
        rows = (np.arange(cy1, cy2) + 0.5 - y1) * sy
        if enlarges:
            at = (
                np.clip(rows, 0, pixels.shape[0] - 1).astype(int)[:, None],
                np.clip(columns, 0, pixels.shape[1] - 1).astype(int)[None],
            )
            drawn = pixels[at]
        else:
            first, last = max(0, int(columns[0] - sx / 2)), min(pixels.shape[1], int(np.ceil(columns[-1] + sx / 2)))
            upper, lower = max(0, int(rows[0] - sy / 2)), min(pixels.shape[0], int(np.ceil(rows[-1] + sy / 2)))
            part = np.ascontiguousarray(pixels[upper:lower, first:last])
            drawn = np.asarray(cv2.resize(part, (cx2 - cx1, cy2 - cy1), interpolation=cv2.INTER_AREA))
        target = view.canvas[cy1:cy2, cx1:cx2]
        target[:] = (
            drawn
            if self.alpha >= 1
            else np.rint(target + (drawn.astype(np.float32) - target) * self.alpha).astype(np.uint8)
        )


def make(
    data: Any, cmap: Any, low: Any, high: Any, alpha: Any, extent: Any, origin: str, interpolation: Any
) -> Picture:
    """The picture of what ``imshow`` was given; raises TypeError for what is no image."""
    array = data if isinstance(data, np.ndarray) else np.asarray(data)
    if array.ndim == 3 and array.shape[2] == 1:
        array = array[:, :, 0]
    if array.ndim not in (2, 3) or array.dtype.kind not in 'buif' or (array.ndim == 3 and array.shape[2] not in (3, 4)):
        raise TypeError(f'Invalid shape {array.shape} for image data: imshow takes height×width, ×3 or ×4 numbers.')
    if 0 in array.shape:
        raise ValueError(f'The image has no pixels: its shape is {array.shape}. Look at the numbers of the crop.')
    placement = locate(array)
    rgb = (
        _colour(array.view(np.ndarray), get_cmap(cmap), low, high)
        if array.ndim == 2
        else _opaque(array.view(np.ndarray))
    )
    height, width = rgb.shape[:2]
    upper = origin != 'lower'
    bounds = (-0.5, width - 0.5, height - 0.5, -0.5) if upper else (-0.5, width - 0.5, -0.5, height - 0.5)
    is_plain = extent is None and upper
    pixels = placed_copy(rgb, placement)
    smooth = interpolation not in ('nearest', 'none')
    return Picture(
        pixels,
        bounds if extent is None else tuple(float(v) for v in extent),
        is_plain,
        1.0 if alpha is None else float(np.mean(alpha)),
        smooth,
        array.ndim == 3,
    )


def _colour(array: np.ndarray, cmap: Colormap, low: Any, high: Any) -> np.ndarray:
    values = array.astype(np.float32)
    finite = values[np.isfinite(values)]
    first = float(low) if low is not None else float(finite.min()) if finite.size else 0.0
    last = float(high) if high is not None else float(finite.max()) if finite.size else 1.0
    levels = np.nan_to_num((values - first) / ((last - first) or 1))
    rgb = cmap.table[np.clip(levels * cmap.N, 0, cmap.N - 1).astype(int)]
    rgb[~np.isfinite(values)] = 255
    return rgb


def _opaque(array: np.ndarray) -> np.ndarray:
    eight = (
        array
        if array.dtype == np.uint8
        else np.clip(array * (255 if array.dtype.kind == 'f' else 1), 0, 255).astype(np.uint8)
    )
    if eight.shape[2] == 3:
        return eight
    weight = eight[:, :, 3:].astype(np.float32) / 255
    return np.rint(eight[:, :, :3] * weight + 255 * (1 - weight)).astype(np.uint8)
