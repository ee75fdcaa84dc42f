"""Totals of one release that cannot be of the same thing, though the words do not tell them apart.

A text that says 116 suspects, and then 26, has most likely counted a part of them, or something else. One whose headline
and body, or whose two sources, say 281 and 284 contradicts itself: the order of the numbers tells the two apart, and who
says them. What one voice says twice differs by a slip at most.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from opledger.reconciliation.choice import UNLIKE, alike, by_order, is_amount
from opledger.reconciliation.model import BOUND, VAGUE, Claim

# Two accounts of one thing that contradict each other differ by less than this factor; numbers farther apart are no two
# counts of it. Between a count and that of a union, or of two people who are named, the second holds.
SLIP, SAME_ORDER = 1.4, 2.0
# What one voice says of one thing differs by a slip alone.
TYPO = 1.04
# Of numbers under this one, two that differ count some of the people and all of them; a slip is rare.
FEW = 10
# More totals than this are a catalogue, in which sums meet by chance.
MOST_SUMMED = 8
# Totals of one release beyond so many are not all weighed.
MOST_WEIGHED = 50


def of_one_order(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without those that must count a part, or another thing, than the main number of their release.

    Corrections, denials, vague words of the headline, and what another source says, are left alone.
    """
    by_release: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_release[claim.figure.release_id].append(claim)
    dropped: set[str] = set()
    for members in by_release.values():
        firm = [c for c in members if c.rank < VAGUE and not (c.denied or c.correction or c.figure.implicit)]
        if firm and len(members) > 1:
            dropped |= _outliers(firm, [c for c in members if c.rank == VAGUE and not c.headline])
    return [c for c in claims if c.figure.figure_id not in dropped] if dropped else list(claims)


def _outliers(firm: Sequence[Claim], vague: Sequence[Claim]) -> set[str]:
    summed = _summands({c.number for c in firm})
    times = Counter(c.number for c in firm)
    # In a catalogue, only the numbers that stand out are weighed.
    likely = sorted(
        firm, key=lambda c: (not c.overall, not c.headline, -times[c.number], -c.number, c.order)
    )[:MOST_WEIGHED]
    anchor = _anchor(likely, firm, times, summed)
    beside = [c for c in firm if c.attributed and c.interval.meets(anchor.interval)]
    other = [
        c
        for c in firm
        if c.number in summed or not (_comparable(c, anchor, firm) or _disputed(c, anchor, beside))
    ]
    other += [c for c in vague if not c.interval.meets(anchor.interval)]
    return {c.figure.figure_id for c in other}


def _comparable(claim: Claim, anchor: Claim, firm: Sequence[Claim]) -> bool:
    if claim.union != anchor.union:
        # "144 arrested or charged" may well be many more than those arrested, but hardly fewer.
        union, alone = (claim, anchor) if claim.union else (anchor, claim)
        return alone.number <= union.number * SAME_ORDER
    if claim.figure.low is None and claim.number > anchor.number * UNLIKE:
        # "Up to 340 million" says nothing of a million.
        return False
    if claim.interval.meets(anchor.interval) or (
        claim.source and anchor.source and claim.source != anchor.source
    ):
        return True
    low, high = sorted((claim.number, anchor.number))
    if high < FEW or low * SLIP < high:
        return False
    if low == high or (low * TYPO >= high and _of_one_noun(claim, anchor)):
        return True
    return all(_two_voices(claim, c) for c in firm if c.number == anchor.number)


def _two_voices(claim: Claim, other: Claim) -> bool:
    """Whether two numbers of one text are told by two: headline and body, a quotation and its report, one source and
    another. What a body says in one voice does not contradict itself, but counts two things."""
    one, two = claim.figure.extras, other.figure.extras
    return (
        claim.headline != other.headline
        or claim.attributed != other.attributed
        or claim.hearsay != other.hearsay
        or bool(one.get("quoted")) != bool(two.get("quoted"))
        or _contrasted(claim, other)
    )


def _of_one_noun(claim: Claim, other: Claim) -> bool:
    one, two = claim.figure.extras.get("kind"), other.figure.extras.get("kind")
    return one == two or not one or not two


def _contrasted(claim: Claim, other: Claim) -> bool:
    """Whether one sentence sets two numbers against each other: the second has no noun of its own ("31 guns, they list 37")."""
    one, two = claim.figure, other.figure
    if is_amount(one) or (one.release_id, one.sentence) != (two.release_id, two.sentence):
        return False  # an amount has no noun
    return bool(one.extras.get("elided") or two.extras.get("elided"))


def _anchor(
    likely: Sequence[Claim], firm: Sequence[Claim], times: Mapping[float, int], summed: set[float]
) -> Claim:
    """The main number: the weightiest, or, of two that are nearly as large, the one that is told first."""
    weight = {id(c): _weight(c, firm, times[c.number]) for c in likely}
    best = max(sorted(likely, key=by_order), key=lambda c: weight[id(c)])
    near = [
        c
        for c in likely
        if weight[id(c)][:-1] == weight[id(best)][:-1]
        and alike(c, best, SLIP)
        and c.number not in summed
        and c.figure.sentence != best.figure.sentence
    ]
    return min([best, *near], key=by_order)


def _disputed(claim: Claim, anchor: Claim, beside: Sequence[Claim]) -> bool:
    """Whether a number and those that agree with the main one are put to different people's account."""
    if not claim.attributed:
        return False
    apart = any(c.figure.sentence != claim.figure.sentence for c in beside)
    if any(c.source != claim.source for c in beside if c.figure.sentence == claim.figure.sentence):
        return alike(claim, anchor, UNLIKE)
    return apart and alike(claim, anchor, SAME_ORDER)


def _weight(claim: Claim, firm: Sequence[Claim], times: int) -> tuple[bool, bool, bool, int, bool, float]:
    """What makes a number the main one: it is called the total, headline and body have it, the headline agrees, it is said often, it is large."""
    agreeing = [c for c in firm if c.interval.meets(claim.interval)]
    headline = any(c.headline for c in agreeing)
    body = any(not c.headline for c in agreeing)
    return (
        any(c.overall for c in agreeing),
        headline and body,
        headline,
        times,
        claim.rank < BOUND,
        claim.number,
    )


def _summands(numbers: set[float]) -> set[float]:
    """The numbers that add up to the largest one."""
    if not 3 <= len(numbers) <= MOST_SUMMED:
        return set()
    largest = max(numbers)
    others = sorted(numbers - {largest})
    for size in range(len(others), 1, -1):
        for group in combinations(others, size):
            if sum(group) == largest:
                return set(group)
    return set()
