"""Counts that only "a ..." states: "a teacher was arrested", "the mother and the aunt were detained", "a clerk pleaded guilty"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from opledger.figures.case import Case, Passage
from opledger.figures.choosing import Choice
from opledger.figures.decide import Decision, frame_for
from opledger.figures.items import Item
from opledger.figures.lexicon import Lexicon
from opledger.figures.making import Maker
from opledger.figures.phrases import Phrase
from opledger.figures.release import Figure, Quantity, Release

COST = 8.0
LONGEST_PHRASE = 7
REACH = 90
MOST = 60
VERBS: dict[str, bool | None] = {
    " was ": False,
    " were ": True,
    " has been ": False,
    " have been ": True,
    " pleaded ": None,
    " pled ": None,
}  # whether their subject is plural
PERSON, THINGS = "person", "_seized"


class Implicit:
    """Finds persons and things of which a deed is told without a number.

    Args:
        release: the release that is read.
        lexicon: word forms, frames and cues.
        maker: makes the figures.
    """

    def __init__(self, release: Release, lexicon: Lexicon, maker: Maker) -> None:
        self.release, self.lexicon, self.maker = release, lexicon, maker
        self._starts = [int(s["start"]) for s in release.sentences]

    def figures(self) -> Iterator[tuple[Passage, Figure]]:
        """The figures, each with the passage that it stands in."""
        found = 0
        for at, match, plural in self._told():
            made = self._figure(at, match, plural) if found < MOST else None
            if made:
                found += 1
                yield made

    def _told(self) -> Iterator[tuple[int, re.Match[str], bool | None]]:
        """Where a deed is told: the offset of its verb, the deed, and whether its subject is plural if the verb says so."""
        text, cues = self.release.text, self.lexicon.cues
        for verb, plural in VERBS.items():
            deed = cues["implicit_plea" if plural is None else "implicit_deed"]
            at = text.find(verb)
            while at >= 0:
                match = deed.match(text, at + len(verb))
                if match:
                    yield at, match, plural
                at = text.find(verb, at + len(verb))

    def _figure(self, at: int, deed: re.Match[str], plural: bool | None) -> tuple[Passage, Figure] | None:
        """The figure of the subject of a verb at an offset; None where it has a number or is no single thing."""
        index = bisect_right(self._starts, at) - 1
        sentence = self.release.sentences[index] if index >= 0 else None
        if sentence is None or sentence["end"] < deed.end():
            return None
        block = self.release.blocks[sentence["block"]]
        start = max(int(sentence["start"]), at - REACH)
        items = self.release.items(start, at)
        first, head, count = _subject(items)
        if block["skip"] or head is None or self.release.quantities_in(items[first].start, at):
            return None
        if count == 1 and head.plays("pair"):
            count = 2
        elif plural not in {None, count > 1}:
            return None
        verb = self.release.items(at + 1 if plural is None else deed.start(1), deed.end(1))
        decision = self._decision(head, verb)
        if decision is None:
            return None
        passage = Passage(index, sentence, block, items, False, frozenset())
        case = Case(passage, [], _phrase(items, first, head), _quantity(items[first], count))
        figure = self.maker.make(case, Choice(decision))
        return passage, {**figure, "implicit": True}

    def _decision(self, head: Item, verb: list[Item]) -> Decision | None:
        for event in verb[0].entry.events if verb else ():
            frame = frame_for(event, head.entry.classes, self.lexicon, 0.0, "passive")
            if frame is not None:
                told = frame.measure and self._is_told(frame.measure)
                return Decision(frame.measure, (), "implicit:" + frame.id, COST) if told else None
        return None

    def _is_told(self, measure: str) -> bool:
        """Only persons and things seized are counted where no number stands."""
        return measure.endswith(THINGS) or self.lexicon.measures.measures[measure].units[0] == PERSON


def _subject(items: list[Item]) -> tuple[int, Item | None, int]:
    """Where the subject at the end of some items begins, its last noun, and how many it names.

    Example:
        "the mother and the aunt" (two), "a 34-year-old teacher" (one), "the leader of the gang" (one)
    """
    first, head, count, end = len(items), None, 0, len(items)
    while end:
        begin = _noun_phrase(items, end)
        if begin is None:
            break
        owner = begin > 1 and items[begin - 1].plays("of")
        if not owner:
            first, head, count = begin, head or items[end - 1], count + 1
            if begin < 2 or items[begin - 1].function != "conjunction":
                break
        end = begin - 1
    return first, head, count


def _noun_phrase(items: list[Item], end: int) -> int | None:
    """Where a noun phrase of one person or thing begins that ends before an index."""
    head = items[end - 1]
    if not head.entry.classes or head.entry.plural or head.entry.mass or head.entry.event:
        return None
    for at in range(end - 2, max(-1, end - 2 - LONGEST_PHRASE), -1):
        item = items[at]
        if item.plays("one-thing"):
            return at
        if item.kind == "punct" or item.function not in {None, "skip"}:
            return None
    return None


def _phrase(items: list[Item], first: int, head: Item) -> Phrase:
    words = (items[first].end, items[-1].end)
    return Phrase(first, first, len(items), head, head.entry.classes, head.entry.own, words=words)


def _quantity(determiner: Item, count: int) -> Quantity:
    start, end = determiner.start, determiner.end
    return {
        "start": start,
        "end": end,
        "number_start": start,
        "number_end": end,
        "value": count,
        "low": count,
        "high": count,
        "qualifier": "exact",
        "unit": None,
        "dimension": "count",
        "words": None,
        "rule": "implicit",
    }
