"""Which numbers of a page did not reach its text."""

from __future__ import annotations

import re
from collections import Counter

from opledger.reading.page import Page

NEAR = 40  # characters shown on each side
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[\W_]+")
_BULLET = re.compile(r"(?:- |• )")


def dropped_digits(page: Page, text: str) -> list[dict[str, str]]:
    """Digit runs of the visible page that the text does not hold as often, in page order.

    Returns:
        One ``{"digits", "near"}`` for each missing occurrence, ``near`` the words around it. Where a run
        stands on the page more often than in the text, those in lines that the text lacks are taken first.

    Example:
        >>> from opledger.reading.page import read_page
        >>> dropped_digits(read_page("<p>41 held<p>Call 41 or 55"), "41 held")
        [{'digits': '41', 'near': 'Call 41 or 55'}, {'digits': '55', 'near': 'Call 41 or 55'}]
    """
    missing = Counter(run for block in page.blocks for run in _DIGITS.findall(block.text))
    missing.subtract(_DIGITS.findall(text))
    if not any(count > 0 for count in missing.values()):
        return []
    kept = _lines(text)
    found: list[tuple[int, int, dict[str, str]]] = []
    by_surprise = sorted(range(len(page.blocks)), key=lambda at: plain(page.blocks[at].text) in kept)
    for at in by_surprise:
        line = page.blocks[at].text
        for run in _DIGITS.finditer(line):
            if missing[run.group()] > 0:
                missing[run.group()] -= 1
                found.append((at, run.start(), {"digits": run.group(), "near": _near(line, run)}))
    return [item for _, _, item in sorted(found, key=lambda entry: entry[:2])]


def plain(line: str) -> str:
    """A line by its letters and digits alone, to compare lines of page and text."""
    return _LETTERS.sub(" ", line.casefold()).strip()


def _lines(text: str) -> set[str]:
    pieces = (piece for line in text.split("\n") for piece in (line, *line.split(" | ")))
    return {plain(_BULLET.sub("", piece, count=1)) for piece in pieces}


def _near(line: str, run: re.Match[str]) -> str:
    return line[max(0, run.start() - NEAR) : run.end() + NEAR].strip()
