"""One cell: compile, run in the namespace that all cells of a run share, tell what came of it."""

import ast
import io
import linecache
import sys
import types
from typing import Any

from . import errors, shown

#: What cells see; a real module, so that pickling and dataclasses defined in cells find their home.
_MODULE = types.ModuleType('__main__')
NAMESPACE: dict[str, Any] = _MODULE.__dict__

#: Characters of a value's repr that are kept.
VALUE_CHARS = 10_000

#: Python frames a cell may nest; deeper recursion would overflow the WebAssembly stack and end the process.
RECURSION_LIMIT = 1000

_count = 0


def prepare() -> None:
    """Makes the namespace the ``__main__`` of this interpreter and imports what every cell may use without asking."""
    sys.modules['__main__'] = _MODULE
    import json

    import cv2
    import figkit
    import numpy
    import standins

    standins.install()
    NAMESPACE.update(np=numpy, cv2=cv2, figkit=figkit, json=json)


def run(code: str, images: int, image_pixels: int) -> dict[str, Any]:
    """Runs one cell. Never raises: ``{value, error}``, each None when there is none."""
    global _count
    _count += 1
    name = f'<cell {_count}>'
    shown.begin(images, image_pixels, NAMESPACE)
    sys.setrecursionlimit(RECURSION_LIMIT)
    _open_streams()
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    value = error = None
    try:
        value = _evaluate(code, name)
    except BaseException as raised:  # noqa: BLE001 - SystemExit and KeyboardInterrupt end the cell, not the process
        error = errors.describe(raised, name, code)
    for stream in (sys.stdout, sys.stderr):
        _flush(stream)
    return {'value': value, 'error': error}


def _evaluate(code: str, name: str) -> str | None:
    """Runs all statements; the repr of the last one when it is an expression."""
    tree = ast.parse(code, name)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        exec(compile(tree, name, 'exec'), NAMESPACE)
        return None
    tree.body.pop()
    exec(compile(tree, name, 'exec'), NAMESPACE)
    result = eval(compile(ast.Expression(last.value), name, 'eval'), NAMESPACE)
    return None if result is None else _shorten(repr(result))


def _shorten(text: str) -> str:
    if len(text) <= VALUE_CHARS:
        return text
    return f'{text[:VALUE_CHARS]}… ({len(text)} characters in all)'


def _open_streams() -> None:
    """Fresh streams for each cell: the one before may have closed or replaced them."""
    for descriptor, name in ((1, 'stdout'), (2, 'stderr')):
        try:
            stream = open(descriptor, 'w', buffering=1, encoding='utf-8', errors='backslashreplace', closefd=False)
        except OSError:
            # A cell has closed the descriptor itself; what is printed from then on is lost, and only that.
            stream = io.StringIO()
        setattr(sys, name, stream)


def _flush(stream: Any) -> None:
    try:
        stream.flush()
    except BaseException:  # noqa: BLE001 - a cell may have replaced or closed the stream; then there is nothing to flush
        return
