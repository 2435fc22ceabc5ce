"""A matplotlib backend for cells: ``plt.show()`` shows every open plot as an image of the observation.

Used through ``MPLBACKEND=module://runtime.plots`` and imported by matplotlib alone.
"""

from typing import Any

import numpy as np
from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg


class FigureManager(FigureManagerBase):
    """Keeps plots for pyplot; there is no window."""

    @classmethod
    def pyplot_show(cls, *, block: Any = None) -> None:
        show()


class FigureCanvas(FigureCanvasAgg):
    """Draws with Agg."""

    manager_class = FigureManager


def show(*_args: Any, **_kwargs: Any) -> None:
    """Shows all open plots and closes them, so that the next plot starts fresh."""
    import figkit

    for manager in Gcf.get_all_fig_managers():
        canvas = manager.canvas
        canvas.draw()
        pixels = np.asarray(canvas.buffer_rgba())[:, :, :3]
        figkit.show(np.ascontiguousarray(pixels), title=canvas.figure.get_suptitle() or None)
    Gcf.destroy_all()
