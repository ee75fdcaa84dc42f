"""The verdict on a cell: which of its claims speak for the whole, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from opledger.patternfiles.schemas.reconciliation import ReconciliationSection
from opledger.reconciliation.choice import CORRECTED, UNLIKE, alike, by_order, choose, narrowed
from opledger.reconciliation.model import BOUND, ROUND, Cell, Claim, Interval, Verdict
from opledger.reconciliation.outliers import of_one_order

# A count in the body of at least this share of the headline's is a count of the same thing.
SAME_ORDER = 0.6
# More finds of one substance are a catalogue.
MOST_FINDS = 30
# Two numbers nearer to each other than this factor may be two counts of one thing.
SLIP = 1.2


def judge(cell: Cell, section: ReconciliationSection) -> Verdict | None:
    """The verdict on a cell, or None where nothing in it speaks for the whole.

    Totals speak for the event. A place, or a drug or other substance, is also spoken for by parts: then the
    largest is taken for its whole and the smaller ones for parts of it, unless sources contradict each other.
    """
    if len(cell.claims) == 1:
        (only,) = cell.claims
        speaks = (
            only.total
            or cell.place is not None
            or (bool(cell.words) and cell.measure in section.by_substance)
        )
        return choose(cell.claims) if speaks and not only.denied else None
    if cell.words and cell.measure in section.by_substance and local(cell.claims):
        return None
    claims = _added_up(cell.claims)
    apart = _without_subsets(claims)
    totals = [c for c in apart if c.total] or _pointed_at(claims)
    totals += _told_again(totals, claims)
    taken = set(totals)
    parts = [c for c in apart if c not in taken]
    by_parts = cell.place is not None or (bool(cell.words) and cell.measure in section.by_substance)
    totals = _of_one_order(totals, [c for c in claims if not c.total and not c.denied])
    freed = {id(t.figure) for t in totals}
    parts = [p for p in parts if id(p.figure) not in freed]
    if any(not c.denied for c in totals):
        again = set(_restating(parts, totals))
        claims = [*totals, *(p for p in parts if p in again or (by_parts and p.denied))]
    elif by_parts:
        claims = _wholes(parts)
    else:
        return None
    claims = _bounded_by_unions(claims)
    if all(c.denied for c in claims):
        return None
    return choose(claims)


def local(claims: Sequence[Claim]) -> bool:
    """Whether some parts are finds of several places, none of which is the whole of the others: each stands in a block
    of its own, the largest is not the first, and no two are so near that they may be two counts of one thing."""
    live = [c for c in claims if not (c.denied or c.figure.implicit)]
    blocks = {c.figure.extras.get("block") for c in live}
    if not 1 < len(live) <= MOST_FINDS or len(blocks) < len(live) or None in blocks:
        return False
    if any(c.total or c.place or c.headline or c.correction or narrowed(c) for c in live):
        return False
    if len({c.figure.release_id for c in live}) > 1 or any(
        alike(x, y, SLIP) for x, y in combinations(live, 2)
    ):
        return False
    return max(live, key=lambda c: c.number) is not min(live, key=by_order)


def _of_one_order(totals: Sequence[Claim], parts: Sequence[Claim]) -> list[Claim]:
    """The totals of one order; what was taken for a part of something else stands for itself."""
    kept = of_one_order(totals)
    dropped = {c.figure.figure_id for c in totals if not any(alike(c, k, UNLIKE) for k in kept)}
    freed = [
        replace(p, total=True)
        for p in parts
        if p.figure.part_of in dropped and p.place is None and not narrowed(p)
    ]
    return of_one_order([*kept, *freed]) if kept and freed else kept


def _added_up(claims: Sequence[Claim]) -> list[Claim]:
    """Leave out what comes on top of an earlier total, and take a total that includes it for the newer one."""
    extra = [c for c in claims if c.additional and not c.denied]
    plain = [c for c in claims if not c.additional or c.denied]
    if not extra or not any((c.total or c.place) and not c.denied for c in plain):
        return list(claims)
    more = {c.number for c in extra}
    sums = {c.number: c for c in plain if c.total and not c.headline and not c.denied and c.rank <= ROUND}
    return [
        replace(c, denied=True)
        if c.total and any(c.number + n in sums and sums[c.number + n].order > c.order for n in more)
        else c
        for c in plain
    ]


def _without_subsets(claims: Sequence[Claim]) -> list[Claim]:
    """Leave out figures that are by their own words, or by the layout, parts of another figure here."""
    ids = {c.figure.figure_id for c in claims}
    return [
        c
        for c in claims
        if c.figure.extras.get("of") not in ids and (c.figure.part_of not in ids or c.denied or c.total)
    ]


def _pointed_at(claims: Sequence[Claim]) -> list[Claim]:
    """Where no figure is marked as a total: those that others are parts of, and that are parts of none themselves."""
    wholes = {c.figure.part_of for c in claims}
    return [c for c in claims if c.figure.figure_id in wholes and c.figure.part_of is None]


def _told_again(totals: Sequence[Claim], claims: Sequence[Claim]) -> list[Claim]:
    """Where only the headline has a total: the first count in the body, if it is of that order and narrowed by nothing.

    A body that says 85 under a headline that says "about 100" contradicts it; it does not name a part.
    """
    if not totals or not all(c.headline for c in totals):
        return []
    body = [c for c in claims if not c.headline and not c.denied]
    first = min(body, key=by_order, default=None)
    if first is None or first.place is not None or first.words or first.figure.extras.get("partitive"):
        return []
    of_order = any(min(first.number, c.number) >= SAME_ORDER * max(first.number, c.number) for c in totals)
    return (
        [first]
        if of_order and not first.total and first.figure.release_id == totals[0].figure.release_id
        else []
    )


def _restating(parts: Sequence[Claim], totals: Sequence[Claim]) -> Iterator[Claim]:
    """The parts that say a total again: the same number, or the body's finer one of a headline that is a part itself."""
    stated = {t.bounds for t in totals}
    heads = [t for t in totals if t.headline and not t.total]
    for part in parts:
        if not part.denied and (
            (part.number > 1 and part.bounds in stated)
            or (not part.headline and any(part.interval.meets(t.interval) for t in heads))
        ):
            yield part


def _wholes(parts: Sequence[Claim]) -> list[Claim]:
    """Of claims that may be parts of one another: the largest, what agrees with it, what its rivals say."""
    live = [c for c in parts if not c.denied]
    if not live:
        return list(parts)
    explicit = [c for c in live if not c.figure.implicit] or live
    top = max(explicit, key=lambda c: (c.number, -c.rank, c.order))
    rivals = {c.source for c in explicit if c.source}
    kept = [
        c
        for c in live
        if (c.interval.meets(top.interval) and (c.rank < BOUND or c.number * 2 > top.number))
        or c.number == top.number
        or (len(rivals) > 1 and c.source and top.source and c.source != top.source)
        or (c.correction and alike(c, top, CORRECTED))
    ]
    return kept + [c for c in parts if c.denied]


def _bounded_by_unions(claims: Sequence[Claim]) -> list[Claim]:
    """A count of "arrested or charged" is no more than an upper bound beside a count of arrests alone."""
    alone = [c for c in claims if not c.union and not c.denied]
    if not alone or not any(c.union for c in claims):
        return list(claims)
    stated, least = {c.bounds for c in alone}, min(c.interval.low for c in alone)
    bounded = []
    for claim in claims:
        if not claim.union or claim.bounds in stated:
            bounded.append(claim)
        elif claim.interval.high < least:
            bounded.append(replace(claim, interval=Interval(high=claim.interval.high)))
    return bounded
