"""Sizes and shapes of objects, in pixels and in physical units."""

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np

from . import _figures
from ._figures import PixelSize, as_pixel_size
from ._image import FigureImage
from ._micrographs.objects import Region, regions
from ._micrographs.outline import outlined
from ._pixels import to_gray
from ._result import Result
from .segment import Segmentation, segment


@dataclass
class ObjectMeasure(Result):
    """One object. Lengths and areas ending in ``_px`` are source pixels; ``area`` and ``diameter`` are in ``unit``."""

    id: int
    #: Centre of mass (x, y) and bounding box, source pixels of the figure.
    centroid: tuple[float, float]
    box: tuple[float, float, float, float]
    area_px: float
    equivalent_diameter_px: float
    #: Full axes of the ellipse with the same second moments.
    major_axis_px: float
    minor_axis_px: float
    perimeter_px: float
    #: 4π·area/perimeter², 1 for a disc.
    circularity: float
    #: Luma, 0–255.
    mean_intensity: float
    touches_border: bool
    area: float | None = None
    diameter: float | None = None
    unit: str | None = None


@dataclass
class MeasureResult(Result):
    """All objects, and the statistics of those measures over them."""

    count: int
    objects: list[ObjectMeasure] = field(repr=False)
    summary: dict[str, dict[str, float]] = field(default_factory=dict)
    #: Share of the image's area that the objects cover, 0–1.
    coverage: float = 0.0
    #: Unit of ``area`` (squared) and ``diameter``, None where only pixels are known.
    unit: str | None = None
    pixel_size: PixelSize | None = None
    warnings: list[str] = field(default_factory=list)
    segmentation: Segmentation | None = field(default=None, repr=False)

    @property
    def annotated(self) -> FigureImage:
        """The image with every measured object outlined."""
        return outlined(self.segmentation.image, self.segmentation.labels)

    def __str__(self) -> str:
        if not self.objects:
            return '0 objects'
        key, unit = ('diameter', self.unit) if self.unit else ('equivalent_diameter_px', 'px')
        s = self.summary[key]
        return (
            f'{self.count} objects, diameter {s["mean"]:.4g} ± {s["sd"]:.2g} {unit} (median {s["median"]:.4g}, '
            f'{s["min"]:.4g} to {s["max"]:.4g}), coverage {self.coverage:.1%}'
        )


def measure_objects(
    image: Any,
    pixel_size: Any = None,
    polarity: str = 'auto',
    min_area: float | None = None,
    split: bool = True,
) -> MeasureResult:
    """Measures the objects of an image, a Segmentation or a CountResult.

    ``pixel_size`` is (size, unit) of one source pixel, for example (0.25, 'µm'), or a ScaleBar; without it the
    figure's own is used where it is known. The other arguments are those of ``segment``.
    Areas and lengths of an enlarged crop are given in source pixels of the figure, so they do not depend on the zoom.

    Raises ValueError for a pixel size that is not a positive number with a unit, and as ``segment`` does.
    """
    found = getattr(image, 'segmentation', image)
    if not isinstance(found, Segmentation):
        found = segment(image, polarity, min_area, split)
    size = as_pixel_size(getattr(pixel_size, 'pixel_size', pixel_size))
    if size is None:
        size = found.image.pixel_size
    objects = measure_labels(found.labels, found.image, size)
    coverage = float((found.labels > 0).mean())
    unit = size.unit if size else None
    return MeasureResult(
        len(objects), objects, _summary(objects, unit), coverage, unit, size, list(found.warnings), found
    )


def measure_labels(labels: np.ndarray, image: FigureImage, size: PixelSize | None = None) -> list[ObjectMeasure]:
    """The measures of labels 1…n of a map that has the image's size."""
    count = int(labels.max()) if labels.size else 0
    if count == 0:
        return []
    flat = labels.ravel()
    total = np.bincount(flat, minlength=count + 1)
    intensity = np.bincount(flat, weights=to_gray(image).ravel().astype(np.float64), minlength=count + 1)
    placement = _figures.placement_of(image)
    scale = (placement.sx, placement.sy) if placement else (1.0, 1.0)
    origin = (placement.x0, placement.y0) if placement else (0.0, 0.0)
    return [_measure(r, float(intensity[r.label] / total[r.label]), origin, scale, size) for r in regions(labels)]


def _measure(
    region: Region,
    intensity: float,
    origin: tuple[float, float],
    scale: tuple[float, float],
    size: PixelSize | None,
) -> ObjectMeasure:
    sx, sy = scale
    area = region.area / (sx * sy)
    contour = region.contour.reshape(-1, 2).astype(np.float32) / np.array([sx, sy], np.float32)
    # Pixel centres form the contour; half a pixel all round brings it to the pixels' outer edge.
    perimeter = float(cv2.arcLength(contour, True)) + np.pi / np.sqrt(sx * sy)
    major, minor = _axes(region, sx, sy)
    measure = ObjectMeasure(
        id=region.label,
        centroid=(round(origin[0] + region.centroid[0] / sx, 2), round(origin[1] + region.centroid[1] / sy, 2)),
        box=(
            round(origin[0] + region.x / sx, 2),
            round(origin[1] + region.y / sy, 2),
            round(origin[0] + (region.x + region.width) / sx, 2),
            round(origin[1] + (region.y + region.height) / sy, 2),
        ),
        area_px=area,
        equivalent_diameter_px=float(np.sqrt(4 * area / np.pi)),
        major_axis_px=major,
        minor_axis_px=minor,
        perimeter_px=perimeter,
        circularity=float(min(1.0, 4 * np.pi * area / perimeter**2)),
        mean_intensity=intensity,
        touches_border=region.touches_border,
    )
    if size is not None:
        measure.area = area * size.x * size.y
        measure.diameter = float(np.sqrt(4 * measure.area / np.pi))
        measure.unit = size.unit
    return measure


def _axes(region: Region, sx: float, sy: float) -> tuple[float, float]:
    """Full axes of the ellipse with the region's second moments, from its filled outline."""
    m = cv2.moments(region.contour)
    if m['m00'] < 1:
        return max(region.width / sx, region.height / sy), min(region.width / sx, region.height / sy)
    # Green's theorem runs through pixel centres; the area of the pixels themselves is a little larger.
    grow = np.sqrt(region.area / m['m00']) if region.area > m['m00'] else 1.0
    xx, yy, xy = m['mu20'] / m['m00'] / sx**2, m['mu02'] / m['m00'] / sy**2, m['mu11'] / m['m00'] / (sx * sy)
    spread = np.sqrt(((xx - yy) / 2) ** 2 + xy**2)
    middle = (xx + yy) / 2
    return float(4 * np.sqrt(middle + spread) * grow), float(4 * np.sqrt(max(middle - spread, 0)) * grow)


def _summary(objects: list[ObjectMeasure], unit: str | None) -> dict[str, dict[str, float]]:
    names = ['area_px', 'equivalent_diameter_px', 'circularity', 'mean_intensity'] + (['area', 'diameter'] if unit else [])
    summary = {}
    for name in names if objects else []:
        values = np.array([getattr(o, name) for o in objects], float)
        summary[name] = {
            'mean': float(values.mean()),
            'median': float(np.median(values)),
            'sd': float(values.std(ddof=1)) if len(values) > 1 else 0.0,
            'min': float(values.min()),
            'max': float(values.max()),
        }
    return summary
