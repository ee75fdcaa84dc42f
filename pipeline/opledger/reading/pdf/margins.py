"""Running heads, running feet and page numbers: what stands at the edge of page after page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from opledger.reading.pdf.rows import Row

EDGE = 0.12  # of the page's height
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
        rows = []
        for row in sheet.rows:
            text, edge = row_text(row), _edge(row, sheet)
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
    for row in sheet.rows:
        edge, text = _edge(row, sheet), row_text(row)
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


def _edge(row: Row, sheet: Sheet) -> str:
    """``head`` or ``foot`` for a row at the edge of the page, else nothing."""
    room = EDGE * (sheet.top - sheet.bottom)
    if row[0].bottom > sheet.top - room:
        return "head"
    return "foot" if row[0].top < sheet.bottom + room else ""
