"""Flattened tables: which column and row a number stands in, and the unit that a heading gives it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

Span = tuple[int, int]

CELL_MARKS = ("\n", " | ", "\t", " / ", " ; ")
DIGITS = re.compile(r"(?<![\d/–-])(?!(?:19|20)\d\d(?!\d))\d")
IN_BRACKETS = re.compile(r"\([^()]*\)")
THOUSANDS = re.compile(
    r"\((?:in )?(1[\s,.]?000|000s?|thousands?|millions?|1[\s,.]?000[\s,.]?000)\b[^()]*\)", re.IGNORECASE
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
BRACKET = re.compile(r"\(([^()\d]{1,20})\)")


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a number stands in a table: spans of its column's heading (None without) and of its row's label.

    ``legend`` rows are lines whose columns are named elsewhere.
    """

    column: Span | None
    row: Span
    total: bool
    legend: bool = False


class TableReader:
    """Reads runs of ``row`` blocks as tables.

    Args:
        text: the release's text.
        blocks: its layout blocks.
        total_row: what the label of a row of sums looks like.
    """

    def __init__(self, text: str, blocks: list[dict[str, Any]], total_row: re.Pattern[str]) -> None:
        self.text, self.blocks, self.total_row = text, blocks, total_row
        self.headers: dict[int, list[Span] | None] = {}
        self._firsts: dict[int, int] = {}  # of rows seen: walked anew for each, long tables take for ever

    def cells(self, index: int) -> list[Span]:
        """The cells of a row, by the mark that parts them."""
        start, end = self.blocks[index]["start"], self.blocks[index]["end"]
        text = self.text[start:end]
        mark = next((m for m in CELL_MARKS if m in text), None)
        if mark is None:
            return [(start, end)]
        found, at = [], 0
        while True:
            cut = text.find(mark, at)
            found.append((start + at, start + (cut if cut >= 0 else len(text))))
            if cut < 0:
                return found
            at = cut + len(mark)

    def _first(self, index: int) -> int:
        """The first row of the table that a row belongs to."""
        at = index
        while at and at not in self._firsts and self.blocks[at - 1]["kind"] == "row":
            at -= 1
        self._firsts[index] = self._firsts.get(at, at)
        return self._firsts[index]

    def header(self, index: int) -> list[Span] | None:
        """The heading cells of the table that a row belongs to: its first row, if that has no numbers."""
        if index not in self.headers:
            first = self._first(index)
            cells = self.cells(first)
            words = IN_BRACKETS.sub("", self.text[cells[0][0] : cells[-1][1]])
            plain = first < index and len(cells) > 2 and not DIGITS.search(words)
            self.headers[index] = cells if plain else None
        return self.headers[index]

    def place(self, index: int, at: int) -> Cell | None:
        """The cell of a number at offset ``at``; None for the first cell of a row."""
        if self.blocks[index]["kind"] != "row":
            return None
        cells = self.cells(index)
        column = next((n for n, (start, end) in enumerate(cells) if start <= at < end), 0)
        if column == 0:
            return None
        header = self.header(index)
        named = header[column] if header and column < len(header) else None
        row = cells[0] if header or DIGITS.search(self.text, *cells[column - 1]) else cells[column - 1]
        return Cell(named, row, bool(self.total_row.match(self.text[row[0] : row[1]])))

    def is_earlier(self, index: int, cell: Cell) -> bool:
        """Whether a column is headed by an earlier year than another: last year's results beside this year's."""
        header = self.header(index) or []
        years = [max(map(int, YEAR.findall(self.text[start:end])), default=0) for start, end in header]
        own = (
            max(map(int, YEAR.findall(self.text[cell.column[0] : cell.column[1]])), default=0)
            if cell.column
            else 0
        )
        return bool(own and own < max(years))

    def factor(self, *spans: Span | None) -> int:
        """What a heading multiplies its column by: "Tablets (1 000)"; 1 without."""
        for span in spans:
            match = THOUSANDS.search(self.text, *span) if span else None
            if match:
                digits = int("1" + re.sub(r"\D", "", match.group(1)).removeprefix("1") or "1")
                return 1_000_000 if digits == 1_000_000 or match.group(1).lower().startswith("m") else 1_000
        return 1

    def unit(self, *spans: Span | None) -> str | None:
        """Words of a unit in brackets in one of the spans: "Explosive (kg)"."""
        for span in spans:
            match = BRACKET.search(self.text, *span) if span else None
            if match and scaled(match.group(1)) is not None:
                return match.group(1)
        return None


@lru_cache(maxsize=256)
def scaled(words: str) -> tuple[float, str, str] | None:
    """What one of a unit is: factor, normalised unit, dimension; None if the words are no unit.

    >>> scaled("tonnes")
    (1000, 'kilogram', 'mass')
    """
    from opledger.quantities import core_finder

    for text in (f"1 {words}", f"{words} 1"):
        for found in core_finder().stated_in(text):
            if found["unit"] and found["dimension"] in {"mass", "volume", "data", "money"}:
                return found["low"], found["unit"], found["dimension"]
    return None


def times(quantity: dict[str, Any], factor: int) -> dict[str, Any]:
    """A plain count of a column that is given in thousands."""
    if factor == 1 or quantity["dimension"] != "count":
        return quantity
    bounds = {
        k: None if quantity[k] is None else round(quantity[k] * factor, 6) for k in ("value", "low", "high")
    }
    return {**quantity, **bounds, "rule": quantity["rule"] + "+times:heading"}


def in_unit(quantity: dict[str, Any], words: str) -> dict[str, Any]:
    """A plain count read in the unit that its heading gives."""
    known = scaled(words)
    if known is None or quantity["unit"]:
        return quantity
    factor, unit, dimension = known
    bounds = {
        k: None if quantity[k] is None else round(quantity[k] * factor, 6) for k in ("value", "low", "high")
    }
    return {
        **quantity,
        **bounds,
        "unit": unit,
        "dimension": dimension,
        "rule": quantity["rule"] + "+unit:heading",
    }
