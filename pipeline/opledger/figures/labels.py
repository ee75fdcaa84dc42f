"""What else than its own noun says what a number counts: words before or above it, the column of its table."""

from __future__ import annotations

from opledger.figures.case import Case
from opledger.figures.clauses import is_unlisted_name
from opledger.figures.governor import Governor
from opledger.figures.items import Item
from opledger.figures.names import is_nominal
from opledger.figures.phrases import Phrase
from opledger.figures.predicates import as_label, homes_of, is_noun, stated
from opledger.figures.release import LISTED, Block, Release
from opledger.figures.tables import Cell

SAID_COST, COLUMN_COST, INTRO_COST, HEADING_COST, STEP = 0.2, 0.5, 5.0, 5.5, 0.01
HEADING_ITEMS = 30
LABEL_REACH = 3
LONGEST_LABEL = 60
MARKS = frozenset({":", "–", "—", "-", "=", "→"})
LEADERS = frozenset({".", "…", "_", "·"})  # between a label and its number, in a list
FEWEST_PAIRS, LONGEST_PAIRS = 2, 40
LONGEST_ROW, RESPECTIVE_REACH = 12, 40
LONGEST_DONE = 4
CRIME = ("offence",)
PLACE, NAMES = "place", frozenset({"COUNTRY", "PLACE"})
ACTORS = frozenset({"officer", "agency", "organisation"})


class Labels:
    """Finds the labels of numbers and the events that the context of a list gives.

    Args:
        release: the release that is read.
    """

    def __init__(self, release: Release) -> None:
        self.release = release
        self._events: dict[tuple[int, bool], list[str]] = {}

    def find(self, case: Case) -> Phrase | None:
        """The label of a number, as a phrase; None where it has none or names what it counts itself.

        Example:
            "Firearms: 8,263", "the number of phones as 164", "How many cars were recovered? 306."
        """
        if case.cell is not None and case.cell.column is not None:
            return self._of_cell(case.phrase, case.cell)
        homes = homes_of(case)
        if homes is not None:
            return homes
        if case.phrase.head is not None and case.phrase.head.plays("classifier"):
            return _in_line(case)
        paired = label_ahead(case.items, case.phrase) or (_shared(case) if case.bare else None)
        if paired is not None:
            return paired
        own = case.phrase.own
        if case.phrase.head is not None and not (own and self.release.lexicon.vague.issuperset(own)):
            return None
        return (
            stated(case) or self._asked(case) or _before_bracket(case) or _in_line(case) or self._above(case)
        )

    def context(self, case: Case) -> list[Governor]:
        """Events of the words that introduce a list, of the heading above it, of a table's column."""
        found: list[Governor] = []
        if case.cell is not None and case.cell.column is not None:
            events = self._events_in(*case.cell.column) or self._events_in(*case.cell.row)
            found += _governors(events, COLUMN_COST)
        block = case.passage.block
        intro, heading = block.get("intro"), block.get("heading")
        if intro is not None:
            found += _governors(self._events_of(intro, last=True), INTRO_COST)
        if heading is not None and (block["kind"] in LISTED or self.release.blocks[heading + 1] is block):
            found += _governors(self._events_of(heading), HEADING_COST)
        return found

    def said(self, case: Case) -> list[Governor]:
        """Events that are said of a label's noun: "the number of people arrested"."""
        events = case.label.events if case.label else ()
        return [Governor(event, SAID_COST + STEP * n, -1, "reduced") for n, event in enumerate(events)]

    def _of_cell(self, phrase: Phrase, cell: Cell) -> Phrase | None:
        """The heading of the column, else the label of the row, as what a number counts."""
        for span in (cell.column, cell.row):
            known = [i for i in self.release.items(*span) if is_noun(i)] if span else []
            if known:
                return as_label(phrase, known[-1])
        return None

    def _asked(self, case: Case) -> Phrase | None:
        """What a heading asks for, where an answer starts with a number: "How many cars were recovered? 306." """
        sentence, block = case.passage.sentence, case.passage.block
        if (
            case.phrase.first > 1
            or sentence["start"] > block["start"] + 3
            or block.get("heading") != sentence["block"] - 1
        ):
            return None
        above = self.release.heading(block)
        words = self.release.items(*above) if above else []
        known = [] if _opens_list(words) else [i for i in words if is_noun(i)]
        return as_label(case.phrase, known[0]) if known else None

    def _above(self, case: Case) -> Phrase | None:
        """The line above a number that has a line of its own: "Arrests" over "34"."""
        block, index = case.passage.block, int(case.passage.sentence["block"])
        if case.phrase.first or case.phrase.end < len(case.items) or not index:
            return None
        above = self.release.blocks[index - 1]
        if block["start"] != case.passage.sentence["start"] or above["end"] - above["start"] > LONGEST_LABEL:
            return None
        if above["skip"] or self.release.quantities_in(above["start"], above["end"]):
            return None
        words = self.release.items(above["start"], above["end"])
        if _opens_list(words):
            return None
        known = [i for i in words if is_noun(i)]
        events = tuple(self._events_of(index - 1))
        return as_label(case.phrase, known[0], events=events) if known else None

    def _events_of(self, index: int, last: bool = False) -> list[str]:
        """The events of a block; ``last``: of its last sentence, which introduces a list, if that has one."""
        if (index, last) not in self._events:
            block: Block = self.release.blocks[index]
            start = self.release.last_sentence(index) if last else block["start"]
            events = self._events_in(start, block["end"])
            self._events[index, last] = events or (self._events_of(index) if last else [])
        return self._events[index, last]

    def _events_in(self, start: int, end: int) -> list[str]:
        """Events named in a heading or cell, in text order; of a long one the end counts."""
        names: dict[str, None] = {}
        for item in self.release.items(start, end)[-HEADING_ITEMS:]:
            names.update(dict.fromkeys(item.entry.events))
            if item.entry.noun_event:
                names[item.entry.noun_event] = None
        return list(names)


