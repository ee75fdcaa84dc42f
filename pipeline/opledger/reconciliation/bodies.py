"""Counts of agencies against the names right behind them: "three agencies, including" and four of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from opledger.reconciliation.explain import stated
from opledger.reconciliation.model import ABOUT, Claim
from opledger.reconciliation.outcomes import Scope, make_conflict
from opledger.records import Conflict, Figure, Mention

COUNTED = "agencies_participating"
# What leads from a count to its list, and from one name of a list to the next.
OPENS = re.compile(r"[\s,:;(–—-]*(?:[a-z]+(?: [a-z]+)?[\s,:]+)?(?:the\s+)?", re.IGNORECASE)
NEXT = re.compile(
    r"(?:\s*\([^()]{1,20}\))?\s*(?:[,;]\s*(?:and|&)?|and|&|as well as)\s*(?:the\s+)?", re.IGNORECASE
)
# Two names are no list.
LONG = 3


def named_bodies(mentions: Sequence[Mention], figures: Sequence[Figure]) -> dict[str, tuple[str, ...]]:
    """The ids of the agencies that are listed right behind a count of them, by the id of its figure.

    Args:
        mentions: the mentions of one release, in text order.
        figures: its figures.
    """
    found: dict[str, tuple[str, ...]] = {}
    for figure in figures:
        if figure.measure != COUNTED:
            continue
        base = figure.start - max(figure.sentence.find(figure.text), 0)
        at, end = figure.start + len(figure.text), base + len(figure.sentence)
        inside = [m for m in mentions if m.label == "AGENCY" and at <= m.start < end]
        names: dict[str, None] = {}
        for mention in inside:
            between = figure.sentence[at - base : mention.start - base]
            if not (NEXT if names else OPENS).fullmatch(between):
                break
            names[mention.id] = None
            at = mention.end
        if len(names) >= LONG:
            found[figure.figure_id] = tuple(names)
    return found


def body_conflicts(
    claims: Sequence[Claim], bodies: Mapping[str, tuple[str, ...]], scope: Scope
) -> list[Conflict]:
    """Counts of agencies with more names behind them; with fewer, one of the names may be unknown."""
    found = []
    for claim in claims:
        named = bodies.get(claim.figure.figure_id, ())
        if claim.rank >= ABOUT or claim.denied or len(named) <= claim.number:
            continue
        text = f"{stated(claim)} agencies are counted, but {len(named)} are listed: {', '.join(named)}."
        figures, difference = (claim.figure.figure_id,), len(named) - claim.number
        found.append(make_conflict(scope, "count_differs_from_list", COUNTED, figures, difference, text))
    return found[:1]
