"""Sentences for model and user about what was adjusted (a clamped box, a shrunk image).

The runtime drains them after each cell and puts them into the observation.
"""

_NOTES: list[str] = []


def note(text: str) -> None:
    """Adds one sentence; a sentence that is already waiting is not repeated."""
    if text not in _NOTES:
        _NOTES.append(text)


def drain() -> list[str]:
    """Returns the waiting sentences and forgets them."""
    waiting = list(_NOTES)
    _NOTES.clear()
    return waiting
