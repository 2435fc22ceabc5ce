"""Figscope's small stand-in for matplotlib: images, lines, points, bars and histograms, drawn plainly by cv2.

An axes that holds nothing but an image is shown as that image, at its own resolution, with what was drawn on it; so a
region of a figure keeps its frame.
"""

from typing import Any

import standins

from . import cm

__version__ = '0.0+figscope.stand-in'

__getattr__ = standins.missing_attribute(__name__)

#: Settings are kept; of all of them only these two have an effect.
rcParams: dict[str, Any] = {'figure.figsize': (6.4, 4.8), 'figure.dpi': 100.0}

colormaps = cm.COLORMAPS


def use(backend: str, **_: Any) -> None:
    """There is one way of drawing; ``plt.show()`` shows in the observation."""


def get_backend() -> str:
    return 'figscope stand-in'


def rc(group: str, **settings: Any) -> None:
    rcParams.update({f'{group}.{name}': value for name, value in settings.items()})
