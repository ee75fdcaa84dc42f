"""The sentence around a span of a text."""

from __future__ import annotations

import re

REACH = 240
"""Characters shown on either side at most."""
_END = re.compile(r"[.!?][”\"’')]*\s+(?=[\"“‘'(]?[A-Z0-9•])|\n")


def around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """What stands before a span in its sentence, the span, and what stands behind it, each on one line.

    Example:
        >>> around("All is well. Six men were held. More follows.", 13, 20)
        ('', 'Six men', ' were held.')
    """
    left = max(0, start - REACH)
    for stop in _END.finditer(text, left, start):
        left = stop.end()
    close = _END.search(text, end, end + REACH)
    right = close.start() + len(close.group().rstrip()) if close else min(len(text), end + REACH)
    return tuple(
        " ".join(f"|{part}|".split())[1:-1] for part in (text[left:start], text[start:end], text[end:right])
    )  # type: ignore[return-value]
