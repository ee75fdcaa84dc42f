"""Counts against lists: "12 countries", and eleven of them named."""

from __future__ import annotations

from collections.abc import Sequence

from opledger.reconciliation.explain import stated
from opledger.reconciliation.model import ABOUT, Claim
from opledger.reconciliation.outcomes import Scope, make_conflict
from opledger.records import Conflict

COUNTED = "countries_participating"


def list_conflicts(claims: Sequence[Claim], scope: Scope) -> list[Conflict]:
    """Counts of countries that differ from the list beside them, where the list does not say that it is open."""
    found: dict[int, Conflict] = {}
    for claim in claims:
        named = sorted(set(claim.figure.extras.get("countries") or ()))
        if claim.figure.measure != COUNTED or not named or claim.denied or claim.rank >= ABOUT:
            continue
        if claim.figure.extras.get("exhaustive") is False or len(named) == claim.number:
            continue
        difference = int(abs(claim.number - len(named)))
        text = f"{stated(claim)} countries are counted, but {len(named)} are listed: {', '.join(named)}."
        found.setdefault(
            int(claim.number),
            make_conflict(scope, "count_differs_from_list", COUNTED, (claim.figure.figure_id,), difference, text),
        )
    return [found[count] for count in sorted(found)]
