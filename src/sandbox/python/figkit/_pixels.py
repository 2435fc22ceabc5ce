"""Any array → the RGB uint8 pixels that show it right."""

from typing import Any

import cv2
import numpy as np

from ._notes import note


def as_array(image: Any, what: str = 'image') -> np.ndarray:
    """The caller's argument as a 2-D or 3-D array, or an error that says what is expected."""
    if isinstance(image, np.ndarray):
        array = image
    elif isinstance(image, str):
        raise ValueError(f'{what} must be an array such as image_1, not the text {image!r}. Use image_1 or cv2.imread.')
    elif image is None:
        raise ValueError(f'{what} is None. Pass an array such as image_1 (cv2.imread returns None for a wrong path).')
    else:
        array = np.asarray(image)
    if array.dtype == object or array.dtype.kind not in 'buif':
        raise ValueError(f'{what} must be a numeric array such as image_1; got {type(image).__name__}.')
    if array.ndim not in (2, 3) or array.size == 0:
        raise ValueError(
            f'{what} must have height×width or height×width×channels pixels; got an array of shape {array.shape}.'
        )
    if array.ndim == 3 and array.shape[2] not in (1, 3, 4):
        raise ValueError(f'{what} must have 1, 3 or 4 channels in its last axis; got shape {array.shape}.')
    return array


def to_rgb8(image: Any) -> np.ndarray:
    """Height×width×3 uint8 of any image array, as a plain array.

    uint8 stays as it is; bool is black and white; floats of 0–1 are spread over 0–255; integer label maps get one
    colour per label; other numbers are stretched from their smallest to their largest finite value, with a note.
    An alpha channel is laid over white.
    """
    array = as_array(image).view(np.ndarray)
    if array.ndim == 3 and array.shape[2] == 1:
        array = array[:, :, 0]
    if array.ndim == 2 and array.dtype.kind in 'iu' and array.dtype.itemsize >= 4 and is_label_map(array):
        return colour_labels(array)
    array = to_uint8(array)
    if array.ndim == 2:
        return np.repeat(array[:, :, None], 3, axis=2)
    if array.shape[2] == 4:
        alpha = array[:, :, 3:].astype(np.uint16)
        return ((array[:, :, :3].astype(np.uint16) * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)
    return array


def to_uint8(array: np.ndarray) -> np.ndarray:
    """The numbers on the scale 0–255."""
    if array.dtype == np.uint8:
        return array
    if array.dtype == bool:
        return array.astype(np.uint8) * 255
    values = array.astype(np.float64)
    finite = np.isfinite(values)
    if not finite.any():
        note('The array shown has no finite number; it is shown black.')
        return np.zeros(array.shape, np.uint8)
    low, high = float(values[finite].min()), float(values[finite].max())
    if array.dtype.kind == 'f' and 0 <= low and high <= 1:
        low, high = 0.0, 1.0
    elif 0 <= low and 100 < high <= 255:
        low, high = 0.0, 255.0
    else:
        note(f'An array of {array.dtype} was stretched for display: black is {low:.6g}, white is {high:.6g}.')
    values = np.where(finite, values, low)
    return np.clip((values - low) * (255 / ((high - low) or 1)) + 0.5, 0, 255).astype(np.uint8)


def to_gray(image: Any) -> np.ndarray:
    """Height×width uint8 luma of any image array, as a plain array."""
    array = as_array(image).view(np.ndarray)
    if array.ndim == 2 and array.dtype == np.uint8:
        return array
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(to_rgb8(array)), cv2.COLOR_RGB2GRAY)).view(np.ndarray)


def is_label_map(array: np.ndarray) -> bool:
    """True for integers that are constant over patches: neighbours nearly always agree, and the labels are dense."""
    if array.shape[0] < 2 or array.shape[1] < 2 or array.min() < -1:
        return False
    labels = np.unique(array)
    if len(labels) < 2 or len(labels) < 0.5 * (int(labels[-1]) + 1):
        return False
    return bool((array[:, 1:] == array[:, :-1]).mean() > 0.8 and len(labels) < array.size / 20)


def colour_labels(labels: np.ndarray) -> np.ndarray:
    """One clear colour per label (golden-angle hues); background, 0 and below, is black."""
    count = int(labels.max()) + 1
    hue = (np.arange(count) * 137.508 % 360 / 2).astype(np.uint8)
    value = np.where(np.arange(count) % 2, 255, 205).astype(np.uint8)
    table = np.stack([hue, np.full(count, 190, np.uint8), value], axis=1)[None]
    rgb = np.asarray(cv2.cvtColor(table, cv2.COLOR_HSV2RGB))[0]
    rgb[0] = 0
    return rgb[np.maximum(labels, 0)]
