"""Parts against wholes: sums that cannot be, and the fewest statements that must be wrong.

Every breakdown is a linear limit on the statements in it: parts come to no more than their whole, and to no less where
the text lists all of them. Breakdowns that share statements are looked at together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from opledger.reconciliation.choice import STRENGTH
from opledger.reconciliation.explain import amount, number, stated
from opledger.reconciliation.model import Claim
from opledger.reconciliation.outcomes import Scope, make_conflict
from opledger.reconciliation.parts import Breakdown, span_of
from opledger.reconciliation.smallest import Limit, smallest_removal
from opledger.records import Conflict

# With more parts than this, an explanation gives their number and not each of them.
MOST_SHOWN = 12
# Breakdowns with more statements are catalogues, in which no single one can be blamed.
MOST_WEIGHED = 24
EXCEEDED, SHORT, DIFFERENT = "parts_exceed_total", "parts_short_of_total", "different_values"


@dataclass(frozen=True, slots=True)
class Clash:
    """A breakdown that does not add up.

    ``kind`` is that of the conflict; ``losing`` are the statements without which the rest can be true, of the smallest
    set of them, as far as they stand in this breakdown.
    """

    kind: str
    breakdown: Breakdown
    losing: tuple[Claim, ...] = ()

    def concerns(self, figures: frozenset[str]) -> bool:
        """Whether it bears on a row that rests on some figures: on that of the whole, or of what a union bounds."""
        about = self.breakdown.parts[0] if self.kind == DIFFERENT else self.breakdown.whole
        return about.figure.figure_id in figures

    @property
    def contradicting(self) -> tuple[Claim, ...]:
        """The statements that speak against the one it bears on; none for parts that come short of their whole."""
        if self.kind == SHORT:
            return ()
        if self.kind == DIFFERENT:
            return (self.breakdown.whole,)
        parts = tuple(c for c in self.losing if c is not self.breakdown.whole)
        return parts or self.breakdown.parts

    @property
    def remark(self) -> str:
        """The clash as a sentence for the explanation of the row that it bears on."""
        if self.kind == DIFFERENT:
            return f"It cannot be squared with {_union(self.breakdown)}."
        text = f"The parts named {_sum(self)}."
        left = [c for c in self.losing if c is not self.breakdown.whole]
        if self.kind == EXCEEDED and len(left) == 1 and len(self.breakdown.parts) > 2:
            text += f" Without {stated(left[0])}{_of(left[0])} the rest would fit."
        return text


def sum_clashes(found: Sequence[Breakdown]) -> list[Clash]:
    """The breakdowns that do not add up, one of a kind for each whole, with the statements to blame."""
    clashes: dict[tuple[str, str], Clash] = {}
    for item in found:
        kind = _kind(item)
        if kind:
            clashes.setdefault((kind, item.whole.figure.figure_id), Clash(kind, item))
    if not clashes:
        return []
    losing = {c.figure.figure_id for group in _together(found) for c in _blamed(group)}
    return [
        Clash(c.kind, c.breakdown, tuple(x for x in _members(c.breakdown) if x.figure.figure_id in losing))
        for c in clashes.values()
    ]


def sum_conflicts(clashes: Sequence[Clash], scope: Scope) -> list[Conflict]:
    """The rows of some clashes."""
    found: dict[str, Conflict] = {}
    for clash in clashes:
        item = clash.breakdown
        figures = tuple(c.figure.figure_id for c in _members(item))
        if clash.kind == DIFFERENT:
            text = f"{stated(item.parts[0])} cannot be squared with {_union(item)}."
        else:
            text = f"{stated(item.whole)} in all; the parts named {_sum(clash)}."
        measure = item.parts[0].figure.measure if clash.kind == DIFFERENT else item.whole.figure.measure
        conflict = make_conflict(scope, clash.kind, measure, figures, _gap(item), text)
        found[conflict.conflict_id] = conflict
    return list(found.values())


def _kind(item: Breakdown) -> str | None:
    span = item.whole.interval
    if item.disjoint and item.low > span.high:
        return EXCEEDED if len(item.parts) > 1 else DIFFERENT
    return SHORT if item.closed and item.high < span.low else None


def _members(item: Breakdown) -> tuple[Claim, ...]:
    return (item.whole, *item.parts)


def _together(found: Sequence[Breakdown]) -> Iterator[list[Breakdown]]:
    """Breakdowns that do not add up, those that share statements in one group."""
    group_of: dict[str, int] = {}
    groups: dict[int, list[Breakdown]] = {}
    for index, item in enumerate(b for b in found if _kind(b)):
        ids = [c.figure.figure_id for c in _members(item)]
        merged = [item]
        for old in sorted({group_of[i] for i in ids if i in group_of}):
            merged = groups.pop(old) + merged
        groups[index] = merged
        group_of |= {c.figure.figure_id: index for b in merged for c in _members(b)}
    yield from groups.values()


def _blamed(group: Sequence[Breakdown]) -> list[Claim]:
    """The fewest parts of a group without which the rest can be true; none where others would do as well, and no rule
    tells which."""
    wholes = {b.whole.figure.figure_id: b.whole for b in group}
    claims = {c.figure.figure_id: c for b in group for c in b.parts} | wholes
    if len(claims) > MOST_WEIGHED:
        return []
    ordered = sorted(claims.values(), key=lambda c: _strength(c, c.figure.figure_id in wholes))
    found = _fewest(ordered, group, wholes)
    # Were one of them the strongest of all, would others do?
    for claim in found:
        others = _fewest([claim, *(c for c in ordered if c is not claim)], group, wholes)
        if len(others) == len(found) and _marks(others, wholes) == _marks(found, wholes):
            return []
    return found


def _fewest(ordered: Sequence[Claim], group: Sequence[Breakdown], wholes: Collection[str]) -> list[Claim]:
    place = {c.figure.figure_id: at for at, c in enumerate(ordered)}
    spans = [c.interval if c.figure.figure_id in wholes else span_of(c) for c in ordered]
    return [ordered[at] for at in smallest_removal(spans, list(_limits(group, place)))]


def _marks(claims: Sequence[Claim], wholes: Collection[str]) -> list[tuple[Any, ...]]:
    return sorted(_strength(c, c.figure.figure_id in wholes)[:-2] for c in claims)


def _limits(group: Sequence[Breakdown], place: dict[str, int]) -> Iterator[Limit]:
    for item in group:
        whole = place[item.whole.figure.figure_id]
        parts = tuple(dict.fromkeys(place[c.figure.figure_id] for c in item.parts))
        if item.disjoint:
            yield Limit(parts, (whole,))
        if item.closed:
            yield Limit((whole,), parts)


def _strength(claim: Claim, whole: bool) -> tuple[Any, ...]:
    """Sort key, the strongest statement first: by the ladder as far as it judges a statement by itself, then wholes."""
    return (*(rule.mark(claim, (claim,)) for rule in STRENGTH), not whole, -claim.figure.start, claim.order)


def _gap(item: Breakdown) -> float:
    total = item.low if item.low > item.whole.number else min(item.high, item.low)
    return abs(item.whole.number - total)


def _sum(clash: Clash) -> str:
    item = clash.breakdown
    shown = [number(c.number) for c in item.parts]
    parts = " + ".join(shown) if len(shown) <= MOST_SHOWN else f"{len(shown)} parts"
    total = number(sum(c.number for c in item.parts))
    gap = amount(_gap(item), item.whole.figure.unit)
    end = f"{gap} not accounted for" if clash.kind == SHORT else f"{gap} too many"
    return f"({parts}) add up to {total}, {end}"


def _union(item: Breakdown) -> str:
    return f"{stated(item.whole)} in all (“{' '.join(item.whole.figure.text.split())}”)"


def _of(claim: Claim) -> str:
    return f" in {claim.place}" if claim.place else ""
