"""Contrast, brightness, colour and sharpness: 1 changes nothing, 0 takes it away."""

import numpy as np
import standins

from . import _modes
from .Image import blend
from ._image import Image
from .ImageFilter import SMOOTH

__getattr__ = standins.missing_attribute(__name__)


class _Enhance:
    image: Image
    degenerate: Image

    def __init__(self, image: Image) -> None:
        self.image = image
        changed = self._without(image._pixels.view(np.ndarray), image.mode)
        if image.mode == 'RGBA':
            changed = np.dstack([changed[:, :, :3], image._pixels[:, :, 3]])
        self.degenerate = image._derived(changed)

    def enhance(self, factor: float) -> Image:
        return blend(self.degenerate, self.image, factor)

    def _without(self, pixels: np.ndarray, mode: str) -> np.ndarray:
        raise NotImplementedError


class Contrast(_Enhance):
    def _without(self, pixels: np.ndarray, mode: str) -> np.ndarray:
        return np.full(pixels.shape, int(_modes.convert(pixels, mode, 'L').mean() + 0.5), np.uint8)


class Brightness(_Enhance):
    def _without(self, pixels: np.ndarray, mode: str) -> np.ndarray:
        return np.zeros(pixels.shape, np.uint8)


class Color(_Enhance):
    def _without(self, pixels: np.ndarray, mode: str) -> np.ndarray:
        return _modes.convert(_modes.convert(pixels, mode, 'L'), 'L', mode)


class Sharpness(_Enhance):
    def _without(self, pixels: np.ndarray, mode: str) -> np.ndarray:
        return SMOOTH.filter(pixels)
