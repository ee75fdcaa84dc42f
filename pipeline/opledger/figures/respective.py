"""Numbers and countries in the same order: "Spain and Italy made 12 and 9 arrests respectively"."""

from __future__ import annotations

import re
from typing import Any

BRACKET_REACH = 40

Mention = dict[str, Any]


def respective(
    text: str, names: list[Mention], start: int, end: int, stop: int, cues: dict[str, re.Pattern[str]]
) -> str | None:
    """The country that belongs to a number by its position in a row of as many numbers.

    Args:
        text: the release's text.
        names: countries before the number in its sentence, by start.
        start: where the number starts.
        end: where it ends.
        stop: where the sentence ends.
        cues: named regular expressions (``and_place``, ``number_row``, ``row_number``).
    """
    row = list_before(text, names, cues["and_place"])
    if len(row) < 2:
        return None
    numbers = _row_of_numbers(text, row[-1]["end"], start, stop, cues)
    if len(numbers) != len(row):
        return None
    at = next((i for i, (first, last) in enumerate(numbers) if first <= start and end <= last), None)
    return None if at is None else str(row[at]["id"])


def _row_of_numbers(
    text: str, first: int, start: int, stop: int, cues: dict[str, re.Pattern[str]]
) -> list[tuple[int, int]]:
    """Spans of the numbers of the row that the one at ``start`` stands in: a bracket, or a row before "respectively"."""
    opening = text.rfind("(", first, start)
    closing = text.find(")", start, stop)
    if 0 <= opening < closing and text.rfind(")", opening, start) < 0:
        inner = text[opening + 1 : closing]
        row = cues["number_row"].match(inner.removesuffix(" respectively"))
        if (
            row is None
            or opening - first > BRACKET_REACH
            or row.end() != len(inner.removesuffix(" respectively"))
        ):
            return []
        found, shift = row.group(), opening + 1
    else:
        if text.find("respectively", start, stop) < 0:
            return []
        row = cues["number_row"].search(text, first, stop)
        if row is None:
            return []
        found, shift = row.group(), row.start()
    return [(shift + m.start(), shift + m.end()) for m in cues["row_number"].finditer(found)]


def list_before(text: str, names: list[Mention], joined: re.Pattern[str]) -> list[Mention]:
    """The last names that stand in one row: "Spain, Italy and France"."""
    row = names[-1:]
    for name in reversed(names[:-1]):
        if not joined.fullmatch(text[name["end"] : row[0]["start"]]):
            break
        row.insert(0, name)
    return row