def participles(case: Case) -> list[Governor]:
    """What was done to the things of a label: "the number of drivers arrested stands at 44"."""
    label, items = case.label, case.items
    if label is None or label.head is None or not case.is_count:
        return []
    at = next((i for i in range(case.phrase.first) if items[i] is label.head), None)
    if at is None:
        return []
    done = (i for i in range(at + 1, case.phrase.first) if items[i].entry.form == "past")
    first = next(done, None)
    if first is None or any(i.text == "," for i in items[at:first]):
        return []
    return [Governor(event, 0.0, first, "reduced") for event in items[first].entry.events]


def _governors(events: list[str], cost: float) -> list[Governor]:
    return [Governor(event, cost + STEP * n, -1, "context") for n, event in enumerate(events)]


def _opens_list(words: list[Item]) -> bool:
    """Whether a line says of what follows what was done to it: "The agents have seized:"."""
    return bool(words) and words[-1].text == ":" and not is_nominal(words)


def label_ahead(items: list[Item], phrase: Phrase) -> Phrase | None:
    """The label of a number in a row of labels and numbers: "Chad arrests 19 searches 21", "arrests: 19, searches: 21"."""
    closed = len(items) - 1 if items[-1].kind == "punct" else len(items)
    if not phrase.first or len(items) > LONGEST_PAIRS or items[closed - 1].kind != "quantity":
        return None
    ends = [at for at, item in enumerate(items) if item.kind == "quantity"]
    if len(ends) < FEWEST_PAIRS:
        return None
    labels = [_label_of(items, at) for at in ends]
    deeds = [_before_mark(items, at) for at in ends]
    deeds = [at for at in deeds if at >= 0 and _is_participle(items[at])]
    deeds = [at for at in deeds if not at or items[at - 1].kind == "punct" or at - 1 in labels]
    if any(n is None and _before_mark(items, at) not in deeds for n, at in zip(labels, ends, strict=True)):
        return None
    if labels.count(None) == len(labels) or not is_nominal(
        [i for n, i in enumerate(items) if n not in deeds]
    ):
        return None
    label = labels[ends.index(phrase.quantity)]
    return as_label(phrase, items[label]) if label is not None else None


def _label_of(items: list[Item], at: int) -> int | None:
    """The noun right before a number, a mark and what was done to its things between them or not: "firearms seized: 3"."""
    last = _before_mark(items, at)
    done = last > 0 and _is_participle(items[last]) and is_noun(items[last - 1])
    if done and ACTORS.isdisjoint(items[last - 1].entry.own):
        last -= 1
    return last if last >= 0 and is_noun(items[last]) and items[last].kind == "word" else None


def _before_mark(items: list[Item], at: int) -> int:
    """The index right before a number, a colon or dash left out; -1 if none."""
    return at - 1 - (at > 1 and items[at - 1].text in MARKS)


def _is_participle(item: Item) -> bool:
    return item.entry.form == "past" and not item.entry.classes


def _shared(case: Case) -> Phrase | None:
    """The noun that a number shares with the last of its row: "31 and 44 stolen cars were recovered respectively"."""
    items, at = case.items, case.phrase.quantity
    stop = min(len(items), at + LONGEST_ROW)
    while at + 2 < stop and _joins(items[at + 1]) and items[at + 2].kind == "quantity":
        at += 2
    if at == case.phrase.quantity or not any(
        i.text == "respectively" for i in items[at : at + RESPECTIVE_REACH]
    ):
        return None
    last = next((p for p in case.group if p.quantity == at), None)
    return as_label(case.phrase, last.head) if last is not None and last.head is not None else None


def _joins(item: Item) -> bool:
    return item.text == "," or item.function == "conjunction"


