"""Texts and spans as the page takes them: harmless, and counted in the units that JavaScript counts in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from opledger.report.safe import visible
from opledger.tables.rows import Row


def units(text: str) -> Callable[[int], int]:
    """Offsets in code points as offsets in UTF-16 code units, which JavaScript's strings are made of.

    Example:
        >>> at = units("😀 16 held")
        >>> at(2), at(4)
        (3, 5)
    """
    if text.isascii():
        return lambda offset: offset
    wide = [i for i, letter in enumerate(text) if letter > "\uffff"]
    if not wide:
        return lambda offset: offset
    return lambda offset: offset + bisect_left(wide, offset)


def marked_sentence(figure: Row, text: str) -> tuple[str, str, str]:
    """A figure's sentence, cut at the figure: what stands before it, itself, what follows.

    Args:
        figure: a row of the table.
        text: the release's text; the figure's own place in it tells which of several equal words is meant.
    """
    sentence, start, end = figure["sentence"], figure["start"], figure["end"]
    at = text.find(sentence, max(0, end - len(sentence)), start + len(sentence)) if sentence else -1
    if at >= 0:
        before, found, after = sentence[: start - at], text[start:end], sentence[end - at :]
    else:
        before, found, after = sentence.partition(figure["text"])
        if not found:
            before, found, after = "", figure["text"], ""
    return visible(before), visible(found), visible(after)
