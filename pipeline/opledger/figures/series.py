"""Numbers beside a label or a saying verb: "Victoria 1322, Queensland 1048", "Rajshahi, 179;", "the prosecution lists 37"."""

from __future__ import annotations

from opledger.figures.case import Case
from opledger.figures.items import Item

CLOSING = frozenset({",", ";", ".", ")", "]", ":", "–", "—", '"', "”"})
DELIMITERS = frozenset({",", ";", ":", "(", "[", "–", "—", '"', "“"})
LONGEST_LABEL = 8
NAMES = frozenset({"COUNTRY", "PLACE", "AGENCY"})
LABELLING = frozenset({None, "determiner", "preposition", "skip", "pronoun"})
PLACING = frozenset({"preposition"})


def closes(case: Case, *, placed: bool = False) -> bool:
    """Whether nothing that a number could count stands behind it; ``placed``: a place or time may.

    Example:
        "Victoria 1322, Queensland ...", "Punjab and Assam two each", with ``placed`` "reported 108 in an inquiry"
    """
    behind = case.behind
    if behind is None or behind.text in CLOSING or behind.function == "conjunction" or behind.plays("each"):
        return True
    return is_summed(case) or (placed and behind.function in PLACING)


def is_summed(case: Case) -> bool:
    """Whether words such as "in all", "in number", "altogether" or "between them" close a bare number."""
    items, end = case.items, case.phrase.quantity + 1
    if end >= len(items) or items[end].plays("summing"):
        return end < len(items)
    after = items[end + 1] if end + 1 < len(items) else None
    if after is None or items[end].function != "preposition":
        return False
    return (after.plays("summed") and items[end].plays("in")) or after.function == "pronoun"


def in_series(case: Case) -> bool:
    """Whether a bare number stands behind a label of its own, as in a row of labels and numbers.

    Example:
        "Victoria 1322,", "African ones 24", "Rajshahi, 179;", "elsewhere 33."
    """
    items, last = case.items, case.phrase.first - 1
    if last < 0 or case.quantity["qualifier"] == "vague" or not closes(case):
        return False
    if items[last].text == "," and _in_semicolons(case):
        last -= 1  # "Rajshahi, 179;"
    start = _label_start(items, last)
    return start is not None and any(
        i.kind == "mention" or i.function is None for i in items[start + 1 : last + 1]
    )


def _in_semicolons(case: Case) -> bool:
    """Whether semicolons part the row, so that a comma can part a label from its number."""
    behind = case.behind
    parted = behind is None or behind.text in {";", "."}
    return parted and any(i.text in {";", ":"} for i in case.items[: case.phrase.first])


def _label_start(items: list[Item], last: int) -> int | None:
    """Index of what stands before the label that ends at ``last``; None where the words there are no label."""
    if last < 0 or items[last].kind == "punct" or items[last].function in {"preposition", "conjunction"}:
        return None
    for at in range(last, max(-2, last - LONGEST_LABEL), -1):
        item = items[at] if at >= 0 else None
        if item is None or item.text in DELIMITERS:
            return at
        if item.function == "conjunction" and at and not _is_label(items[at - 1]):
            return at
        if not (_is_label(item) or item.function == "conjunction"):
            return at if item.function == "relative" or item.plays("reporting") else None
    return None


def _is_label(item: Item) -> bool:
    if item.kind == "mention":
        return True
    entry = item.entry
    named = bool(entry.noun_event or (entry.event and not entry.classes))
    if item.kind != "word" or item.function not in LABELLING or named or item.plays("number"):
        return False
    return not item.text[0].isdigit()


def is_reported(case: Case) -> bool:
    """Whether a bare number is the object of a verb of saying or having: "officers counted 37", "speaks of 244"."""
    at = case.phrase.first - 1
    if at >= 0 and case.items[at].plays("of"):
        at -= 1
    if at < 0 or not case.items[at].plays("reporting"):
        return False
    return closes(case, placed=True) or case.phrase.partitive
