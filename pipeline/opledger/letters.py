"""Letters of a text whose offsets must hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# Letters that are no letter with an accent, and that writers without them replace.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'"})


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


def folded(text: str) -> str:
    """Small letters without accents, to compare names by; the length can change.

    Example:
        >>> folded("Malmö"), folded("Vanløse")
        ('malmo', 'vanlose')
    """
    text = text.lower()
    if text.isascii():
        return text
    text = text.translate(_PLAIN)
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def all_folded(texts: Iterable[str]) -> list[str]:
    """``folded`` of each of many texts of one line, in a fraction of the time.

    Example:
        >>> all_folded(["Malmö", "Vanløse"])
        ['malmo', 'vanlose']
    """
    texts = list(texts)
    return folded("\n".join(texts)).split("\n") if texts else []
