"""A release as the readers of figures see it: its text, layout, quantities and mentions, and the items of any stretch."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from opledger.docdata import Data
from opledger.figures.items import Item, scan, spans_of
from opledger.figures.lexicon import Lexicon
from opledger.figures.phrases import Phrase, read_phrase
from opledger.figures.tables import Span

COUNTED = frozenset({"count", "mass", "volume", "data", "money"})
LISTED = frozenset({"bullet", "result", "row"})
SHORTEST_WORDS = 6
MOST_NUMBERS = 100
CHANCE = 5  # smaller numbers stand twice in a release by chance

Figure = dict[str, Any]
Quantity = dict[str, Any]
Block = dict[str, Any]


def local_id(figure: Figure) -> str:
    """The id of a figure in its release.

    >>> local_id({"start": 4, "end": 13, "measure": "arrests"})
    '4-13-arrests'
    """
    return f"{figure['start']}-{figure['end']}-{figure['measure']}"


class Release:
    """One release, read only.

    Args:
        text: its text.
        found: the opledger data of its Doc (layout, quantities, mentions).
        lexicon: word forms and frames.
    """

    def __init__(self, text: str, found: Data, lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon
        self.layout: dict[str, Any] = found.get("layout") or {"blocks": [], "sentences": [], "quotes": []}
        self.blocks: list[Block] = self.layout["blocks"]
        self.sentences: list[dict[str, Any]] = self.layout["sentences"]
        self.quantities: list[Quantity] = found["quantities"]
        self.mentions: list[dict[str, Any]] = found.get("mentions", [])
        self._numbers = [q["start"] for q in self.quantities]
        self._sentence_starts = [s["start"] for s in self.sentences]
        self._spans = spans_of(self.quantities, self.mentions, frozenset({"DATE"}))
        self._starts = [s[0] for s in self._spans]

    def stretches(self, at: int) -> Iterator[tuple[int, int]]:
        """The sentence itself, or, where it holds more numbers than any prose does, stretches of it.

        A line of 100,000 numbers is no sentence; cut up it costs what as many short lines cost.
        """
        sentence = self.sentences[at]
        start, end = sentence["start"], sentence["end"]
        first, last = bisect_left(self._numbers, start), bisect_left(self._numbers, end)
        for cut in range(first + MOST_NUMBERS, last, MOST_NUMBERS):
            yield start, self._numbers[cut]
            start = self._numbers[cut]
        yield start, end

    def telling(self) -> Iterator[int]:
        """Indexes of the sentences that state a number of something."""
        for at, sentence in enumerate(self.sentences):
            if not self.blocks[sentence["block"]]["skip"] and any(
                q["dimension"] in COUNTED for q in self.quantities_in(sentence["start"], sentence["end"])
            ):
                yield at

    def last_sentence(self, index: int) -> int:
        """Where the last sentence of a block starts."""
        block = self.blocks[index]
        at = bisect_left(self._sentence_starts, block["end"]) - 1
        return max(block["start"], self._sentence_starts[at]) if at >= 0 else int(block["start"])

    def quantities_in(self, start: int, end: int) -> list[Quantity]:
        """Quantities that start between two offsets."""
        return self.quantities[bisect_left(self._numbers, start) : bisect_left(self._numbers, end)]

    def items(self, start: int, end: int) -> list[Item]:
        """Items between two offsets."""
        spans = self._spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return scan(self.text, start, end, spans, self.lexicon)

    def items_in_number(self, quantity: Quantity) -> list[Item]:
        """Items of the words that a quantity took in before its number ("estimated street value of")."""
        start, end = quantity["start"], quantity["number_start"]
        return scan(self.text, start, end, [], self.lexicon) if end - start >= SHORTEST_WORDS else []

    def phrases(self, items: list[Item]) -> list[Phrase]:
        """The phrases of the numbers among some items that count something."""
        return [
            read_phrase(items, i, self.lexicon)
            for i, item in enumerate(items)
            if item.kind == "quantity" and self.quantities[item.at]["dimension"] in COUNTED
        ]

    def heading(self, block: Block) -> Span | None:
        """The span of the heading that a block stands under."""
        index = block.get("heading")
        return None if index is None else (self.blocks[index]["start"], self.blocks[index]["end"])

    def written(self, phrase: Phrase) -> str | None:
        """The noun phrase as the text has it, on one line; None where the noun is elided."""
        if phrase.words is None:
            return None
        return " ".join(self.text[phrase.words[0] : phrase.words[1]].split())
