"""Sorting claims into cells: one measure, unit, place, and kind or substance each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from opledger.reconciliation.choice import by_order
from opledger.reconciliation.model import BOUND, VAGUE, Cell, Claim

Words = frozenset[str]
Key = tuple[str, str, str | None]

NONE: Words = frozenset()
# A word that so many kinds of one measure share says nothing; a text with more is a catalogue.
MOST_KINDS = 200


def cells_of(claims: Iterable[Claim], people: frozenset[str] = frozenset()) -> list[Cell]:
    """The cells of some claims, in a fixed order.

    Args:
        claims: the claims.
        people: measures whose kinds are told apart only where every count names one.
    """
    boxes: dict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        boxes[claim.figure.measure, claim.figure.unit, claim.place].append(claim)
    found: list[Cell] = []
    for measure, unit, place in sorted(boxes, key=lambda k: (k[0], k[1], k[2] or "")):
        box = boxes[measure, unit, place]
        if len(box) == 1:
            found.append(Cell(measure, unit, place, NONE if measure in people else box[0].words, tuple(box)))
            continue
        box.sort(key=by_order)
        groups = _of_people(box) if measure in people else _by_words(box)
        found += [Cell(measure, unit, place, words, tuple(members)) for words, members in groups]
    return found


def _of_people(claims: Sequence[Claim]) -> list[tuple[Words, list[Claim]]]:
    """People are one kind, whatever they are called, but where one sentence counts several kinds of them."""
    totals = [c for c in claims if c.total and not c.denied and not c.headline and c.place is None]
    if len({c.words for c in totals}) < 2 or not all(c.words for c in totals):
        return [(NONE, list(claims))]
    if len({(c.figure.release_id, c.figure.sentence) for c in totals}) > 1:
        return [(NONE, list(claims))]
    groups = dict(_by_words([c for c in claims if c.total]))
    if len(groups) < 2:
        return [(NONE, list(claims))]
    rest = [c for c in claims if not c.total]
    if rest:
        groups[NONE] = [*groups.get(NONE, []), *rest]
    return sorted(groups.items(), key=lambda item: sorted(item[0]))


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
                groups[large] = groups[large] + groups.pop(small)
                break


def _same_thing(small: Sequence[Claim], large: Sequence[Claim], a: Words, b: Words) -> bool:
    one, other = _spoken(small), _spoken(large)
    if any(c.headline for c in (*one, *other)) and all(_tight(x, y) for x in one for y in other):
        return True
    if not a or not b:
        return any(x.number == y.number and x.total == y.total for x in one for y in other)
    if not a & b:
        return False
    close = a <= b or b <= a or bool({c.head for c in one} & {c.head for c in other})
    return all(_agree(x, y, close) for x in one for y in other)


def _spoken(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that speak for a group: its totals, else its largest."""
    live = [c for c in claims if not c.denied] or list(claims)
    totals = [c for c in live if c.total]
    return totals or [max(live, key=lambda c: (c.number, -c.rank, c.order))]


def _tight(x: Claim, y: Claim) -> bool:
    """Whether two numbers agree closely enough to be one number, told in a headline and in the body."""
    if x.number == y.number:
        return x.headline != y.headline
    return x.headline != y.headline and max(x.rank, y.rank) < BOUND and x.interval.meets(y.interval)


def _agree(x: Claim, y: Claim, close: bool) -> bool:
    if x.rank >= VAGUE or y.rank >= VAGUE or x.rank == y.rank == BOUND:
        return close and x.interval.meets(y.interval)
    return x.interval.meets(y.interval) and (close or x.rank < BOUND > y.rank)
