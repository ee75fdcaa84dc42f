"""Letters of a text whose offsets must hold."""

from __future__ import annotations


def lowered(text: str) -> str:
    """The text in small letters, character for character ("İ" would grow by one, and stays).

    Example:
        >>> lowered("OPERATION Lantern")
        'operation lantern'
    """
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
