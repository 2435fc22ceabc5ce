"""FigureImage: a numpy array that knows which region of which figure it shows."""

from typing import Any
from weakref import WeakValueDictionary

import numpy as np

from ._frame import Frame, Placement, view_placement


class FigureImage(np.ndarray):
    """An ordinary array (RGB uint8 as a rule) that carries its frame through slicing, copies and arithmetic.

    ``image[y1:y2, x1:x2]``, steps, channel picks, copies, casts and element-wise arithmetic keep the frame. What
    cannot be followed with certainty (flips, transposes, reshapes, fancy indexing) has ``frame is None``: a frame is
    never guessed.
    """

    #: Placement given at creation, with the layout of the array at that time.
    _own: tuple[Placement, tuple[int, ...], tuple[int, ...]] | None = None

    @property
    def _placement(self) -> Placement | None:
        return locate(self)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, out: Any = None, **kwargs: Any) -> Any:
        plain = tuple(_plain(v) for v in inputs)
        if out is not None:
            getattr(ufunc, method)(*plain, out=tuple(_plain(v) for v in out), **kwargs)
            return out[0] if len(out) == 1 else out
        result = getattr(ufunc, method)(*plain, **kwargs)
        if not isinstance(result, np.ndarray) or result.ndim not in (2, 3):
            return result
        placement = None
        if method == '__call__':
            placement = _common_placement(inputs, result)
        elif method == 'reduce' and kwargs.get('axis') in (2, -1) and inputs[0].ndim == 3:
            placement = _common_placement(inputs[:1], result)
        return place(result, placement) if placement else result

    def copy(self, order: Any = 'C') -> 'FigureImage':
        return place(np.array(_plain(self), order=order), self._placement)

    def __copy__(self) -> 'FigureImage':
        return self.copy()

    def __deepcopy__(self, memo: Any) -> 'FigureImage':
        return self.copy()

    def astype(self, dtype: Any, *args: Any, **kwargs: Any) -> 'FigureImage':
        return place(np.array(_plain(self).astype(dtype, *args, **kwargs)), self._placement)

    @property
    def frame(self) -> Frame | None:
        """The region of the figure that the array shows, or None when it is not known."""
        placement = self._placement
        return placement.frame(self.shape) if placement else None

    @property
    def figure(self) -> str | None:
        """Id of the figure, ``image_1``, ``image_2``…"""
        placement = self._placement
        return placement.figure if placement else None

    @property
    def pixel_size(self) -> Any:
        """Physical size of one SOURCE pixel (x, y, unit), or None."""
        from . import _figures

        figure = _figures.get(self.figure)
        return figure.pixel_size if figure else None

    @pixel_size.setter
    def pixel_size(self, value: Any) -> None:
        from . import _figures

        figure = _figures.get(self.figure)
        if figure is None:
            raise ValueError('This image is not a view of a figure, so it cannot hold a pixel size.')
        figure.pixel_size = _figures.as_pixel_size(value)

    def __repr__(self) -> str:
        if self.ndim not in (2, 3):
            return repr(_plain(self))
        channels = '' if self.ndim == 2 else f'×{self.shape[2]}'
        where = f', {self.frame}' if self.frame else ', no frame'
        return f'FigureImage({self.shape[1]}×{self.shape[0]} pixels{channels} {self.dtype}{where})'


#: Placed images by the identity of the array that owns their memory, which lives at least as long as they do.
_PLACED: 'WeakValueDictionary[int, FigureImage]' = WeakValueDictionary()


def place(array: np.ndarray, placement: Placement | None) -> FigureImage:
    """The array as a FigureImage with that placement; the memory is shared."""
    image = _plain(array).view(FigureImage)
    if placement is not None:
        image._own = (placement, image.shape, image.strides)
        _PLACED[id(_owner(image))] = image
    return image


def placed_copy(array: np.ndarray, placement: Placement | None) -> FigureImage:
    """A copy as a FigureImage that owns its memory: plain views of it (``np.asarray``) stay located when it is gone itself."""
    source = _plain(array)
    image = FigureImage(source.shape, source.dtype)
    image.view(np.ndarray)[...] = source
    if placement is not None:
        image._own = (placement, image.shape, image.strides)
        _PLACED[id(image)] = image
    return image


def locate(array: np.ndarray) -> Placement | None:
    """Where an array lies on a figure: its own placement, or its place in the memory of a placed FigureImage.

    Looked up each time, because numpy sets the strides of some views (transposes) after it has made them.
    """
    own = getattr(array, '_own', None)
    if own is not None:
        return own[0] if own[1:] == (array.shape, array.strides) else None
    placed = _PLACED.get(id(_owner(array)))
    if placed is None or placed._own is None:
        return None
    return view_placement(array, placed, placed._own[0])


def _owner(array: np.ndarray) -> Any:
    """The array at the end of the chain of bases; views of one memory share it."""
    while isinstance(array.base, np.ndarray):
        array = array.base
    return array


def _plain(value: Any) -> Any:
    return value.view(np.ndarray) if isinstance(value, FigureImage) else value


def _common_placement(inputs: Any, result: np.ndarray) -> Placement | None:
    """The one placement that all images among the inputs share, when the result has their height and width."""
    found: Placement | None = None
    for value in inputs:
        if not isinstance(value, FigureImage) or value.ndim < 2:
            continue
        if value._placement is None or value.shape[:2] != result.shape[:2]:
            return None
        if found is not None and value._placement != found:
            return None
        found = value._placement
    return found
