"""How figures are handed to cells: each family of models expects variables, paths and imports of its own.

``figkit``: ``image_1`` is an array. ``pil``: ``image_1`` is a PIL image, the array is ``image_1_array``. ``clue``: PIL
images ``image_clue_0``…, numbered on with every image that a cell shows. ``path``: ``image_path``, and a folder for
results.
"""

import os
from typing import Any

import standins
from standins import RESULTS

from . import cells

_convention = 'figkit'
#: The number of the next ``image_clue_<n>``.
_clues = 0


def agree(convention: str) -> None:
    """Says how the figures that are loaded next are handed to cells. Call when all packages are installed."""
    global _convention, _clues
    _convention, _clues = convention, 0
    standins.settle()
    os.makedirs(RESULTS, exist_ok=True)
    if convention in ('pil', 'clue'):
        import matplotlib.pyplot
        import PIL.Image

        cells.NAMESPACE.update(plt=matplotlib.pyplot, Image=PIL.Image, display=display)


def bind(name: str, image: Any, path: str) -> None:
    """Puts one figure into the cells' namespace under the names of the convention. ``image`` is its array."""
    from figkit import _files

    _files.alias(name, path)
    cells.NAMESPACE[name] = image
    cells.NAMESPACE[f'{name}_path'] = path
    if _convention == 'pil':
        cells.NAMESPACE[f'{name}_array'] = image
        cells.NAMESPACE[name] = _pil_image(name, image, path)
    elif _convention == 'clue':
        _files.alias(f'image_clue_{_clues}', path)
        _add_clue(_pil_image(name, image, path))
    elif _convention == 'path':
        cells.NAMESPACE.setdefault('image_path', path)


def remember(shown: list[dict[str, Any]]) -> None:
    """Makes what was shown into variables, where the convention has it so. Each has ``png`` and perhaps ``frame``."""
    if _convention != 'clue':
        return
    for one in shown:
        _add_clue(_from_shown(bytes(one['png']), one.get('frame')))


def display(*things: Any, **_: Any) -> None:
    """As in a notebook: shows images, prints everything else."""
    import figkit
    import numpy as np

    for thing in things:
        if isinstance(thing, np.ndarray) or hasattr(thing, 'getbands'):
            figkit.show(np.asarray(thing) if not isinstance(thing, np.ndarray) else thing)
        else:
            print(thing)


def _add_clue(image: Any) -> None:
    global _clues
    cells.NAMESPACE[f'image_clue_{_clues}'] = image
    _clues += 1


def _pil_image(name: str, image: Any, path: str) -> Any:
    """The figure as a PIL image. Ours shares the pixels that figkit keeps, until somebody draws on it."""
    from figkit import _figures
    from figkit._image import place
    from PIL import Image

    figure = _figures.get(name)
    if not standins.is_stand_in('PIL') or figure is None:
        return Image.fromarray(image)
    result = Image.Image.sharing(place(figure.rgb, figure.whole()), 'RGB')
    result.filename = path
    return result


def _from_shown(png: bytes, frame: dict[str, Any] | None) -> Any:
    import cv2
    import numpy as np
    from figkit import _figures
    from figkit._frame import Placement
    from figkit._image import place
    from PIL import Image

    pixels = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR_RGB)
    figure = _figures.get(frame['figure']) if frame else None
    if frame is None or figure is None:
        return Image.fromarray(pixels)
    x1, y1, x2, y2 = frame['box']
    scale = (pixels.shape[1] / (x2 - x1), pixels.shape[0] / (y2 - y1))
    size = (figure.rgb.shape[1], figure.rgb.shape[0])
    return Image.fromarray(place(pixels, Placement(figure.id, x1, y1, *scale, *size)))
