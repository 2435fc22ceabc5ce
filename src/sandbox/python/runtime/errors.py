"""Python errors as the author of a cell sees them: type, message and line of the cell, no frame of ours."""

from typing import Any

import standins

#: Characters of a message that are kept.
MESSAGE_CHARS = 4_000


def describe(error: BaseException, name: str, code: str) -> dict[str, Any]:
    """``{type, message, line, source}``; line (1-based) and source are None when the error has no place in the cell."""
    line = _line_of(error, name)
    lines = code.splitlines()
    source = lines[line - 1] if line is not None and 0 < line <= len(lines) else None
    return {'type': type(error).__name__[:200], 'message': _message_of(error), 'line': line, 'source': source}


def _line_of(error: BaseException, name: str) -> int | None:
    if isinstance(error, SyntaxError) and error.filename == name:
        return error.lineno
    line = None
    step = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == name:
            line = step.tb_lineno
        step = step.tb_next
    return line


def _message_of(error: BaseException) -> str:
    if isinstance(error, SystemExit):
        return 'The cell asked to exit; cells end by themselves.'
    if isinstance(error, SyntaxError):
        return str(error.msg)[:MESSAGE_CHARS]
    if isinstance(error, MemoryError) and not error.args:
        return 'More memory was asked for than the sandbox has.'
    about_stand_in = standins.explain(error)
    if about_stand_in is not None:
        return about_stand_in
    try:
        text = str(error)
    except BaseException:  # noqa: BLE001 - an error class of the cell may raise anything when it prints itself
        text = 'The error could not be turned into text.'
    return text[:MESSAGE_CHARS]
