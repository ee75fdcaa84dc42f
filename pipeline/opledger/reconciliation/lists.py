"""Counts against lists: "12 countries", and eleven of them named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from opledger.reconciliation.explain import stated
from opledger.reconciliation.model import ABOUT, Claim
from opledger.reconciliation.outcomes import Scope, make_conflict
from opledger.reconciliation.parts import Settled
from opledger.records import Conflict

COUNTED = "countries_participating"
# A list shorter by more than this share names only some of the countries.
NEARLY_ALL = 0.1


def list_conflicts(claims: Sequence[Claim], participants: frozenset[str], scope: Scope) -> list[Conflict]:
    """Counts of countries that differ from the list beside them, where the list does not say that it is open.

    A count that fits the countries taking part is left alone: the list beside it then names others too.
    """
    found: dict[int, Conflict] = {}
    for claim in claims:
        named = sorted(set(claim.figure.extras.get("countries") or ()))
        if claim.figure.measure != COUNTED or not named or claim.denied or claim.rank >= ABOUT:
            continue
        if claim.figure.extras.get("exhaustive") is False or claim.number in (len(named), len(participants)):
            continue
        difference = int(abs(claim.number - len(named)))
        text = f"{stated(claim)} countries are counted, but {len(named)} are listed: {', '.join(named)}."
        found.setdefault(
            int(claim.number),
            make_conflict(scope, "count_differs_from_list", COUNTED, (claim.figure.figure_id,), difference, text),
        )
    return [found[count] for count in sorted(found)]


def place_conflicts(settled: Sequence[Settled], participants: frozenset[str], scope: Scope) -> list[Conflict]:
    """A count of countries against a breakdown by country that is complete, for it adds up to its total or more.

    The release must name no other country as taking part, and the difference must be small: results often come
    from a few of the countries only.
    """
    counts = [s.verdict.chosen for s in settled if s.cell.measure == COUNTED and s.cell.place is None]
    if len(counts) != 1 or counts[0].rank >= ABOUT or not participants:
        return []
    count = counts[0]
    for whole, parts in _by_country(settled):
        named = sorted({c.place for c in parts if c.place is not None})
        difference = abs(int(count.number) - len(named))
        complete = sum(c.figure.low or 0 for c in parts) >= whole.interval.low
        if complete and 0 < difference <= max(1, NEARLY_ALL * count.number) and participants <= set(named):
            figures = (count.figure.figure_id, *(c.figure.figure_id for c in parts))
            text = f"{stated(count)} countries are counted, but {len(named)} have results: {', '.join(named)}."
            return [make_conflict(scope, "count_differs_from_list", COUNTED, figures, difference, text)]
    return []


def _by_country(settled: Sequence[Settled]) -> list[tuple[Claim, list[Claim]]]:
    wholes = {(s.cell.measure, s.cell.unit, s.cell.words): s.verdict.chosen for s in settled if s.cell.place is None}
    parts: dict[tuple[str, str, frozenset[str]], list[Claim]] = defaultdict(list)
    for s in settled:
        key = (s.cell.measure, s.cell.unit, s.cell.words)
        if s.cell.place is not None and key in wholes and not s.verdict.chosen.figure.implicit:
            parts[key].append(s.verdict.chosen)
    # Two results are no list of countries.
    return [(wholes[key], found) for key, found in parts.items() if len(found) > 2]
