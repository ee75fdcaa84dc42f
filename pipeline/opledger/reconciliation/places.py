"""Places that narrow nothing: a country that the whole operation, or the whole of a count, is in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from opledger.reconciliation.choice import alike, narrowed
from opledger.reconciliation.model import BOUND, Claim

# A headline rounds by less than this factor.
ROUNDED = 1.2
# Numbers under this one are often equal by chance.
FEW = 5


def of_one_country(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of one operation of a round-up, without its country where it has only one.

    "In Medan, 83 slow lorises were seized": beside the other operations that is all of it.
    """
    if len({c.place for c in claims if c.place is not None}) != 1:
        return list(claims)
    return [
        c
        if c.place is None
        else replace(c, place=None, total=c.total or (c.figure.part_of is None and not narrowed(c)))
        for c in claims
    ]


def without_idle_places(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, those without their country that give all of a total ("11 searches", and "11 searches in Spain").

    Only where the measure names no second country, for a count of one country can equal the total of few.
    """
    places: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    wholes: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.place is not None:
            places[_key(claim)].add(claim.place)
        elif claim.total and not claim.denied and not claim.figure.implicit:
            wholes[_key(claim)].append(claim)
    if not any(len(found) == 1 and key in wholes for key, found in places.items()):
        return list(claims)
    return [
        replace(c, place=None, total=True)
        if c.place is not None and len(places[_key(c)]) == 1 and any(_all_of(c, w) for w in wholes[_key(c)])
        else c
        for c in claims
    ]


def _key(claim: Claim) -> tuple[str, str, str]:
    return claim.figure.release_id, claim.figure.measure, claim.figure.unit


def _all_of(claim: Claim, whole: Claim) -> bool:
    if (
        claim.denied
        or narrowed(claim)
        or max(claim.rank, whole.rank) > BOUND
        or not claim.interval.meets(whole.interval)
    ):
        return False
    equal = claim.number == whole.number and (claim.number >= FEW or claim.total)
    return equal or (
        whole.headline and not claim.headline and alike(claim, whole, ROUNDED) and claim.step < whole.step
    )
