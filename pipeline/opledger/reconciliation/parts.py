"""Parts and wholes: which parts a text says to make up which whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from opledger.patternfiles.schemas.reconciliation import Breakdowns
from opledger.reconciliation.choice import by_order
from opledger.reconciliation.model import BOUND, Cell, Claim, Interval, Verdict

# So many numbers come to a whole by no chance.
LIST = 3
# More paragraphs with countries are a catalogue.
MOST_BLOCKS = 60


@dataclass(frozen=True, slots=True)
class Settled:
    """A cell with its verdict."""

    cell: Cell
    verdict: Verdict


def span_of(part: Claim) -> Interval:
    """What a part can come to: no less than stated, as parts are stated more finely than their whole."""
    interval = part.interval
    if part.rank >= BOUND:
        return Interval(max(interval.low, 0.0), interval.high)
    return Interval(max(part.number, 0.0), max(part.number, interval.high))


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Parts said to make up a whole; ``closed`` where the text claims to list all of them, not ``disjoint`` where they
    can overlap, as those arrested and those charged."""

    whole: Claim
    parts: tuple[Claim, ...]
    closed: bool
    disjoint: bool = True

    @property
    def low(self) -> float:
        """The least that the parts can come to."""
        return sum(span_of(c).low for c in self.parts)

    @property
    def high(self) -> float:
        """The most that the parts can come to."""
        return sum(span_of(c).high for c in self.parts)


def with_sums(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, those totals marked that a list of parts in their release adds up to.

    Only where a release gives more than one total of a measure, for only there is something to choose.
    """
    totals: dict[tuple[str, str, str], set[float]] = defaultdict(set)
    lists: dict[tuple[str, str, str, str], float] = defaultdict(float)
    for claim in claims:
        figure, listed = claim.figure, claim.figure.extras.get("partition")
        if claim.denied or claim.rank >= BOUND:
            continue
        key = (figure.release_id, figure.measure, figure.unit)
        if listed is not None and not claim.total:
            lists[*key, str(listed)] += claim.number
        elif claim.total and claim.place is None:
            totals[key].add(claim.number)
    sums = {(*key[:3], total) for key, total in lists.items() if len(totals.get(key[:3], ())) > 1}
    if not sums:
        return list(claims)
    return [
        replace(c, summed=True)
        if c.total and (c.figure.release_id, c.figure.measure, c.figure.unit, c.number) in sums
        else c
        for c in claims
    ]


def breakdowns(claims: Sequence[Claim], settled: Sequence[Settled], limits: Breakdowns) -> list[Breakdown]:
    """Breakdowns of parts ("193 of them foreigners: 148 ..."), and the countries of a total."""
    by_id = {c.figure.figure_id: c for c in claims if not c.total and not c.denied and c.rank < BOUND}
    lists: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        key, whole = claim.figure.extras.get("partition"), claim.figure.part_of
        if key is not None and whole in by_id and claim.rank < BOUND and not claim.denied:
            lists[str(whole), str(key)].append(claim)
    found = []
    for whole, key in sorted(lists):
        parts = lists[whole, key]
        share = sum(c.number for c in parts) / max(by_id[whole].number, 1)
        if len(parts) > 1 and 1 - limits.list_short <= share <= 1 + limits.list_exceeding:
            closed = all(c.figure.extras.get("exhaustive") is not False for c in parts)
            found.append(Breakdown(by_id[whole], tuple(parts), closed))
    return found + _of_countries(settled)


def _of_countries(settled: Sequence[Settled]) -> list[Breakdown]:
    """Countries never overlap, so what is counted in each of them can't exceed the total."""
    wholes = {
        (s.cell.measure, s.cell.unit, s.cell.words): s.verdict.chosen for s in settled if s.cell.place is None
    }
    parts: dict[tuple[str, str, frozenset[str]], list[Claim]] = defaultdict(list)
    for s in settled:
        if s.cell.place is not None and not s.verdict.chosen.figure.implicit:
            parts[s.cell.measure, s.cell.unit, s.cell.words].append(s.verdict.chosen)
    found = []
    for key in sorted(parts, key=lambda k: (k[0], k[1], sorted(k[2]))):
        whole = wholes.get(key)
        if whole is not None and len(parts[key]) > 1 and whole.total and not _one_list(parts[key], whole):
            found.append(Breakdown(whole, tuple(parts[key]), closed=False))
    return found


def _one_list(parts: Sequence[Claim], whole: Claim) -> bool:
    """Whether some of the countries, in paragraphs or lines of their own, come to the whole: the others are of another
    list, as nationalities are of those held in each country."""
    ordered = sorted(parts, key=by_order)
    blocks = [c.figure.extras.get("block") for c in ordered]
    ends = [at for at in range(len(ordered) + 1) if at in (0, len(ordered)) or blocks[at - 1] != blocks[at]]
    return any(
        last - first >= LIST
        and whole.interval.low <= sum(c.number for c in ordered[first:last]) <= whole.interval.high
        for at, first in enumerate(ends[:MOST_BLOCKS])
        for last in ends[at + 1 : MOST_BLOCKS]
    )
