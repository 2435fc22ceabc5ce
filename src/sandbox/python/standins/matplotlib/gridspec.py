"""Grids of axes of different sizes."""

from typing import Any

import standins

__getattr__ = standins.missing_attribute(__name__)


class Cell(tuple[int, int, int, int]):
    """(rows, columns, first, last) of an axes; places are counted row by row from 0."""


class GridSpec:
    """``grid[row, column]`` is a place; slices join several. All rows are equally high, all columns equally wide."""

    def __init__(self, nrows: int, ncols: int, **_: Any) -> None:
        self.nrows, self.ncols = int(nrows), int(ncols)

    def __getitem__(self, key: Any) -> Cell:
        rows, columns = (
            key if isinstance(key, tuple) else divmod(key, self.ncols) if isinstance(key, int) else (key, slice(None))
        )
        top, bottom = _range(rows, self.nrows)
        left, right = _range(columns, self.ncols)
        return Cell((self.nrows, self.ncols, top * self.ncols + left, bottom * self.ncols + right))


def _range(index: Any, count: int) -> tuple[int, int]:
    """The first and the last of an index or a slice."""
    places = range(count)[index]
    if isinstance(places, int):
        return places, places
    if not places:
        raise IndexError('a place of a grid is empty')
    return places[0], places[-1]
