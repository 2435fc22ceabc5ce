"""What a cell showed: figkit.show, plots, and images that a convention names (``processed_path``, printed paths)."""

import os
import re
import time
from typing import Any

from . import conventions

#: Endings of image files that a cell may have written.
_ENDINGS = ('.png', '.jpg', '.jpeg', '.webp', '.bmp', '.tif', '.tiff')
#: What stands between words of printed text.
_BETWEEN = re.compile(r'''[\s'"<>|,;()\[\]]+''')
#: Longer words and lines are no paths.
_PATH_CHARS = 500

#: Folder of the figures' own files; printing their path is no wish to see them again.
FIGURES = '/figures'

_started = 0.0
_processed: Any = None
_namespace: dict[str, Any] = {}
#: Files that were shown, as they were then: time and size.
_seen: dict[str, tuple[int, int]] = {}


def begin(images: int, image_pixels: int, namespace: dict[str, Any]) -> None:
    """Call before a cell: sets the limits and remembers what was there already."""
    global _started, _processed, _namespace
    import figkit._display
    import figkit._notes

    figkit._display.configure(max_pixels=image_pixels, max_images=images)
    figkit._display.drain()
    figkit._notes.drain()
    _started = time.time()
    _processed = namespace.get('processed_path')
    _namespace = namespace


def collect(stdout: str) -> dict[str, Any]:
    """Call after a cell with what it printed: ``{images, notes}``."""
    import figkit._display
    import figkit._notes

    for path in _named_paths(stdout):
        _show_file(path)
    images = figkit._display.drain()
    conventions.remember(images)
    return {'images': images, 'notes': [str(note) for note in figkit._notes.drain()]}


def _named_paths(stdout: str) -> list[str]:
    """Image files that the cell wrote and named, each once."""
    named = []
    processed = _namespace.get('processed_path')
    assigned = os.path.abspath(processed) if isinstance(processed, str) else ''
    if assigned:
        named.append(assigned)
    # A path with blanks is recognised when it stands alone on its line.
    for text in [*stdout.splitlines(), *_BETWEEN.split(stdout)]:
        if len(text) < _PATH_CHARS and text.rstrip(' .:').lower().endswith(_ENDINGS):
            named.append(text.lstrip().rstrip(' .:'))
    unique = dict.fromkeys(os.path.abspath(path) for path in named if isinstance(path, str))
    newly = assigned if processed != _processed else ''
    return [path for path in unique if _is_result(path) and (path == newly or _is_new(path))]


def _is_result(path: str) -> bool:
    return not path.startswith(FIGURES + '/') and os.path.isfile(path)


def _is_new(path: str) -> bool:
    # File times are whole milliseconds: a file of the same millisecond counts as new, unless it was shown as it is.
    return os.path.getmtime(path) >= _started - 0.002 and _seen.get(path) != _state(path)


def _state(path: str) -> tuple[int, int]:
    status = os.stat(path)
    return status.st_mtime_ns, status.st_size


def _show_file(path: str) -> None:
    import cv2
    import figkit
    from figkit._notes import note

    try:
        _seen[path] = _state(path)
        pixels = cv2.imread(path, cv2.IMREAD_COLOR_RGB)
        if pixels is None:
            raise ValueError('it is not an image that can be read')
        figkit.show(pixels, title=os.path.basename(path))
    except Exception as error:  # noqa: BLE001 - whatever a cell wrote, the rest of its observation must arrive
        note(f'The file {path} was named as a result, but could not be shown: {error}.')
