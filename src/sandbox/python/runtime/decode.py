"""Encoded figures → pixels. The only place where the bytes of a figure are decoded."""

import cv2
import numpy as np

#: OpenCV's own limits are lifted by the host's: it has refused figures that are too large before they come here.
_WHITE = 255


def decode(data: bytes, format: str, page: int, orientation: int) -> tuple[np.ndarray, np.ndarray | None]:
    """``(rgb, raw)``: rgb is height×width×3 uint8 as a viewer shows it; raw the stored numbers when they are not
    8-bit (RGB or single-channel), else None. Raises ValueError when the bytes are no readable image."""
    stored = _read(data, format, page)
    if stored.ndim == 3 and stored.shape[2] == 1:
        stored = stored[:, :, 0]
    stored = _to_rgb_order(stored)
    stored = orient(stored, orientation)
    raw = None if stored.dtype == np.uint8 else stored
    return np.ascontiguousarray(flatten(stretch(stored))), raw


def from_rgba(data: bytes, width: int, height: int) -> np.ndarray:
    """RGBA pixels that were decoded elsewhere → RGB over white."""
    rgba = np.frombuffer(data, np.uint8).reshape(height, width, 4)
    return np.ascontiguousarray(flatten(rgba))


def _read(data: bytes, format: str, page: int) -> np.ndarray:
    encoded = np.frombuffer(data, np.uint8)
    # IMREAD_UNCHANGED keeps depth and alpha, and leaves the EXIF rotation to `orient`.
    if format == 'tiff' and page > 1:
        ok, pages = cv2.imdecodemulti(encoded, cv2.IMREAD_UNCHANGED, range=(page - 1, page))
        image = pages[0] if ok and len(pages) else None
    else:
        image = cv2.imdecode(encoded, cv2.IMREAD_UNCHANGED)
    if image is None or image.size == 0:
        raise ValueError('the image data is damaged or of a kind that cannot be read')
    return image


def _to_rgb_order(image: np.ndarray) -> np.ndarray:
    """cv2's blue-green-red order → red-green-blue; further channels stay where they are."""
    if image.ndim == 2 or image.shape[2] == 2:
        return image
    if image.shape[2] == 3 and image.dtype in (np.uint8, np.uint16, np.float32):
        return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB))
    return image[:, :, [2, 1, 0, *range(3, image.shape[2])]]


def orient(image: np.ndarray, orientation: int) -> np.ndarray:
    """Turns and mirrors stored pixels the way the EXIF orientation (1–8) asks."""
    if orientation in (5, 6, 7, 8):
        image = np.swapaxes(image, 0, 1)
    if orientation in (2, 3, 6, 7):
        image = image[:, ::-1]
    if orientation in (3, 4, 7, 8):
        image = image[::-1]
    return image


def stretch(image: np.ndarray) -> np.ndarray:
    """Any numbers → uint8: the 0.1th and 99.9th percentile of the colour channels become 0 and 255."""
    if image.dtype == np.uint8:
        return image
    if image.dtype == bool:
        return image.astype(np.uint8) * 255
    colour = image if image.ndim == 2 else image[:, :, :3]
    numbers = np.asarray(colour, np.float32)
    finite = numbers[np.isfinite(numbers)]
    if finite.size == 0:
        return np.zeros(image.shape, np.uint8)
    low, high = (float(v) for v in np.percentile(finite[:: max(1, finite.size // 1_000_000)], (0.1, 99.9)))
    if high <= low:
        low, high = float(finite.min()), float(finite.max())
    scale = 255 / (high - low) if high > low else 0.0
    eight = np.clip(np.nan_to_num((numbers - low) * scale, nan=0, posinf=255, neginf=0), 0, 255)
    result = (eight + 0.5).astype(np.uint8)
    if image.ndim == 3 and image.shape[2] == 4:
        result = np.dstack([result, _alpha8(image[:, :, 3])])
    return result


def _alpha8(alpha: np.ndarray) -> np.ndarray:
    if np.issubdtype(alpha.dtype, np.integer):
        return (alpha.astype(np.float32) * (255 / np.iinfo(alpha.dtype).max)).astype(np.uint8)
    return (np.clip(alpha, 0, 1) * 255).astype(np.uint8)


def flatten(image: np.ndarray) -> np.ndarray:
    """Gray, gray + alpha, RGB or RGBA (uint8) → RGB over white."""
    if image.ndim == 2:
        return np.repeat(image[:, :, None], 3, axis=2)
    channels = image.shape[2]
    if channels == 3:
        return image
    if channels not in (2, 4):
        return image[:, :, :3]
    colour, alpha = image[:, :, :-1], image[:, :, -1:]
    if channels == 2:
        colour = np.repeat(colour, 3, axis=2)
    if alpha.min() == 255:
        return colour
    weight = alpha.astype(np.uint16)
    return ((colour * weight + _WHITE * (255 - weight) + 127) // 255).astype(np.uint8)


def encode_png(rgb: np.ndarray) -> bytes:
    """RGB uint8 → PNG, written fast rather than small."""
    ok, png = cv2.imencode('.png', np.ascontiguousarray(rgb[:, :, ::-1]), [cv2.IMWRITE_PNG_COMPRESSION, 1])
    if not ok:
        raise ValueError('the figure could not be written as PNG')
    return png.tobytes()
