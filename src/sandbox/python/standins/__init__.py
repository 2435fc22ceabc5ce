"""Small stand-ins for Pillow and matplotlib, on numpy and cv2, for code that expects them where they cannot be had.

Their folder stands last on the path, so that the real packages win wherever they are installed. What a stand-in lacks
says so in words.
"""

import os
import sys
from types import ModuleType
from typing import Any

FOLDER = __path__[0]

#: Where models of the convention `path` write what they made.
RESULTS = '/mnt/data/temp_processed_images'

#: Name of the import → name of the package, and what to use instead of what is missing.
NAMES = {'PIL': 'Pillow', 'matplotlib': 'matplotlib'}


def install() -> None:
    """Makes the stand-ins importable."""
    if FOLDER not in sys.path:
        sys.path.append(FOLDER)
        sys.meta_path.append(_MissingParts())


def settle() -> None:
    """Call when packages were installed: a stand-in that was imported beforehand yields to the real package."""
    ours = [name for name in NAMES if is_stand_in(name)]
    if not any(_is_installed(name) for name in ours):
        return
    # All of them, because one may hold parts of the other.
    for module in [one for one in sys.modules if one.partition('.')[0] in ours]:
        del sys.modules[module]


def is_stand_in(name: str) -> bool:
    """Is the imported module of that name ours?"""
    return str(getattr(sys.modules.get(name), '__file__', '')).startswith(FOLDER)


def missing(name: str) -> str:
    """The sentence for something that a stand-in does not have; ``name`` is like 'PIL.ImageFilter.RankFilter'."""
    package = NAMES.get(name.partition('.')[0], name)
    return (
        f"{name} is not part of Figscope's small stand-in for {package}, which is not installed here. "
        'Use cv2 or figkit instead.'
    )


def missing_attribute(module: str) -> Any:
    """The ``__getattr__`` of a stand-in's module."""

    def getattr_(name: str) -> Any:
        if name.startswith('__'):
            raise AttributeError(f'module {module!r} has no attribute {name!r}')
        raise AttributeError(missing(f'{module}.{name}'))

    return getattr_


def explain(error: BaseException) -> str | None:
    """The sentence for a failed ``from PIL.X import Y``, whose own message says nothing of stand-ins."""
    if not isinstance(error, ImportError) or not str(error.path or '').startswith(FOLDER):
        return None
    wanted = getattr(error, 'name_from', None)
    return missing(f'{error.name}.{wanted}') if error.name and wanted else None


def _is_installed(name: str) -> bool:
    # Asking the import system would make it read the archive of the standard library again, which takes long.
    return any(os.path.isdir(os.path.join(folder, name)) for folder in sys.path if folder != FOLDER)


class _MissingParts:
    """Last of all finders: says in words which part of a stand-in does not exist."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: ModuleType | None = None) -> None:
        package = name.partition('.')[0]
        if package in NAMES and name != package and is_stand_in(package):
            raise ModuleNotFoundError(missing(name), name=name)