def _before_bracket(case: Case) -> Phrase | None:
    """The noun before a number in brackets, if that is not counted itself: "seized phones, shock batons (38) and pistols"."""
    items, first = case.items, case.phrase.first
    if first < 2 or not case.in_brackets or not case.bare:
        return None
    noun = first - 2 - (first > FEWEST_PAIRS and _is_participle(items[first - 2]))
    if not (is_noun(items[noun]) and items[noun].entry.plural):
        return None
    for at in range(noun - 1, -1, -1):
        if items[at].kind == "quantity":
            return None
        if items[at].kind != "word" or items[at].function in {"conjunction", "preposition", "auxiliary"}:
            break
    return as_label(case.phrase, items[noun])


def _in_line(case: Case) -> Phrase | None:
    """The words before the number in a line of results, or before a colon: "Firearms: 8,263", "Arrests 14"."""
    items = case.items
    start = _row_start(case)
    stop = _label_end(case, start)
    if stop is None:
        return None
    preposition = next((i for i in range(start + 1, stop) if items[i].function == "preposition"), stop)
    at = _last_noun(items, start, preposition)
    if at is not None and PLACE in items[at].entry.own and _is_name(items[case.phrase.first - 2]):
        at = _last_noun(items, preposition, stop)  # "Provinces with the most suspects: Istanbul (184)"
    at = _last_noun(items, start, stop) if at is None else at
    if at is None:
        return None
    first = at
    while first > start and items[first - 1].kind == "word" and items[first - 1].function is None:
        first -= 1
    return as_label(case.phrase, items[at], items[first].start)


def _is_name(item: Item) -> bool:
    return item.label in NAMES or is_unlisted_name(item)


def _row_start(case: Case) -> int:
    """Where the entry of a number begins in a row parted by semicolons: "tobacco: 404 kg; air guns: four"."""
    items = case.items
    for at in range(case.phrase.first - 1, 0, -1):
        comma = items[at].text == "," and case.passage.nominal
        if items[at].text == ";" or (comma and items[at - 1].kind == "quantity"):
            return at + 1
    return 0


def _label_end(case: Case, start: int) -> int | None:
    """Where the words before a number end that could be its label; None if they can't be."""
    items, phrase = case.items, case.phrase
    marks = MARKS
    if case.passage.nominal or (start and is_nominal(items[start : phrase.first])):
        closed = case.behind is not None and case.behind.text == ")"
        marks = marks | ({","} if start else frozenset()) | ({"("} if closed else frozenset())
    if case.passage.block["kind"] in LISTED:
        marks = marks | LEADERS
    done = _is_done(case)
    mark = next((i for i in range(phrase.first - 1, start - 1, -1) if items[i].text in marks), None)
    if done and mark is not None:
        return mark if _is_told(items, start, mark, phrase.first) else None
    head = phrase.head
    listed = case.passage.block["kind"] in LISTED or (head is not None and case.passage.nominal)
    if mark is None and not (listed and phrase.end == len(items)):
        return None
    if mark is not None and (phrase.first - mark > LABEL_REACH or _is_done_to(items, mark, phrase.first)):
        return None
    if case.behind is not None and case.behind.kind == "word" and case.behind.function is None:
        return None
    stop = phrase.first if mark is None else mark
    return None if any(i.kind == "quantity" for i in items[start:stop]) else stop


def _is_done_to(items: list[Item], mark: int, first: int) -> bool:
    """Whether a verb with a doer of its own takes the number: "Fake vials: Crime Branch arrests 14"."""
    verb = items[first - 1]
    return (
        first - mark > 2 and bool(verb.entry.event) and verb.entry.form == "base" and not verb.entry.classes
    )


def _is_done(case: Case) -> bool:
    """Whether only what was done stands behind a bare number: "Bank accounts: 118 blocked"."""
    behind, end = case.behind, case.phrase.end + 1
    if not case.bare or behind is None or behind.entry.form != "past" or behind.entry.classes:
        return False
    return end == len(case.items) or case.items[end].kind == "punct"


def _is_told(items: list[Item], start: int, mark: int, first: int) -> bool:
    """Whether a short label and what was done to its things are all that stands ahead: "Sites: 120 closed, 14 seized"."""
    label, between = items[start:mark], items[mark + 1 : first]
    if not label or len(label) > LONGEST_DONE or not (label[-1].entry.plural and is_nominal(label)):
        return False
    return items[mark].text in MARKS and all(
        i.kind == "quantity" or i.text == "," or (i.entry.form == "past" and not i.entry.classes)
        for i in between
    )


def _last_noun(items: list[Item], start: int, stop: int) -> int | None:
    """The last noun of a label, but for what stands in brackets, which only tells its unit ("Firearms (items)"); a deed before
    the crimes that it was for ("Arrests - felony: 17")."""
    depth, last = 0, None
    for at in range(stop - 1, start - 1, -1):
        depth += (items[at].text == ")") - (items[at].text == "(")
        if depth <= 0 and is_noun(items[at]):
            last = at
            break
    if last is None or items[last].entry.own != CRIME:
        return last
    return next((i for i in range(last - 1, start - 1, -1) if items[i].entry.noun_event), last)
