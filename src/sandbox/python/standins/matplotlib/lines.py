"""Lines for legends."""

from typing import Any

import numpy as np
import standins

from ._artists import Line

__getattr__ = standins.missing_attribute(__name__)


def Line2D(xdata: Any, ydata: Any, **options: Any) -> Line:  # noqa: N802
    style = options.get('linestyle', options.get('ls', '-'))
    width = options.get('linewidth', options.get('lw', 1.5))
    alpha = options.get('alpha')
    return Line(
        options.get('color', options.get('c', 'C0')), 1.0 if alpha is None else alpha, options.get('label'),
        np.asarray(xdata, float), np.asarray(ydata, float), style or '', float(width or 1.5), options.get('marker'),
    )  # fmt: skip
