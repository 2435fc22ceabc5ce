"""figkit: tools for scientific figures, on numpy and cv2 only.

Boxes are [x1, y1, x2, y2] and points (x, y), always in source pixels of the figure, whatever crop or zoom an image
shows. docs/figkit.md describes every function.
"""

from ._figures import PixelSize
from ._display import show
from ._frame import Frame
from ._image import FigureImage
from .axes import AxesResult, Axis, Tick, read_axes
from .bars import Bar, BarsResult, read_bars
from .count import CountResult, count_objects
from .describe import Description, describe
from .draw import draw_boxes, mark_points
from .enhance import enhance
from .measure import MeasureResult, ObjectMeasure, measure_objects
from .relative import from_1000
from .scale_bar import ScaleBar, scale_bar
from .segment import Segmentation, segment
from .text import TextLine, TextResult, TextWord, read_text
from .view import crop, zoom

__all__ = [
    'Axis',
    'AxesResult',
    'Bar',
    'BarsResult',
    'CountResult',
    'Description',
    'FigureImage',
    'Frame',
    'MeasureResult',
    'ObjectMeasure',
    'PixelSize',
    'ScaleBar',
    'Segmentation',
    'TextLine',
    'TextResult',
    'TextWord',
    'Tick',
    'count_objects',
    'crop',
    'describe',
    'draw_boxes',
    'enhance',
    'from_1000',
    'mark_points',
    'measure_objects',
    'read_axes',
    'read_bars',
    'read_text',
    'scale_bar',
    'segment',
    'show',
    'zoom',
]
