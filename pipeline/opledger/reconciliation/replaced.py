"""Parts that were corrected: they give no outcome, but the correction is worth a row."""

from __future__ import annotations

from collections.abc import Sequence

from opledger.reconciliation.explain import listed, stated
from opledger.reconciliation.model import Claim
from opledger.reconciliation.outcomes import Scope, make_conflict, unseen_correction
from opledger.records import Conflict, Outcome

# A corrected number is of the order of the wrong one; a number that differs by more counts something else.
CLOSE = 2


def replaced_parts(
    claims: Sequence[Claim], outcomes: Sequence[Outcome], known: Sequence[Conflict], scope: Scope
) -> list[Conflict]:
    """Denied figures that no outcome or conflict deals with, each with the standing figure that replaced it."""
    named = {i for conflict in known if conflict.kind == "superseded" for i in conflict.figures}
    named |= {i for outcome in outcomes for i in (*outcome.supporting, *outcome.conflicting)}
    found: dict[str, Conflict] = {}
    for claim in claims:
        if claim.corrects and claim.figure.figure_id not in named:
            conflict = unseen_correction(claim, scope)
            found[conflict.conflict_id] = conflict
        if not claim.denied or claim.additional or claim.figure.figure_id in named:
            continue
        other = _successor(claim, claims)
        if other is None:
            continue
        conflict = make_conflict(
            scope,
            "superseded",
            claim.figure.measure,
            (other.figure.figure_id, claim.figure.figure_id),
            abs(other.number - claim.number),
            f"{stated(other)} replaces {listed([claim], several=False)}.",
        )
        found[conflict.conflict_id] = conflict
    return list(found.values())


def _successor(claim: Claim, claims: Sequence[Claim]) -> Claim | None:
    """The standing claim nearest to a denied one: of the same release, measure, unit, place and role."""

    def fits(other: Claim) -> bool:
        mine, its = claim.figure, other.figure
        return (
            not other.denied
            and (its.release_id, its.measure, its.unit) == (mine.release_id, mine.measure, mine.unit)
            and (its.places, its.role) == (mine.places, mine.role)
            and other.number != claim.number
            and min(other.number, claim.number) * CLOSE >= max(other.number, claim.number)
        )

    near = [c for c in claims if fits(c)]
    start = claim.figure.start
    return min(
        near,
        key=lambda c: (
            c.figure.sentence != claim.figure.sentence,
            not c.correction,
            abs(c.figure.start - start),
            c.order,
        ),
        default=None,
    )
