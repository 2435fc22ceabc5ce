"""Lets frames survive the common cv2 calls.

cv2 returns plain arrays. The functions listed here either keep the geometry of their first argument or resample all
of it, so their result's frame is certain; everything else stays as it is, without a frame. Images that are written
to a file keep their frame when the file is read or shown.
"""

import functools
from typing import Any, Callable

import cv2
import numpy as np

from . import _files
from ._image import locate, place

_SAME_GEOMETRY = (
    'absdiff add addWeighted bilateralFilter bitwise_and bitwise_not bitwise_or bitwise_xor blur boxFilter Canny '
    'convertScaleAbs cvtColor dilate divide equalizeHist erode fastNlMeansDenoising fastNlMeansDenoisingColored '
    'filter2D GaussianBlur inRange Laplacian LUT medianBlur morphologyEx multiply normalize Scharr Sobel subtract '
    'adaptiveThreshold applyColorMap'
).split()


def install() -> None:
    """Wraps the listed functions of cv2 once; results of arrays that belong to a figure become FigureImages."""
    if getattr(cv2, '_figkit_frames', False):
        return
    for name in _SAME_GEOMETRY:
        if hasattr(cv2, name):
            setattr(cv2, name, _keeping(getattr(cv2, name)))
    cv2.resize = _resizing(cv2.resize)
    cv2.threshold = _thresholding(cv2.threshold)
    cv2.imread = _reading(cv2.imread)
    cv2.imwrite = _writing(cv2.imwrite)
    cv2._figkit_frames = True


def _keeping(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return _placed_like(_source(args, kwargs), function(*args, **kwargs))

    return wrapper


def _thresholding(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        level, result = function(*args, **kwargs)
        return level, _placed_like(_source(args, kwargs), result)

    return wrapper


def _resizing(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        source, result = _source(args, kwargs), function(*args, **kwargs)
        placement = locate(source) if isinstance(source, np.ndarray) else None
        if placement is None or type(result) is not np.ndarray:
            return result
        return place(result, placement.resized(source.shape, result.shape))

    return wrapper


def _reading(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(filename: Any, *args: Any, **kwargs: Any) -> Any:
        path = _files.find(filename)
        result = function(path, *args, **kwargs)
        if type(result) is not np.ndarray or result.ndim < 2:
            return result
        placement = _files.placement_of(path, result.shape)
        return place(result, placement) if placement else result

    return wrapper


def _writing(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(filename: Any, img: Any, *args: Any, **kwargs: Any) -> Any:
        _files.make_folder(filename)
        written = function(filename, img, *args, **kwargs)
        if isinstance(img, np.ndarray) and img.ndim > 1:
            _files.remember(filename, locate(img) if written else None, img.shape)
        return written

    return wrapper


def _source(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return args[0] if args else kwargs.get('src', kwargs.get('src1'))


def _placed_like(source: Any, result: Any) -> Any:
    if not isinstance(source, np.ndarray) or type(result) is not np.ndarray or source.ndim < 2:
        return result
    placement = locate(source) if result.shape[:2] == source.shape[:2] else None
    return place(result, placement) if placement else result
