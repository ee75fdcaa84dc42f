"""What the steps of reading hand on: a sentence as it is read, and one number of it with what is known so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from opledger.figures.items import Item
from opledger.figures.phrases import Phrase
from opledger.figures.release import Block, Figure, Quantity
from opledger.figures.tables import Cell

Substance = tuple[tuple[str, ...], str | None]
NO_SUBSTANCE: Substance = ((), None)


@dataclass(slots=True)
class Passage:
    """A sentence as it is read.

    ``sentence`` and ``block`` are the layout's, ``at`` the index of the sentence there. ``nominal`` sentences have no
    verb; ``barred`` events govern nothing in it; ``made`` are its figures so far, ``bars`` the numbers that a law sets, as indexes
    of items.
    """

    at: int
    sentence: dict[str, Any]
    block: Block
    items: list[Item]
    nominal: bool
    barred: frozenset[str]
    made: list[Figure] = field(default_factory=list)
    bars: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Case:
    """A number of a sentence: is it a figure, and of what?

    ``group`` are the phrases that ``phrase`` is joined to, itself included. ``quantity`` is read in the unit of its table's
    heading; ``cell`` says where in a table it stands. The steps fill in the rest: ``label``, the words elsewhere that say
    what it counts; ``substance``, what an amount is of; ``before``, the figure that it could lean on.
    """

    passage: Passage
    group: list[Phrase]
    phrase: Phrase
    quantity: Quantity
    cell: Cell | None = None
    label: Phrase | None = None
    substance: Substance = NO_SUBSTANCE
    before: Figure | None = None

    @property
    def items(self) -> list[Item]:
        """Items of its sentence."""
        return self.passage.items

    @property
    def ahead(self) -> Item | None:
        """The item before the number."""
        return self.passage.items[self.phrase.first - 1] if self.phrase.first else None

    @property
    def behind(self) -> Item | None:
        """The item after the phrase."""
        items = self.passage.items
        return items[self.phrase.end] if self.phrase.end < len(items) else None

    @property
    def in_brackets(self) -> bool:
        """Whether brackets stand right around it."""
        ahead, behind = self.ahead, self.behind
        return ahead is not None and ahead.text == "(" and behind is not None and behind.text == ")"

    @property
    def is_count(self) -> bool:
        """Whether the number is one of things, no amount."""
        return bool(self.quantity["dimension"] == "count")

    @property
    def bare(self) -> bool:
        """Whether it is a count whose noun is elided."""
        return self.phrase.head is None and self.is_count

    @property
    def counted(self) -> Phrase:
        """The phrase that says what it counts: its label's, else its own."""
        return self.label or self.phrase

    @property
    def in_column(self) -> bool:
        """Whether it stands under the heading of a table's column."""
        return self.cell is not None and self.cell.column is not None
