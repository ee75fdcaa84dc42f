"""Sorting claims into cells: one measure, unit, place, and kind or substance each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from opledger.reconciliation.model import BOUND, VAGUE, Cell, Claim

Words = frozenset[str]
Key = tuple[str, str, str | None]

NONE: Words = frozenset()
# A word that so many kinds of one measure share says nothing; a text with more is a catalogue.
MOST_KINDS = 200


def cells_of(claims: Iterable[Claim]) -> list[Cell]:
    """The cells of some claims, in a fixed order."""
    boxes: dict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        boxes[claim.figure.measure, claim.figure.unit, claim.place].append(claim)
    found: list[Cell] = []
    for measure, unit, place in sorted(boxes, key=lambda k: (k[0], k[1], k[2] or "")):
        box = sorted(boxes[measure, unit, place], key=lambda c: c.order)
        for words, members in _by_words(box):
            found.append(Cell(measure, unit, place, words, tuple(members)))
    return found


def _by_words(claims: Sequence[Claim]) -> list[tuple[Words, list[Claim]]]:
    groups: dict[Words, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.words].append(claim)
    if len(groups) > 1:
        _merge_related(groups)
    return sorted(groups.items(), key=lambda item: sorted(item[0]))


def _merge_related(groups: dict[Words, list[Claim]]) -> None:
    """Put groups together whose words are related and whose claims agree; in place."""
    names = sorted(groups, key=lambda words: (-len(words), sorted(words)))[:MOST_KINDS]
    for small in reversed(names):
        for large in names:
            if small == large or small not in groups or large not in groups:
                continue
            if _same_thing(groups[small], groups[large], small, large):
                groups[large].extend(groups.pop(small))
                break


def _same_thing(small: Sequence[Claim], large: Sequence[Claim], a: Words, b: Words) -> bool:
    if not a or not b:
        return any(x.number == y.number and x.total == y.total for x in small for y in large)
    if not a & b:
        return False
    close = a <= b or b <= a or bool({c.head for c in small} & {c.head for c in large})
    return all(_agree(x, y, close) for x in small for y in large)


def _agree(x: Claim, y: Claim, close: bool) -> bool:
    if x.rank >= VAGUE or y.rank >= VAGUE or x.rank == y.rank == BOUND:
        return close and x.interval.meets(y.interval)
    return x.interval.meets(y.interval) and (close or x.rank < BOUND > y.rank)
