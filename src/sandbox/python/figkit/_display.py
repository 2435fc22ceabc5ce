"""What cells show: each image as PNG with its frame and the cheap statistics that image gain needs."""

from typing import Any

import cv2
import numpy as np

from . import _figures
from ._frame import Frame
from ._notes import note
from ._pixels import to_rgb8

#: Images shown since the last drain: png, width, height, title, frame, dhash, spread.
SHOWN: list[dict[str, Any]] = []

_limits = {'max_pixels': 1_310_720, 'max_images': 12}


def configure(max_pixels: int | None = None, max_images: int | None = None) -> None:
    """Sets how many pixels one shown image may have, and how many images one cell may show."""
    if max_pixels is not None:
        _limits['max_pixels'] = int(max_pixels)
    if max_images is not None:
        _limits['max_images'] = int(max_images)


def drain() -> list[dict[str, Any]]:
    """Returns what was shown and forgets it."""
    shown = list(SHOWN)
    SHOWN.clear()
    return shown


def show(image: Any, title: str | None = None, frame: Any = None) -> None:
    """Shows an image in the observation.

    ``image`` is an array (RGB, gray, bool, float, 16-bit, a label map) or a figkit result with an annotated picture.
    ``title`` is a short caption. ``frame`` says where the image lies when the array itself cannot tell: a Frame, or
    another image whose region it shows. Large images are shrunk, with a note.
    """
    if not isinstance(image, np.ndarray) and getattr(image, 'annotated', None) is not None:
        image = image.annotated
    if len(SHOWN) >= _limits['max_images']:
        note(f'Only {_limits["max_images"]} images can be shown per cell; further ones were left out.')
        return
    pixels = to_rgb8(image)
    source = image if isinstance(image, np.ndarray) else pixels
    where = _frame_of(source, frame)
    pixels, where = _shrink(pixels, where, title)
    SHOWN.append(
        {
            'png': encode_png(pixels),
            'width': pixels.shape[1],
            'height': pixels.shape[0],
            'title': None if title is None else str(title),
            'frame': where.to_dict() if where else None,
            'dhash': dhash(pixels),
            'spread': spread(pixels),
        }
    )


def encode_png(rgb: np.ndarray) -> bytes:
    """RGB uint8 → the bytes of a PNG file."""
    ok, data = cv2.imencode('.png', np.ascontiguousarray(rgb[:, :, ::-1]), [cv2.IMWRITE_PNG_COMPRESSION, 4])
    if not ok:
        raise ValueError(f'An image of {rgb.shape[1]}×{rgb.shape[0]} pixels could not be written as PNG.')
    return data.tobytes()


def dhash(rgb: np.ndarray) -> str:
    """64-bit difference hash: is each cell of an 8×8 grid darker than its right neighbour? 16 hex digits."""
    gray = cv2.cvtColor(np.ascontiguousarray(rgb), cv2.COLOR_RGB2GRAY)
    small = np.asarray(cv2.resize(gray, (9, 8), interpolation=cv2.INTER_AREA)).astype(int)
    bits = (small[:, 1:] > small[:, :-1]).ravel()
    return f'{int("".join("1" if bit else "0" for bit in bits), 2):016x}'


def spread(rgb: np.ndarray) -> float:
    """Standard deviation of luma, 0–127.5; near 0 the image is blank."""
    return round(float(np.asarray(cv2.cvtColor(np.ascontiguousarray(rgb), cv2.COLOR_RGB2GRAY)).std()), 3)


def _frame_of(image: np.ndarray, given: Any) -> Frame | None:
    if isinstance(given, Frame):
        return given
    if isinstance(given, dict):
        box = tuple(float(v) for v in given['box'])
        return Frame(str(given['figure']), box, float(given.get('scale', image.shape[1] / (box[2] - box[0]))))
    if isinstance(given, np.ndarray):
        placement = _figures.placement_of(given)
        return placement.resized(given.shape, image.shape).frame(image.shape) if placement else None
    if given is not None:
        raise ValueError('frame must be a Frame (image.frame) or an image whose region is shown.')
    placement = _figures.placement_of(image)
    return placement.frame(image.shape) if placement else None


def _shrink(pixels: np.ndarray, where: Frame | None, title: str | None) -> tuple[np.ndarray, Frame | None]:
    height, width = pixels.shape[:2]
    factor = (_limits['max_pixels'] / (width * height)) ** 0.5
    if factor >= 1:
        return pixels, where
    size = (max(1, int(width * factor)), max(1, int(height * factor)))
    name = f"Image '{title}'" if title else 'An image'
    note(f'{name} of {width}×{height} pixels was shown at {size[0]}×{size[1]}; crop a region to see it at full size.')
    small = np.asarray(cv2.resize(np.ascontiguousarray(pixels), size, interpolation=cv2.INTER_AREA)).view(np.ndarray)
    if where is not None:
        where = Frame(where.figure, where.box, where.scale * size[0] / width)
    return small, where
