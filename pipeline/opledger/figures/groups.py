"""Which numbers stand in one row: joined by commas and conjunctions alone, up to where a clause of its own begins."""

from __future__ import annotations

from opledger.figures.items import Item
from opledger.figures.phrases import Phrase

FRONT, OBJECT_REACH, LONGEST_JOINT = 2, 3, 12
PERSON = "person"


def groups(items: list[Item], phrases: list[Phrase]) -> list[list[Phrase]]:
    """Phrases joined by commas and conjunctions alone ("200 phones, 35 laptops and 12 drives")."""
    found: list[list[Phrase]] = []
    for phrase in phrases:
        of_them = phrase.partitive and phrase.head is None  # "37 people, two of them pregnant, died"
        whole = found and is_whole_in_front(items, found[-1][-1])
        if found and not of_them and not whole and _joined(items, found[-1][-1].end, phrase.first):
            found[-1].append(phrase)
        else:
            found.append([phrase])
    return [part for group in found for part in _clauses(items, group)]


def _clauses(items: list[Item], group: list[Phrase]) -> list[list[Phrase]]:
    """A row, cut where a clause of its own begins in it: "stopped two boats and seven smugglers were held"."""
    end = group[-1].end
    if len(group) == 1 or end >= len(items) or items[end].function != "auxiliary":
        return [group]
    if not _is_taken(items, group[0].first):
        return [group]
    people = PERSON in group[-1].classes
    cut = len(group) - 1
    while cut > 1 and (PERSON in group[cut - 1].classes) == people:
        cut -= 1
    if (PERSON in group[cut - 1].classes) == people:
        cut = len(group) - 1
    return [group[:cut], group[cut:]]


def _is_taken(items: list[Item], first: int) -> bool:
    """Whether a phrase is the object of a verb or preposition right before it, so that no verb behind has it as its subject."""
    for at in range(first - 1, max(-1, first - 1 - OBJECT_REACH), -1):
        item = items[at]
        if at == first - 1 and item.function in {"preposition", "auxiliary"}:
            return not item.plays("of")
        if item.kind != "word" or item.function in {"relative", "auxiliary", "conjunction"}:
            return False
        if item.entry.event and item.entry.form and not item.entry.noun_event:
            return True
    return False


def _joined(items: list[Item], start: int, end: int) -> bool:
    if not start <= end <= start + LONGEST_JOINT:
        return False
    between = _without_single(items[start:end])
    return all(
        i.text in {",", "(", ")"} or i.function in {"conjunction", "skip", "determiner"} for i in between
    ) and any(i.text == "," or i.function == "conjunction" for i in between)


def _without_single(between: list[Item]) -> list[Item]:
    """The items between two phrases of a row without things of no number: ", a laptop, ", "and a stack of"."""
    kept: list[Item] = []
    single = False
    for item in between:
        if kept and item.plays("single") and (kept[-1].text == "," or kept[-1].function == "conjunction"):
            single = True
        elif single and item.kind == "word" and (item.function is None or item.plays("of")):
            single = item.entry.form != "past"
            if single:
                continue
        else:
            single = False
        kept.append(item)
    return kept


def is_whole_in_front(items: list[Item], phrase: Phrase) -> bool:
    """Whether a sentence opens with "of the" before its number, and goes on behind a comma."""
    if phrase.first != FRONT or not (items[0].plays("of") and items[1].plays("article")):
        return False
    return phrase.end < len(items) and items[phrase.end].text == ","
