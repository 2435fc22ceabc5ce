"""Numbers about an image, band by band."""

from typing import Any

import numpy as np
import standins

from ._image import Image
from ._reading import mask_of

__getattr__ = standins.missing_attribute(__name__)


class Stat:
    def __init__(self, image: Image, mask: Image | None = None) -> None:
        chosen = None if mask is None else mask_of(mask) > 0
        bands = [band.ravel() if chosen is None else band[chosen] for band in image._bands()]
        values = [band.astype(np.float64) for band in bands]
        self.count = [len(band) for band in values]
        self.sum = [float(band.sum()) for band in values]
        self.sum2 = [float((band**2).sum()) for band in values]
        self.mean = [float(band.mean()) for band in values]
        self.median = [float(np.median(band)) for band in values]
        self.rms = [float(np.sqrt((band**2).mean())) for band in values]
        self.var = [float(band.var()) for band in values]
        self.stddev = [float(band.std()) for band in values]
        self.extrema: Any = [(int(band.min()), int(band.max())) for band in values]
