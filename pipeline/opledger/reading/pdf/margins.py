"""Running heads, running feet and page numbers: what stands at the edge of page after page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from opledger.reading.pdf.rows import Row

EDGE = 0.12  # of the page's height
GAP = 0.6  # heights of a letter that part a running head from the text
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"(?:page|seite|p\.)?\s*[-–|]?\s*(\d{1,4})(?:\s*(?:of|/|\||von|de)\s*\d{1,4})?\s*[-–|]?", re.I
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one page and the height of the page, in points."""

    rows: list[Row]
    bottom: float
    top: float


def split_margins(sheets: list[Sheet]) -> tuple[list[list[Row]], list[str]]:
    """The rows of each page without those of its margins, and the texts of these.

    A row at the upper or lower edge goes if half of all pages, and two at least, have its like there (digits may
    differ), or if it is the number of its page.
    """
    marks = Counter(mark for at, sheet in enumerate(sheets) for mark in _marks(sheet, at))
    least = max(2, (len(sheets) + 1) // 2)
    kept: list[list[Row]] = []
    gone: list[str] = []
    for at, sheet in enumerate(sheets):
        edges = _edges(sheet)
        rows = []
        for row, edge in zip(sheet.rows, edges, strict=True):
            text = row_text(row)
            if edge and (marks[_mark(text, edge)] >= least or _is_number(text, edge, at, marks)):
                gone.append(text)
            else:
                rows.append(row)
        kept.append(rows)
    return kept, gone


def row_text(row: Row) -> str:
    """The runs of a row, parted as the cells of a table are."""
    return " | ".join(run.text for run in row)


def _marks(sheet: Sheet, at: int) -> set[str]:
    marks = set()
    for row, edge in zip(sheet.rows, _edges(sheet), strict=True):
        text = row_text(row)
        if edge:
            marks.add(_mark(text, edge))
            number = _NUMBER.fullmatch(text.strip())
            if number:
                marks.add(f"{edge} offset {int(number.group(1)) - at}")
    return marks


def _is_number(text: str, edge: str, at: int, marks: Counter[str]) -> bool:
    """The number of a page: the second page has the next one, or this is the first page and the number 1."""
    number = _NUMBER.fullmatch(text.strip())
    if number is None:
        return False
    offset = int(number.group(1)) - at
    return offset == 1 or marks[f"{edge} offset {offset}"] > 1


def _mark(text: str, edge: str) -> str:
    return f"{edge} {_DIGITS.sub('#', text.casefold())}"


def _edges(sheet: Sheet) -> list[str]:
    """Of each row ``head`` or ``foot`` if it stands at the edge of the page, parted from the body, else nothing."""
    room = EDGE * (sheet.top - sheet.bottom)
    edges = [""] * len(sheet.rows)
    downwards = sorted(range(len(sheet.rows)), key=lambda at: -sheet.rows[at][0].bottom)
    for name, order in (("head", downwards), ("foot", downwards[::-1])):
        inside = [at for at in order if _reaches(name, sheet.rows[at], sheet, room)]
        held: list[int] = []
        for number, at in enumerate(inside):
            held.append(at)
            following = order[number + 1] if number + 1 < len(order) else None
            if following is None or _parted(sheet.rows[at], sheet.rows[following]):
                for one in held:
                    edges[one] = name
                held.clear()
    return edges


def _reaches(name: str, row: Row, sheet: Sheet, room: float) -> bool:
    return row[0].bottom > sheet.top - room if name == "head" else row[0].top < sheet.bottom + room


def _parted(row: Row, following: Row) -> bool:
    """A gap of most of a line between two rows, whichever is above."""
    upper, lower = (row, following) if row[0].bottom > following[0].bottom else (following, row)
    return upper[0].bottom - lower[0].top > GAP * min(upper[0].height, lower[0].height)
