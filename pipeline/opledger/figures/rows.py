"""Lines "label – number" whose measure stands above them: "The arrests break down as follows: / Murder - 21 / Rape - 46"."""

from __future__ import annotations

from opledger.figures.case import Case
from opledger.figures.decide import Decision, frame_for
from opledger.figures.items import Item
from opledger.figures.lexicon import Lexicon
from opledger.figures.release import LISTED, Release
from opledger.figures.series import closes

LONGEST, LONGEST_PAIRS = 90, 500  # characters of a line; of one of pairs "Chile (12), Peru (9), others (4)"
FEWEST_WORDS, MOST_WORDS = 2, 6  # of a heading of things
COST = 5.0
PERSON, SEIZE = "person", "seize"
BY_OFFENCE = frozenset({"arrests", "charges", "convictions"})
SENTENCE_ENDS = ".!?"


class Rows:
    """Finds the measure of lists of people by the words that introduce them.

    Args:
        release: the release that is read.
        lexicon: frames and measures.
    """

    def __init__(self, release: Release, lexicon: Lexicon) -> None:
        self.release, self.lexicon = release, lexicon
        self._topics: dict[int, str | None] = {}
        self._last: tuple[int, str] | None = None

    def measure(self, case: Case) -> Decision | None:
        """What the number of a line counts, where its label names no thing dealt with; None elsewhere.

        Example:
            "Murder - 21" under "The suspects were arrested for the following crimes:"
        """
        block, index = case.passage.block, int(case.passage.sentence["block"])
        if not self._is_row(case):
            return None
        above = block.get("intro") if block.get("intro") is not None else block.get("heading")
        if above is None or block["kind"] not in LISTED:
            above = self._line_above(index)
        topic = self._topic(int(above)) if above is not None else None
        if topic is None and self._last is not None and 0 <= index - self._last[0] <= 1:
            topic = self._last[1]  # a line that the layout takes for a paragraph of its own
        if topic is None or (topic not in BY_OFFENCE and self._is_thing(case)):
            return None
        self._last = index, topic
        return Decision(topic, (), "row:" + topic, COST)

    def _is_thing(self, case: Case) -> bool:
        """Whether the label names things that are seized: "detonators: 140"; people are arrested for them, but not found as them."""
        known = case.label.own if case.label is not None else ()
        frame = frame_for(SEIZE, known, self.lexicon) if known else None
        return frame is not None and frame.measure is not None

    def _line_above(self, index: int) -> int | None:
        """The line above, if it can head a list: "Breakdown of arrests by region"."""
        above = self.release.blocks[index - 1] if index else None
        if above is None or above["skip"] or above["end"] - above["start"] > LONGEST:
            return None
        if self.release.quantities_in(above["start"], above["end"]):
            return None
        return index - 1 if self.release.text[above["end"] - 1] not in SENTENCE_ENDS else None

    def _is_row(self, case: Case) -> bool:
        block = case.passage.block
        longest = LONGEST_PAIRS if case.in_brackets else LONGEST
        if not (case.bare and case.phrase.first and block["end"] - block["start"] <= longest):
            return False
        if case.in_column or not closes(case) or case.passage.sentence["start"] > block["start"] + 3:
            return False
        label = case.items[: case.phrase.first]
        if not any(i.kind != "punct" for i in label):
            return False  # "(4) Pimping"
        return not any(_is_deed(i) or i.function == "auxiliary" for i in label)

    def _topic(self, index: int) -> str | None:
        """The one measure of people that a heading tells of, or that of the things that it names with what was done to them."""
        if index not in self._topics:
            block = self.release.blocks[index]
            items = self.release.items(block["start"], block["end"])
            found = {m for i in items for m in self._measures(i.entry.events, i.entry.noun_event)}
            things = any(i.entry.plural and i.entry.classes and PERSON not in i.entry.classes for i in items)
            of_things = self._of_things(items) if things else None
            self._topics[index] = of_things or (found.pop() if len(found) == 1 else None)
        return self._topics[index]

    def _of_things(self, items: list[Item]) -> str | None:
        """The measure of a short heading that names things of one class and what was done to them: "Firearms seized"."""
        words = [i for i in items if i.kind != "punct"]
        if not FEWEST_WORDS <= len(words) <= MOST_WORDS:
            return None
        found = {
            frame.measure
            for noun in words
            for deed in words
            for event in deed.entry.events
            if noun is not deed and noun.entry.plural and noun.entry.classes
            if PERSON not in noun.entry.classes
            if (frame := frame_for(event, noun.entry.classes, self.lexicon)) and frame.measure
        }
        return found.pop() if len(found) == 1 else None

    def _measures(self, events: tuple[str, ...], noun_event: str | None) -> list[str]:
        counted = self.lexicon.events[noun_event].counts if noun_event else None
        frames = [frame_for(event, (PERSON,), self.lexicon) for event in events[:1]]
        names = [counted, *(f.measure for f in frames if f is not None and not f.weak)]
        return [n for n in names if n and self.lexicon.measures.measures[n].units[0] == PERSON]


def _is_deed(item: Item) -> bool:
    """Whether a label says itself what was done: "arrests", "seized"; "murder" is what for."""
    return (item.entry.noun_event is not None and item.entry.plural) or item.entry.form == "past"
