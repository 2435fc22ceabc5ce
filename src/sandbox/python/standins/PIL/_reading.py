"""What can be read from an image: pixels, bands, counts."""

from typing import Any

import numpy as np

from . import _modes
from ._pixels import PixelAccess, bbox, histogram


class Reading:
    """Mixed into Image."""

    _pixels: np.ndarray
    mode: str
    width: int
    height: int

    def load(self) -> PixelAccess:
        """Access to single pixels: ``access[x, y]``."""
        return PixelAccess(self)

    def split(self) -> tuple[Any, ...]:
        if self._pixels.ndim == 2:
            return (self.copy(),)
        return tuple(self._derived(self._pixels[:, :, band], 'L') for band in range(self._pixels.shape[2]))

    def getchannel(self, channel: int | str) -> Any:
        return self.split()[channel if isinstance(channel, int) else self.getbands().index(channel)]

    def getbands(self) -> tuple[str, ...]:
        return _modes.BANDS[self.mode]

    def getpixel(self, xy: Any) -> Any:
        return self.load()[int(xy[0]), int(xy[1])]

    def getdata(self, band: int | None = None) -> list[Any]:
        pixels = self._pixels.view(np.ndarray)
        if pixels.ndim == 2:
            return pixels.ravel().tolist()
        flat = pixels.reshape(-1, pixels.shape[2])
        return flat[:, band].tolist() if band is not None else [tuple(pixel) for pixel in flat.tolist()]

    def getextrema(self) -> Any:
        pairs = [(band.min().item(), band.max().item()) for band in self._bands()]
        return pairs[0] if len(pairs) == 1 else tuple(pairs)

    def getbbox(self, *, alpha_only: bool = True) -> tuple[int, int, int, int] | None:
        pixels = self._pixels.view(np.ndarray)
        return bbox(pixels[:, :, 3] if self.mode == 'RGBA' and alpha_only else pixels)

    def getcolors(self, maxcolors: int = 256) -> list[tuple[int, Any]] | None:
        pixels = self._pixels.view(np.ndarray)
        colors, counts = np.unique(pixels.reshape(self.width * self.height, -1), axis=0, return_counts=True)
        if len(colors) > maxcolors:
            return None
        return [(int(n), c[0] if len(c) == 1 else tuple(c)) for n, c in zip(counts, colors.tolist())]

    def histogram(self, mask: Any = None, extrema: Any = None) -> list[int]:
        chosen = None if mask is None else mask_of(mask) > 0
        return [count for band in self._bands() for count in histogram(band, chosen)]

    def getexif(self) -> dict[int, Any]:
        """Figures come upright and without EXIF data."""
        return {}

    def tobytes(self, *_: Any) -> bytes:
        return self._pixels.tobytes()

    def seek(self, frame: int) -> None:
        if frame != 0:
            raise EOFError('the image has one frame')

    def tell(self) -> int:
        return 0

    def _bands(self) -> list[np.ndarray]:
        pixels = self._pixels.view(np.ndarray)
        return [pixels] if pixels.ndim == 2 else [pixels[:, :, band] for band in range(pixels.shape[2])]


def mask_of(mask: Any) -> np.ndarray:
    return (
        mask._pixels[:, :, 3] if mask.mode == 'RGBA' else _modes.convert(mask._pixels.view(np.ndarray), mask.mode, 'L')
    )
