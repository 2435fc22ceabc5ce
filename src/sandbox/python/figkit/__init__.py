"""figkit: tools for scientific figures, on numpy and cv2 only.

Boxes are [x1, y1, x2, y2] and points (x, y), always in source pixels of the figure, whatever crop or zoom an image
shows. docs/figkit.md describes every function.
"""

from ._figures import PixelSize
from ._display import show
from ._frame import Frame
from ._image import FigureImage
from .count import CountResult, count_objects
from .draw import draw_boxes, mark_points
from .enhance import enhance
from .measure import MeasureResult, ObjectMeasure, measure_objects
from .scale_bar import ScaleBar, scale_bar
from .segment import Segmentation, segment
from .view import crop, zoom

__all__ = [
    'CountResult',
    'FigureImage',
    'Frame',
    'MeasureResult',
    'ObjectMeasure',
    'PixelSize',
    'ScaleBar',
    'Segmentation',
    'count_objects',
    'crop',
    'draw_boxes',
    'enhance',
    'mark_points',
    'measure_objects',
    'scale_bar',
    'segment',
    'show',
    'zoom',
]
