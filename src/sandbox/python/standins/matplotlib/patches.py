"""Shapes for ``ax.add_patch``."""

from typing import Any

import numpy as np
import standins

from ._artists import Shape

__getattr__ = standins.missing_attribute(__name__)


def _shape(x: Any, y: Any, options: dict[str, Any]) -> Shape:
    """Colours as matplotlib reads them: ``color`` is both, and a patch is filled unless it is told not to be."""
    color = options.get('color')
    fill = options.get('facecolor', options.get('fc', color if color is not None else 'C0'))
    edge = options.get('edgecolor', options.get('ec', color))
    if options.get('fill') is False or (isinstance(fill, str) and fill.lower() == 'none'):
        fill = None
    if isinstance(edge, str) and edge.lower() == 'none':
        edge = None
    if fill is None and edge is None:
        edge = 'black'
    width, style = options.get('linewidth', options.get('lw', 1)), options.get('linestyle', options.get('ls', '-'))
    alpha = options.get('alpha')
    return Shape(
        fill, 1.0 if alpha is None else float(alpha), options.get('label'), np.asarray(x, float), np.asarray(y, float),
        edge, 1.0 if width is None else float(width), style or '-',
    )  # fmt: skip


def Rectangle(xy: Any, width: float, height: float, angle: float = 0.0, **options: Any) -> Shape:  # noqa: N802
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], float)
    turn = np.deg2rad(angle)
    x = xy[0] + corners[:, 0] * np.cos(turn) - corners[:, 1] * np.sin(turn)
    y = xy[1] + corners[:, 0] * np.sin(turn) + corners[:, 1] * np.cos(turn)
    return _shape(x, y, options)


def Ellipse(xy: Any, width: float, height: float, angle: float = 0.0, **options: Any) -> Shape:  # noqa: N802
    at, turn = np.linspace(0, 2 * np.pi, 73)[:-1], np.deg2rad(angle)
    a, b = width / 2 * np.cos(at), height / 2 * np.sin(at)
    return _shape(xy[0] + a * np.cos(turn) - b * np.sin(turn), xy[1] + a * np.sin(turn) + b * np.cos(turn), options)


def Circle(xy: Any, radius: float = 5, **options: Any) -> Shape:  # noqa: N802
    return Ellipse(xy, 2 * radius, 2 * radius, **options)


def Polygon(xy: Any, closed: bool = True, **options: Any) -> Shape:  # noqa: N802
    points = np.asarray(xy, float).reshape(-1, 2)
    return _shape(points[:, 0], points[:, 1], options)


def Patch(**options: Any) -> Shape:  # noqa: N802
    """For legends."""
    return _shape([], [], options)
