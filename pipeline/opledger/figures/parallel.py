"""Rows of bare numbers that stand for the same things as those said before: "12 arrests and 4 searches, Austria six and two"."""

from __future__ import annotations

from opledger.figures.case import Case
from opledger.figures.items import Item
from opledger.figures.release import LISTED, Figure
from opledger.figures.series import CLOSING

NAMES = frozenset({"COUNTRY", "PLACE", "AGENCY"})
MONEY, FOR = "money", "for"
ACCOUNTS = frozenset({"account", "accounts", "accounted", "accounting"})
FEWEST, MOST = 2, 4
REACH = 2 * MOST + 2
MARKS = frozenset({",", ";", "/", "|"})
LONGEST_LABEL = 8  # items
LEADING = 3  # words before "that compares with"


def parallel(case: Case, earlier: list[Figure]) -> Figure | None:
    """The figure that has the place of a number in the row before; None where it stands in no such row.

    Args:
        case: a number without a noun.
        earlier: the figures of the sentences before.

    Example:
        "Togo made 12 arrests and 4 searches, Mali six and two": six are arrests, two are searches
    """
    if not _is_plain(case):
        return None
    first, last, at = _row(case.items, case.phrase.first)
    size = (last - first) // 2 + 1
    found = _as_above(case, first, last, at, earlier)
    if found is not None:
        return found
    if size < FEWEST:
        return _shared_out(case) if _ends(case.items, last) else None
    if not FEWEST <= size <= MOST or not _ends(case.items, last):
        return None
    compared = _is_compared(case.items, first)
    if not (compared or _is_named(case.items, first)):
        return None
    start = case.items[first].start
    whole = [f for f in case.passage.made[-2 * MOST :] if f["start"] < start]
    if not whole and compared and first <= LEADING:
        whole = [f for f in earlier[-size:] if case.passage.sentence["block"] - f["extras"]["block"] <= 1]
    row = whole[-size:]
    if len(row) < size or len({f["measure"] for f in row}) < size:
        return None
    found = row[(at - first) // 2]
    money = case.quantity["dimension"] == MONEY
    return found if money == str(found["unit"]).isupper() else None


def _as_above(case: Case, first: int, last: int, at: int, earlier: list[Figure]) -> Figure | None:
    """The figure that has the place of a number in the line above: "Utah: 9 arrests, 4 guns / Ohio: 7, 2"."""
    if case.passage.block["kind"] not in LISTED or case.cell or not 0 < first <= LONGEST_LABEL:
        return None
    rest = case.items[last + 1 :]
    lacking = len(rest) > 1 and rest[0].text in MARKS and rest[1].plays("nothing")
    if not (lacking or all(i.kind == "punct" for i in rest)):
        return None
    index = int(case.passage.sentence["block"]) - 1
    row = [f for f in earlier[-2 * MOST :] if f["extras"]["block"] == index]
    size = (last - first) // 2 + 1
    if len(row) < FEWEST or not (size == len(row) or (lacking and size < len(row))):
        return None
    if len({(f["measure"], f["extras"]["kind"]) for f in row}) < len(row):
        return None
    found = row[(at - first) // 2]
    money = case.quantity["dimension"] == MONEY
    return found if money == str(found["unit"]).isupper() else None


def _shared_out(case: Case) -> Figure | None:
    """What one name "accounts for" in a sentence that says it of another, too: "Berlin stands for 20 searches, Bonn for 12"."""
    items, first = case.items, case.phrase.first
    if first < 2 or items[first - 1].text != FOR or not case.passage.made:
        return None
    named = items[first - 2].label in NAMES or "officer" in items[first - 2].entry.classes
    last = case.passage.made[-1]
    at = next((i for i in range(first) if items[i].start == last["start"]), 0)
    shared = at > 0 and items[at - 1].text in {FOR, *(f"{v} {FOR}" for v in ACCOUNTS)}
    return last if named and shared and not str(last["unit"]).isupper() and case.is_count else None


def _is_plain(case: Case) -> bool:
    """Whether a number has neither noun nor unit, or is money."""
    if case.phrase.head is not None or case.phrase.partitive:
        return False
    return case.is_count or case.quantity["dimension"] == MONEY


def _row(items: list[Item], at: int) -> tuple[int, int, int]:
    """The first and last index of the numbers joined to that at an index by commas and "and", and the index."""
    first = last = at
    start, stop = max(1, at - REACH), min(len(items), at + REACH)
    while first > start and _joins(items[first - 1]) and items[first - 2].kind == "quantity":
        first -= 2
    while last + 2 < stop and _joins(items[last + 1]) and items[last + 2].kind == "quantity":
        last += 2
    return first, last, at


def _joins(item: Item) -> bool:
    return item.text in MARKS or item.function == "conjunction"


def _ends(items: list[Item], last: int) -> bool:
    """Whether nothing stands behind the row that its last number could count."""
    behind = items[last + 1] if last + 1 < len(items) else None
    if behind is not None and behind.text == "," and last + 2 < len(items):
        behind = items[last + 2]
    return (
        behind is None
        or behind.text in CLOSING
        or behind.kind == "punct"
        or behind.function is not None
        or (behind.text == "respectively")
    )


def _is_compared(items: list[Item], first: int) -> bool:
    return first > 0 and (items[first - 1].plays("comparing") or _is_comparing_verb(items, first))


def _is_comparing_verb(items: list[Item], first: int) -> bool:
    """ "That compares with 430 and 60"."""
    return (
        first > 1
        and items[first - 1].text in {"with", "to"}
        and items[first - 2].text in {"compares", "compare"}
    )


def _is_named(items: list[Item], first: int) -> bool:
    """Whether a name opens the row, with or without "for": "Uganda for six and 12"."""
    at = first - 1
    if at >= 0 and items[at].text == FOR:
        at -= 1
    return at > 0 and items[at].label in NAMES
