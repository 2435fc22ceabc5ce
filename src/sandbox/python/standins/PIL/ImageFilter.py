"""Filters for ``image.filter(…)``."""

from typing import Any

import cv2
import numpy as np
import standins

__getattr__ = standins.missing_attribute(__name__)


class Filter:
    """A filter; ``filter(array)`` gives an array of the same shape."""

    name = 'filter'

    def filter(self, pixels: np.ndarray) -> np.ndarray:
        raise NotImplementedError(self.name)


class Kernel(Filter):
    """A weighted sum over 3×3 or 5×5 neighbours; the rim stays as it is."""

    def __init__(self, size: Any, kernel: Any, scale: float | None = None, offset: float = 0) -> None:
        if tuple(size) not in ((3, 3), (5, 5)) or len(kernel) != size[0] * size[1]:
            raise ValueError('a kernel has 3×3 or 5×5 numbers')
        weights = np.asarray(kernel, np.float64).reshape(size)
        # Pillow's rows of a kernel go from the bottom to the top.
        self.weights = weights[::-1] / (scale or weights.sum() or 1)
        self.offset = offset

    def filter(self, pixels: np.ndarray) -> np.ndarray:
        sums = cv2.filter2D(np.ascontiguousarray(pixels), cv2.CV_64F, self.weights) + self.offset
        result = np.clip(np.floor(sums + 0.5), 0, 255).astype(pixels.dtype)
        rim = self.weights.shape[0] // 2
        for edge in (np.s_[:rim], np.s_[-rim:], np.s_[:, :rim], np.s_[:, -rim:]):
            result[edge] = pixels[edge]
        return result


def _kernel(name: str, numbers: str, scale: float, offset: float = 0) -> Kernel:
    weights = [float(number) for number in numbers.split()]
    side = 3 if len(weights) == 9 else 5
    kernel = Kernel((side, side), weights, scale, offset)
    kernel.name = name
    return kernel


BLUR = _kernel('Blur', '1 1 1 1 1 1 0 0 0 1 1 0 0 0 1 1 0 0 0 1 1 1 1 1 1', 16)
CONTOUR = _kernel('Contour', '-1 -1 -1 -1 8 -1 -1 -1 -1', 1, 255)
DETAIL = _kernel('Detail', '0 -1 0 -1 10 -1 0 -1 0', 6)
EDGE_ENHANCE = _kernel('Edge-enhance', '-1 -1 -1 -1 10 -1 -1 -1 -1', 2)
EDGE_ENHANCE_MORE = _kernel('Edge-enhance More', '-1 -1 -1 -1 9 -1 -1 -1 -1', 1)
EMBOSS = _kernel('Emboss', '-1 0 0 0 1 0 0 0 0', 1, 128)
FIND_EDGES = _kernel('Find Edges', '-1 -1 -1 -1 8 -1 -1 -1 -1', 1)
SHARPEN = _kernel('Sharpen', '-2 -2 -2 -2 32 -2 -2 -2 -2', 16)
SMOOTH = _kernel('Smooth', '1 1 1 1 5 1 1 1 1', 13)
SMOOTH_MORE = _kernel('Smooth More', '1 1 1 1 1 1 5 5 5 1 1 5 44 5 1 1 5 5 5 1 1 1 1 1 1', 100)


class GaussianBlur(Filter):
    def __init__(self, radius: Any = 2) -> None:
        self.radius = (radius, radius) if isinstance(radius, (int, float)) else tuple(radius)

    def filter(self, pixels: np.ndarray) -> np.ndarray:
        x, y = (float(radius) for radius in self.radius)
        if x <= 0 and y <= 0:
            return pixels
        return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigmaX=max(x, 0.01), sigmaY=max(y, 0.01)))


class BoxBlur(Filter):
    def __init__(self, radius: float = 1) -> None:
        self.radius = radius

    def filter(self, pixels: np.ndarray) -> np.ndarray:
        side = 2 * max(0, round(float(self.radius))) + 1
        return np.asarray(cv2.blur(pixels, (side, side), borderType=cv2.BORDER_REPLICATE))


class UnsharpMask(Filter):
    """``percent`` of the difference to the blurred image is added, where it is at least ``threshold``."""

    def __init__(self, radius: float = 2, percent: int = 150, threshold: int = 3) -> None:
        self.radius, self.percent, self.threshold = radius, percent, threshold

    def filter(self, pixels: np.ndarray) -> np.ndarray:
        own = pixels.astype(np.int32)
        difference = own - GaussianBlur(self.radius).filter(pixels).astype(np.int32)
        sharp = np.clip(own + difference * self.percent // 100, 0, 255)
        return np.where(np.abs(difference) >= self.threshold, sharp, own).astype(pixels.dtype)


class _Neighbours(Filter):
    def __init__(self, size: int = 3) -> None:
        if size % 2 == 0:
            raise ValueError('bad filter size: it must be odd')
        self.size = int(size)


class MedianFilter(_Neighbours):
    def filter(self, pixels: np.ndarray) -> np.ndarray:
        return np.asarray(cv2.medianBlur(np.ascontiguousarray(pixels), self.size))


class MinFilter(_Neighbours):
    def filter(self, pixels: np.ndarray) -> np.ndarray:
        return np.asarray(cv2.erode(pixels, np.ones((self.size, self.size), np.uint8)))


class MaxFilter(_Neighbours):
    def filter(self, pixels: np.ndarray) -> np.ndarray:
        return np.asarray(cv2.dilate(pixels, np.ones((self.size, self.size), np.uint8)))
