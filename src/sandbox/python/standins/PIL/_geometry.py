"""Resampling and turning, with Pillow's conventions for sizes and directions."""

import math

import cv2
import numpy as np

NEAREST, LANCZOS, BILINEAR, BICUBIC, BOX, HAMMING = range(6)

_ENLARGE = {
    NEAREST: cv2.INTER_NEAREST_EXACT,
    BOX: cv2.INTER_NEAREST_EXACT,
    LANCZOS: cv2.INTER_LANCZOS4,
    BILINEAR: cv2.INTER_LINEAR,
    HAMMING: cv2.INTER_LINEAR,
    BICUBIC: cv2.INTER_CUBIC,
}


def resize(pixels: np.ndarray, size: tuple[int, int], resample: int) -> np.ndarray:
    """The pixels at ``size`` = (width, height); shrinking takes the mean of the area, as Pillow's filters nearly do."""
    if size[0] < 1 or size[1] < 1:
        raise ValueError(f'height and width must be > 0; got {size[0]}×{size[1]}')
    shrinks = size[0] * size[1] < pixels.shape[0] * pixels.shape[1]
    method = cv2.INTER_AREA if shrinks and resample != NEAREST else _ENLARGE[resample]
    source = np.ascontiguousarray(pixels)
    if source.dtype == np.int32:
        return np.rint(cv2.resize(source.astype(np.float64), size, interpolation=method)).astype(np.int32)
    return np.asarray(cv2.resize(source, size, interpolation=method))


def crop(pixels: np.ndarray, box: tuple[int, int, int, int]) -> np.ndarray:
    """A copy of the region; what lies outside of the image is 0."""
    x1, y1, x2, y2 = box
    height, width = pixels.shape[:2]
    if 0 <= x1 and 0 <= y1 and x2 <= width and y2 <= height:
        return pixels[y1:y2, x1:x2]
    result = np.zeros((y2 - y1, x2 - x1, *pixels.shape[2:]), pixels.dtype)
    part = pixels[max(y1, 0) : max(min(y2, height), 0), max(x1, 0) : max(min(x2, width), 0)]
    top, left = max(-y1, 0), max(-x1, 0)
    result[top : top + part.shape[0], left : left + part.shape[1]] = part
    return result


def rotate(
    pixels: np.ndarray,
    angle: float,
    resample: int,
    expand: bool,
    center: tuple[float, float] | None,
    translate: tuple[float, float] | None,
    fill: tuple[float, ...],
) -> np.ndarray:
    """The pixels turned counter-clockwise by ``angle`` degrees."""
    angle = angle % 360
    if center is None and translate is None and angle % 90 == 0:
        turns = int(angle // 90)
        if turns in (0, 2) or expand:
            return np.rot90(pixels, turns)
    height, width = pixels.shape[:2]
    middle = center or (width / 2, height / 2)
    shift = translate or (0, 0)
    turn = -math.radians(angle)
    a, b, d, e = math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn)
    c = a * (-middle[0] - shift[0]) + b * (-middle[1] - shift[1]) + middle[0]
    f = d * (-middle[0] - shift[0]) + e * (-middle[1] - shift[1]) + middle[1]
    size = (width, height)
    if expand:
        corners = [
            (a * x + b * y + c, d * x + e * y + f) for x, y in ((0, 0), (width, 0), (width, height), (0, height))
        ]
        size = tuple(math.ceil(max(v)) - math.floor(min(v)) for v in zip(*corners))
        dx, dy = (size[0] - width) / 2, (size[1] - height) / 2
        c, f = c - a * dx - b * dy, f - d * dx - e * dy
    # Pillow counts from pixel edges, cv2 from pixel centres.
    matrix = np.array([[a, b, c + (a + b - 1) / 2], [d, e, f + (d + e - 1) / 2]])
    method = {NEAREST: cv2.INTER_NEAREST, BILINEAR: cv2.INTER_LINEAR}.get(resample, cv2.INTER_CUBIC)
    flags = method | cv2.WARP_INVERSE_MAP
    source = np.ascontiguousarray(pixels)
    return np.asarray(
        cv2.warpAffine(source, matrix, size, flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=fill)
    )
