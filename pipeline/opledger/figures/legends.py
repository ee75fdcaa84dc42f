"""Rows of bare numbers whose columns are named once, above or before them: "By county (charged, firearms, victims): / Kent: 12, 3, 2"."""

from __future__ import annotations

import re

from opledger.figures.case import Passage
from opledger.figures.items import Item
from opledger.figures.phrases import Phrase
from opledger.figures.predicates import is_noun
from opledger.figures.release import LISTED, Release
from opledger.figures.tables import Cell, Span

SEPARATORS = frozenset({",", "/", "|", ";", "·"})
PART = re.compile(r"\s*(?:[,/;|&+·–—]|\band\b|\s{2,}|\t)\s*")
IN_BRACKETS = re.compile(r"\(([^()]+)\)")
FEWEST, MOST = 2, 12
LONGEST, ROWS_UP = 240, 40
LONGEST_ENTRY = 60
CLOSING = ".;:,|)]"


class Legends:
    """Finds the columns of rows that are no table.

    Args:
        release: the release that is read.
    """

    def __init__(self, release: Release) -> None:
        self.release = release
        self._above: dict[int, Span | None] = {}
        self._legend: dict[int, tuple[Span | None] | None] = {}
        self._entries: dict[tuple[Span, int], list[Span] | None] = {}

    def place(self, passage: Passage, phrase: Phrase) -> Cell | None:
        """The entry of the legend that a number stands under, with the label of its row; None where there is no legend.

        Args:
            passage: the sentence.
            phrase: a number of it.
        """
        items, at = passage.items, phrase.quantity
        if phrase.head is not None:
            return None
        first, last = _run(items, at)
        size = (last - first) // 2 + 1
        if not FEWEST <= size <= MOST or not first:
            return None
        entries = self._before(passage, first, size) or self._on_top(passage, first, last, size)
        if entries is None:
            return None
        label = _label_start(items, first)
        row = (items[label].start, items[first - 1].end)
        return Cell(entries[(at - first) // 2], row, total=False, legend=True)

    def _before(self, passage: Passage, first: int, size: int) -> list[Span] | None:
        """The entries that the sentence itself names ahead of its rows: "in order charged, guns, victims: Kent 12, 3, 2; ..."."""
        items = passage.items
        colon = next((i for i in range(first) if items[i].text == ":"), None)
        if colon is None or any(i.kind == "quantity" for i in items[:colon]) or colon < FEWEST:
            return None
        return self._parsed((items[0].start, items[colon].start), size)

    def _on_top(self, passage: Passage, first: int, last: int, size: int) -> list[Span] | None:
        """The entries of the line above the rows, or of the words that introduce them."""
        items, block = passage.items, passage.block
        if (
            any(i.kind != "punct" for i in items[last + 1 :])
            or passage.sentence["start"] > block["start"] + 3
        ):
            return None
        if any(i.kind == "quantity" or i.function == "auxiliary" for i in items[:first]):
            return None
        index = int(passage.sentence["block"])
        above = self._line_above(index)
        if above is None:
            return None
        found = self._parsed(above, size)
        if found is not None or block["kind"] not in LISTED:
            return found
        for key in ("intro", "heading"):
            if block.get(key) is not None:
                told = self.release.blocks[block[key]]
                found = self._parsed((told["start"], told["end"]), size)
                if found is not None:
                    return found
        return None

    def _line_above(self, index: int) -> Span | None:
        """The first line above some rows that has no number, if it is short."""
        if index not in self._above:
            self._above[index] = self._find_above(index)
        return self._above[index]

    def _find_above(self, index: int) -> Span | None:
        for at in range(index - 1, max(-1, index - ROWS_UP), -1):
            if at not in self._legend:
                self._legend[at] = self._legend_at(at)
            found = self._legend[at]
            if found is not None:
                return found[0]
        return None

    def _legend_at(self, at: int) -> tuple[Span | None] | None:
        """What a line above some rows tells of their legend: this one, or none; None where one has to look above it."""
        block = self.release.blocks[at]
        if block["skip"] or block["kind"] == "furniture":
            return None
        if not self.release.quantities_in(block["start"], block["end"]):
            return ((block["start"], block["end"]) if block["end"] - block["start"] <= LONGEST else None,)
        phrases = self.release.phrases(self.release.items(block["start"], block["end"]))
        # "Utah: 9 arrests, 4 guns" names the columns of the rows below it.
        return (None,) if any(p.head is not None for p in phrases) else None

    def _parsed(self, span: Span, size: int) -> list[Span] | None:
        """The parts of a legend, where it has as many as a row has numbers, or one more for the labels of the rows."""
        key = (span, size)
        if key not in self._entries:
            self._entries[key] = self._parse(span, size)
        return self._entries[key]

    def _parse(self, span: Span, size: int) -> list[Span] | None:
        text = self.release.text[span[0] : span[1]]
        tries = [(m.start(1), m.end(1)) for m in IN_BRACKETS.finditer(text)]
        whole = text.rstrip(" :.\n")
        colon = whole.rfind(":")
        tries += [(colon + 1, len(whole)), (0, len(whole))] if colon >= 0 else [(0, len(whole))]
        for start, end in tries:
            parts = [(span[0] + a, span[0] + b) for a, b in _parts(text, start, end)]
            if len(parts) == size + 1:
                parts = parts[1:]
            if len(parts) == size and all(self._tells(part) for part in parts):
                return parts
        return None

    def _tells(self, part: Span) -> bool:
        """Whether a part of a legend can be the name of a column."""
        if part[1] - part[0] > LONGEST_ENTRY:
            return False
        items = self.release.items(*part)
        return any(is_noun(i) or i.entry.event or i.entry.noun_event for i in items)


def _parts(text: str, start: int, end: int) -> list[Span]:
    """Where the parts between separators stand, empty ones left out."""
    found, at = [], start
    for match in PART.finditer(text, start, end):
        found.append((at, match.start()))
        at = match.end()
    found.append((at, end))
    return [(a, b) for a, b in found if text[a:b].strip()]


def _run(items: list[Item], at: int) -> tuple[int, int]:
    """The first and last index of the numbers that separators alone part from the one at an index."""
    first = last = at
    while first > 1 and _parts_numbers(items[first - 1]) and items[first - 2].kind == "quantity":
        first -= 2
    while last + 2 < len(items) and _parts_numbers(items[last + 1]) and items[last + 2].kind == "quantity":
        last += 2
    return first, last


def _parts_numbers(item: Item) -> bool:
    return item.text in SEPARATORS or item.function == "conjunction"


def _label_start(items: list[Item], first: int) -> int:
    """Where the label of a row begins: behind the row before it."""
    at = first - 1
    while at > 0 and items[at - 1].kind != "quantity" and items[at - 1].text not in {";", ":"}:
        at -= 1
    return at
