"""Figscope's small stand-in for Pillow: the common part of its interface, on numpy and cv2.

Images that are regions of a figure keep their frame through crop, resize, convert, filters, drawing and files.
"""

import standins

__version__ = '0.0+figscope.stand-in'

__getattr__ = standins.missing_attribute(__name__)


class UnidentifiedImageError(OSError):
    """The bytes are no image that can be read."""
