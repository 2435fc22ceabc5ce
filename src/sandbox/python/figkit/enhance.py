"""Making faint things visible: contrast, noise, sharpness, brightness."""

from typing import Any

import cv2
import numpy as np

from . import _figures
from ._image import FigureImage, place
from ._pixels import to_rgb8


def enhance(
    image: Any,
    contrast: str | float | bool | None = 'auto',
    denoise: bool | float = False,
    sharpen: bool | float = False,
    gamma: float | None = None,
) -> FigureImage:
    """The image with better contrast, less noise or sharper edges; its frame is kept.

    ``contrast``: 'auto' spreads the brightness between the 0.5th and 99.5th percentile over the whole range, 'local'
    equalises it in tiles (CLAHE), 'equalize' equalises it globally, a number multiplies it about the mean, None
    leaves it. ``denoise``: True or a strength (1 is normal) smooths noise and keeps edges. ``sharpen``: True or an
    amount (1 is normal) of unsharp masking. ``gamma``: below 1 brightens the dark parts, above 1 darkens them.
    Only brightness changes; hue and saturation stay.

    Raises ValueError for values that it does not know.
    """
    source = image if isinstance(image, np.ndarray) else np.asarray(image)
    placement = _figures.placement_of(source)
    rgb = np.ascontiguousarray(to_rgb8(source))
    if denoise:
        rgb = _denoise(rgb, _amount('denoise', denoise))
    lab = _plain(cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB))
    light = _contrast(np.ascontiguousarray(lab[:, :, 0]), contrast)
    if gamma is not None:
        if not isinstance(gamma, (int, float, np.number)) or not np.isfinite(gamma) or gamma <= 0:
            raise ValueError(f'gamma must be a positive number such as 0.5 (brighter) or 2 (darker); got {gamma!r}.')
        table = (255 * (np.arange(256) / 255) ** float(gamma) + 0.5).astype(np.uint8)
        light = table[light]
    if sharpen:
        soft = _plain(cv2.GaussianBlur(light, (0, 0), 1.5)).astype(np.float32)
        amount = _amount('sharpen', sharpen)
        light = np.clip(light + amount * (light - soft) + 0.5, 0, 255).astype(np.uint8)
    lab[:, :, 0] = light
    return place(_plain(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB)), placement)


def _denoise(rgb: np.ndarray, strength: float) -> np.ndarray:
    if rgb.shape[0] * rgb.shape[1] > 1_000_000:
        return _plain(cv2.bilateralFilter(rgb, 5, 25 * strength, 3))
    if (rgb[:, :, 0] == rgb[:, :, 1]).all() and (rgb[:, :, 1] == rgb[:, :, 2]).all():
        gray = _plain(cv2.fastNlMeansDenoising(np.ascontiguousarray(rgb[:, :, 0]), None, 8 * strength, 5, 15))
        return np.repeat(gray[:, :, None], 3, axis=2)
    return _plain(cv2.fastNlMeansDenoisingColored(rgb, None, 6 * strength, 6 * strength, 5, 15))


def _contrast(light: np.ndarray, contrast: Any) -> np.ndarray:
    if contrast is None or contrast is False or contrast == 'none':
        return light
    if contrast is True or contrast == 'auto':
        low, high = np.percentile(light, (0.5, 99.5))
        if high <= low:
            return light
        return np.clip((light.astype(np.float32) - low) * (255 / (high - low)) + 0.5, 0, 255).astype(np.uint8)
    if contrast in ('local', 'clahe', 'adaptive'):
        return _plain(cv2.createCLAHE(clipLimit=2.5, tileGridSize=(8, 8)).apply(light))
    if contrast in ('equalize', 'equalise', 'global'):
        return _plain(cv2.equalizeHist(light))
    if isinstance(contrast, (int, float, np.number)) and np.isfinite(contrast) and contrast > 0:
        mean = float(light.mean())
        return np.clip((light.astype(np.float32) - mean) * float(contrast) + mean + 0.5, 0, 255).astype(np.uint8)
    raise ValueError(f"contrast must be 'auto', 'local', 'equalize', None or a positive number; got {contrast!r}.")


def _amount(name: str, value: Any) -> float:
    if value is True or value == 'auto':
        return 1.0
    if isinstance(value, (int, float, np.number)) and np.isfinite(value) and value > 0:
        return float(value)
    raise ValueError(f'{name} must be True, False or a positive number (1 is normal); got {value!r}.')


def _plain(array: Any) -> np.ndarray:
    return np.asarray(array).view(np.ndarray)
