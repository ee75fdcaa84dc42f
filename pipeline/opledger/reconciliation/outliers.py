"""Totals of one release that cannot be of the same thing, though the words do not tell them apart.

A text that says 116 suspects, and then 26, has most likely counted a part of them, or something else; one that says
281 and then 284 contradicts itself. The order of the numbers tells the two apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from opledger.reconciliation.model import BOUND, VAGUE, Claim

# Numbers that differ by more than this factor are no two counts of one thing.
SAME_ORDER = 2.0
# More totals than this are a catalogue, in which sums meet by chance.
MOST_SUMMED = 8


def of_one_order(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without those that must count a part, or another thing, than the main number of their release.

    Corrections, denials, vague words, and what another source says, are left alone.
    """
    by_release: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_release[claim.figure.release_id].append(claim)
    dropped: set[str] = set()
    for members in by_release.values():
        firm = [c for c in members if c.rank < VAGUE and not (c.denied or c.correction or c.figure.implicit)]
        if len({c.number for c in firm}) > 1 and not any(c.correction or c.denied for c in members):
            dropped |= _outliers(firm)
    return [c for c in claims if c.figure.figure_id not in dropped] if dropped else list(claims)


def _outliers(firm: Sequence[Claim]) -> set[str]:
    numbers = {c.number for c in firm}
    summed = _summands(numbers)
    anchor = max(firm, key=lambda c: _weight(c, firm))
    return {
        c.figure.figure_id
        for c in firm
        if c.number in summed
        or not (
            min(c.number, anchor.number) * SAME_ORDER >= max(c.number, anchor.number)
            or c.interval.meets(anchor.interval)
            or (c.source and anchor.source and c.source != anchor.source)
        )
    }


def _weight(claim: Claim, firm: Sequence[Claim]) -> tuple[bool, bool, int, bool, float]:
    """What makes a number the main one: headline and body have it, the headline agrees, it is said often, it is large."""
    agreeing = [c for c in firm if c.interval.meets(claim.interval)]
    headline = any(c.headline for c in agreeing)
    body = any(not c.headline for c in agreeing)
    times = Counter(c.number for c in firm)[claim.number]
    return (headline and body, headline, times, claim.rank < BOUND, claim.number)


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
