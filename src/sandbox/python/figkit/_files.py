"""Which files show which region of which figure, so that frames survive writing and reading a file."""

import os
import posixpath
from dataclasses import dataclass
from typing import Any

from ._frame import Placement


@dataclass(frozen=True)
class _Entry:
    placement: Placement
    height: int
    width: int
    #: Time and size of the file: one that was written again by other means is no longer known.
    state: tuple[int, int]


#: Folder for results by custom of some models; sub-folders of it are made when a file is written into them.
RESULTS = '/mnt/data/'

_FILES: dict[str, _Entry] = {}

#: What models take for the name of a file, such as 'image_clue_0', and the file that is meant.
_ALIASES: dict[str, str] = {}


def remember(path: Any, placement: Placement | None, shape: tuple[int, ...]) -> None:
    """Call when an image of ``shape`` with that placement was written to ``path``."""
    key = _key(path)
    if key is None:
        return
    _FILES.pop(key, None)
    if placement is not None and os.path.isfile(key):
        _FILES[key] = _Entry(placement, shape[0], shape[1], _state(key))


def placement_of(path: Any, shape: tuple[int, ...]) -> Placement | None:
    """Where the image lies that was read from ``path`` with ``shape``; None when that is not certain."""
    key = _key(path)
    entry = _FILES.get(key) if key is not None else None
    if entry is None or key is None or (entry.height, entry.width) != shape[:2]:
        return None
    return entry.placement if os.path.isfile(key) and _state(key) == entry.state else None


def alias(name: str, path: str) -> None:
    """Lets ``find`` give ``path`` for a file called ``name`` (with any ending) that is not there; the first counts."""
    _ALIASES.setdefault(name, path)


def find(path: Any) -> Any:
    """The path itself; where there is no such file but a figure is called like it, that figure's file, with a note."""
    key = _key(path)
    if key is None or os.path.exists(key):
        return path
    meant = _ALIASES.get(posixpath.splitext(posixpath.basename(key))[0])
    if meant is None or not os.path.isfile(meant):
        return path
    from ._notes import note

    note(f'There is no file {os.fspath(path)}; {meant} was read instead.')
    return meant


def make_folder(path: Any) -> None:
    """Makes the folder of a file that is to be written, when it lies in the folder for results."""
    key = _key(path)
    if key is not None and key.startswith(RESULTS):
        os.makedirs(os.path.dirname(key), exist_ok=True)


def clear() -> None:
    """Forgets all files."""
    _FILES.clear()
    _ALIASES.clear()


def _key(path: Any) -> str | None:
    if not isinstance(path, (str, os.PathLike)):
        return None
    text = os.fspath(path)
    return os.path.abspath(text) if isinstance(text, str) else None


def _state(path: str) -> tuple[int, int]:
    status = os.stat(path)
    return status.st_mtime_ns, status.st_size
