"""Counts of a union: "144 people arrested or charged" bounds the arrests as well as the charges.

Neither can be more than the union, and the two together cannot be less.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from opledger.reconciliation.choice import CORRECTED, alike
from opledger.reconciliation.model import BOUND, Claim, Verdict
from opledger.reconciliation.parts import Breakdown

# More unions in one scope are a catalogue.
MOST = 20


def union_bounds(
    claims: Sequence[Claim], totals: Mapping[tuple[str, str], Verdict], people: frozenset[str]
) -> Iterator[Breakdown]:
    """The limits that unions of people set to the totals of their measures.

    Args:
        claims: the claims of one scope.
        totals: the verdict on the total of each measure and unit.
        people: measures that can make up a union; elsewhere an alternative is only a doubt about the measure.
    """
    unions = [
        c for c in claims if c.union and c.total and not c.denied and c.place is None and c.rank < BOUND
    ]
    for union in unions[:MOST]:
        measures = [m for m in (union.figure.measure, *union.figure.alternatives) if m in people]
        members = [totals[m, union.figure.unit].chosen for m in measures if (m, union.figure.unit) in totals]
        alone = [c for c in members if not c.union and alike(c, union, CORRECTED)]
        # What the union says of its own measure is seen to where that is settled.
        for claim in (c for c in alone if c.figure.measure != union.figure.measure):
            yield Breakdown(union, (claim,), closed=False)
        if len(alone) == len(measures) > 1:
            yield Breakdown(union, tuple(alone), closed=True, disjoint=False)
