"""The image itself: an array with a mode. The array may be a FigureImage; then it knows its place on a figure."""

from typing import Any

import numpy as np
import standins
from figkit._image import locate, placed_copy

from . import ImageColor, _coding, _geometry, _modes
from ._reading import Reading, mask_of


class Image(Reading):
    """An image as Pillow's; made by ``Image.open``, ``Image.new`` or ``Image.fromarray``."""

    format: str | None = None
    filename: str = ''
    is_animated = False
    n_frames = 1
    palette = None

    def __init__(self) -> None:
        self._pixels = np.zeros((1, 1), np.uint8)
        self.mode = 'L'
        self.info: dict[str, Any] = {}
        #: Does the memory belong to somebody else? Then it is copied before it is changed.
        self._shared = False

    @classmethod
    def sharing(cls, pixels: np.ndarray, mode: str) -> 'Image':
        """An image on that memory, which is copied before anything is drawn on it."""
        image = cls()
        image._pixels, image.mode, image._shared = pixels, mode, True
        return image

    @classmethod
    def holding(cls, pixels: np.ndarray, mode: str, placement: Any = None) -> 'Image':
        """An image with a copy of the pixels."""
        image = cls()
        image._pixels, image.mode = placed_copy(pixels, placement), mode
        return image

    def _derived(self, pixels: np.ndarray, mode: str | None = None) -> 'Image':
        """Pixels made of this image's own, one by one: they lie where this image lies."""
        same = pixels.shape[:2] == self._pixels.shape[:2]
        return Image.holding(pixels, mode or self.mode, locate(self._pixels) if same else None)

    def _writable(self) -> np.ndarray:
        """The pixels as a plain array that may be changed."""
        if self._shared:
            self._pixels, self._shared = placed_copy(self._pixels, locate(self._pixels)), False
        return self._pixels.view(np.ndarray)

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height

    @property
    def width(self) -> int:
        return int(self._pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self._pixels.shape[0])

    @property
    def frame(self) -> Any:
        """Not Pillow's: the region of the figure that the image shows, or None."""
        placement = locate(self._pixels)
        return placement.frame(self._pixels.shape) if placement else None

    # There is no __array_interface__: numpy would prefer it, and lose the place on the figure.
    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        pixels = self._pixels > 0 if self.mode == '1' else self._pixels
        if dtype is not None and np.dtype(dtype) != pixels.dtype:
            return placed_copy(pixels.view(np.ndarray).astype(dtype), locate(pixels))
        if copy:
            return placed_copy(pixels, locate(pixels))
        view = pixels[:]
        view.setflags(write=False)
        return view

    def __getattr__(self, name: str) -> Any:
        if name.startswith('_'):
            raise AttributeError(name)
        raise AttributeError(standins.missing(f'PIL.Image.Image.{name}'))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Image) and self.mode == other.mode and np.array_equal(self._pixels, other._pixels)

    def __repr__(self) -> str:
        where = f' {self.frame}' if self.frame else ''
        return f'<PIL.Image.Image (stand-in) mode={self.mode} size={self.width}x{self.height}{where}>'

    def __enter__(self) -> 'Image':
        return self

    def __exit__(self, *_: Any) -> None:
        return None

    def close(self) -> None:
        """Nothing is kept open."""

    verify = close

    def copy(self) -> 'Image':
        return self._derived(self._pixels)

    def convert(self, mode: str | None = None, *_: Any, **__: Any) -> 'Image':
        wanted = mode or self.mode
        return self._derived(_modes.convert(self._pixels.view(np.ndarray), self.mode, wanted), wanted)

    def crop(self, box: Any = None) -> 'Image':
        x1, y1, x2, y2 = (0, 0, *self.size) if box is None else (round(float(v)) for v in box)
        if x2 < x1:
            raise ValueError("Coordinate 'right' is less than 'left'")
        if y2 < y1:
            raise ValueError("Coordinate 'lower' is less than 'upper'")
        if x2 == x1 or y2 == y1:
            raise ValueError(f'The box {(x1, y1, x2, y2)} is empty: it has no pixels.')
        part = _geometry.crop(self._pixels, (x1, y1, x2, y2))
        return Image.holding(part, self.mode, locate(part))

    def resize(self, size: Any, resample: int | None = None, box: Any = None, reducing_gap: Any = None) -> 'Image':
        source = self.crop(box)._pixels if box is not None else self._pixels
        wanted = (int(size[0]), int(size[1]))
        method = _geometry.NEAREST if self.mode == '1' else _geometry.BICUBIC if resample is None else int(resample)
        pixels = _geometry.resize(source.view(np.ndarray), wanted, method)
        placement = locate(source)
        return Image.holding(pixels, self.mode, placement.resized(source.shape, pixels.shape) if placement else None)

    def reduce(self, factor: Any, box: Any = None) -> 'Image':
        fx, fy = (factor, factor) if isinstance(factor, int) else factor
        return self.resize((-(-self.width // fx), -(-self.height // fy)), _geometry.BOX, box)

    def thumbnail(self, size: Any, resample: int = _geometry.BICUBIC, reducing_gap: Any = None) -> None:
        factor = min(size[0] / self.width, size[1] / self.height, 1)
        if factor < 1:
            small = self.resize((max(1, round(self.width * factor)), max(1, round(self.height * factor))), resample)
            self._pixels, self._shared = small._pixels, False

    def rotate(
        self,
        angle: float,
        resample: int = _geometry.NEAREST,
        expand: bool = False,
        center: Any = None,
        translate: Any = None,
        fillcolor: Any = None,
    ) -> 'Image':
        if angle % 360 == 0 and center is None and translate is None:
            return self.copy()
        fill = ImageColor.getcolor(fillcolor, self.mode) if fillcolor is not None else 0
        fills = tuple(fill) if isinstance(fill, tuple) else (fill,) * 4
        plain = self._pixels.view(np.ndarray)
        turned = _geometry.rotate(plain, angle, int(resample), bool(expand), center, translate, fills)
        return Image.holding(turned, self.mode)

    def transpose(self, method: int) -> 'Image':
        p = self._pixels.view(np.ndarray)
        swapped = np.swapaxes(p, 0, 1)
        turned = [p[:, ::-1], p[::-1], np.rot90(p, 1), np.rot90(p, 2), np.rot90(p, 3), swapped, swapped[::-1, ::-1]]
        return Image.holding(turned[int(method)], self.mode)

    def filter(self, filter: Any) -> 'Image':
        made = filter() if isinstance(filter, type) else filter
        return self._derived(made.filter(self._pixels.view(np.ndarray)))

    def point(self, lut: Any, mode: str | None = None) -> 'Image':
        plain = self._pixels.view(np.ndarray)
        if self.mode in _modes.DTYPES:
            if not callable(lut):
                raise ValueError(f'point operation of mode {self.mode} needs a function')
            return self._derived(np.asarray(lut(plain.astype(np.float64))).astype(plain.dtype))
        table = [lut(level) for level in range(256)] if callable(lut) else list(lut)
        bands = 1 if plain.ndim == 2 else plain.shape[2]
        if len(table) == 256:
            table = table * bands
        if len(table) != 256 * bands:
            raise ValueError(f'a table of {256 * bands} numbers is needed, not {len(table)}')
        levels = np.clip(np.rint(np.asarray(table, float)), 0, 255).astype(np.uint8).reshape(bands, 256)
        pixels = levels[0][plain] if plain.ndim == 2 else np.dstack([levels[b][plain[:, :, b]] for b in range(bands)])
        return self._derived(pixels, mode) if mode in (None, self.mode, '1') else self._derived(pixels).convert(mode)

    def paste(self, im: Any, box: Any = None, mask: 'Image | None' = None) -> None:
        if isinstance(box, Image) and mask is None:
            box, mask = None, box
        x, y = (0, 0) if box is None else (int(box[0]), int(box[1]))
        if isinstance(im, Image):
            source: Any = _modes.convert(im._pixels.view(np.ndarray), im.mode, self.mode)
            height, width = source.shape[:2]
        else:
            x2, y2 = (box[2], box[3]) if box is not None and len(box) == 4 else self.size
            width, height = int(x2) - x, int(y2) - y
            source = np.broadcast_to(
                np.asarray(ImageColor.getcolor(im, self.mode)), (height, width, *self._pixels.shape[2:])
            )
        target = self._writable()
        x1, y1, x2, y2 = max(x, 0), max(y, 0), min(x + width, self.width), min(y + height, self.height)
        if x1 >= x2 or y1 >= y2:
            return
        part, inside = np.s_[y1:y2, x1:x2], np.s_[y1 - y : y2 - y, x1 - x : x2 - x]
        if mask is None:
            target[part] = source[inside]
            return
        weight = mask_of(mask)[inside].astype(np.float32) / 255
        weight = weight[:, :, None] if target.ndim == 3 else weight
        target[part] = np.rint(source[inside] * weight + target[part] * (1 - weight)).astype(target.dtype)

    def putalpha(self, alpha: Any) -> None:
        rgba = np.array(self.convert('RGBA')._pixels.view(np.ndarray))
        rgba[:, :, 3] = alpha.convert('L')._pixels if isinstance(alpha, Image) else int(alpha)
        self._pixels, self.mode, self._shared = placed_copy(rgba, locate(self._pixels)), 'RGBA', False

    def putpixel(self, xy: Any, value: Any) -> None:
        self.load()[int(xy[0]), int(xy[1])] = value

    def save(self, fp: Any, format: str | None = None, **params: Any) -> None:
        _coding.write(self._pixels, self.mode, fp, format, params)

    def show(self, title: str | None = None, **_: Any) -> None:
        """Shows the image in the observation."""
        import figkit

        figkit.show(np.asarray(self) if self.mode != 'HSV' else np.asarray(self.convert('RGB')), title=title)
