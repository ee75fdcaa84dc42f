"""All rows of one scope: a release on an operation, or all releases on it."""

from __future__ import annotations

from collections.abc import Sequence

from opledger.patternfiles.schemas.reconciliation import ReconciliationSection
from opledger.reconciliation.cells import cells_of
from opledger.reconciliation.lists import list_conflicts
from opledger.reconciliation.model import Claim
from opledger.reconciliation.outcomes import Scope, conflicts_of, outcome_of, status_of
from opledger.reconciliation.parts import Settled, breakdowns, sum_conflicts, sums_of_parts
from opledger.reconciliation.replaced import replaced_parts
from opledger.reconciliation.verdicts import judge
from opledger.records import Conflict, Outcome


def settle(
    claims: Sequence[Claim], scope: Scope, section: ReconciliationSection
) -> tuple[list[Outcome], list[Conflict]]:
    """The outcomes and conflicts of some claims.

    Args:
        claims: the claims of the scope's figures.
        scope: operation and release the rows are for.
        section: widths and word lists.
    """
    cells = cells_of(claims)
    settled = [Settled(cell, verdict) for cell in cells if (verdict := judge(cell, section)) is not None]
    short, exceeded = sum_conflicts(breakdowns(claims, settled), scope)
    outcomes: list[Outcome] = []
    conflicts = [*short, *list_conflicts(claims, scope)]
    for item in settled:
        status = status_of(item.verdict, scope)
        if status != "updated" and exceeded & {c.figure.figure_id for c in item.verdict.supporting}:
            status = "conflict"
        outcomes.append(outcome_of(item.cell, item.verdict, status, scope, section))
        conflicts += conflicts_of(item.cell, item.verdict, scope)
    outcomes += sums_of_parts(settled, scope)
    conflicts += replaced_parts(claims, conflicts, scope)
    return outcomes, conflicts
