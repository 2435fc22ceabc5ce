"""Which polarity the objects have, by evidence."""

import numpy as np

from .objects import regions
from .search import Found, Options, find_objects
from .stains import colourfulness, plane_of

#: Mean channel difference from which an image on light background counts as stained.
COLOURED = 12.0


def choose(rgb: np.ndarray, polarity: str, options: Options) -> Found:
    """The objects of the asked polarity, or of the one with the most object-like regions."""
    if polarity != 'auto':
        return find_objects(plane_of(rgb, polarity), options)
    coloured = colourfulness(rgb) > COLOURED and float(np.median(rgb)) > 90
    candidates = ('stained', 'bright') if coloured else ('bright', 'dark')
    planes = [plane_of(rgb, p) for p in candidates]
    # A size limit of the caller must not speak for the background.
    free = Options(split=options.split)
    scores = [object_likeness(find_objects(plane, free, spread=False)) for plane in planes]
    return find_objects(planes[int(np.argmax(scores))], options)


def object_likeness(found: Found) -> float:
    """How much the regions look like separate objects: compact, not at the border, not most of the image."""
    if found.count == 0:
        return 0.0
    total = found.labels.size
    score = 0.0
    area = 0
    for region in regions(found.labels):
        box = region.width * region.height
        fill = region.area / box
        inner = 0.4 if region.touches_border else 1.0
        score += region.area * inner * min(fill / 0.7, 1.0)
        area += region.area
    coverage = area / total
    compact = score / area
    return compact * (1.0 if coverage < 0.5 else max(0.05, 1.5 - coverage)) * min(1.0, found.contrast / 8)
