"""All rows of one scope: a release on an operation, or all releases on it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from opledger.patternfiles.schemas.reconciliation import ReconciliationSection
from opledger.reconciliation.adding import added_up
from opledger.reconciliation.bodies import body_conflicts
from opledger.reconciliation.cells import cells_of
from opledger.reconciliation.claims import any_of
from opledger.reconciliation.clashes import SHORT, sum_clashes, sum_conflicts
from opledger.reconciliation.inferred import inferred_breakdowns
from opledger.reconciliation.lists import COUNTED, count_conflicts, list_conflicts, place_conflicts
from opledger.reconciliation.lone import lone_statements
from opledger.reconciliation.model import Claim, Verdict
from opledger.reconciliation.outcomes import Scope, conflicts_of, outcome_of, status_of
from opledger.reconciliation.parts import Settled, breakdowns, with_sums
from opledger.reconciliation.places import without_idle_places
from opledger.reconciliation.replaced import replaced_parts
from opledger.reconciliation.restated import without_restatements
from opledger.reconciliation.retold import told_again
from opledger.reconciliation.sums import sums_of_finds, sums_of_parts
from opledger.reconciliation.unions import union_bounds
from opledger.reconciliation.verdicts import judge
from opledger.records import Conflict, Outcome


def settle(
    claims: Sequence[Claim],
    scope: Scope,
    section: ReconciliationSection,
    participants: frozenset[str],
    lists: Mapping[str, Sequence[tuple[str, ...]]],
    bodies: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> tuple[list[Outcome], list[Conflict]]:
    """The outcomes and conflicts of some claims.

    Args:
        claims: the claims of the scope's figures.
        scope: operation and release the rows are for.
        section: widths and word lists.
        participants: the countries that the scope's releases name as taking part.
        lists: the longer lists of countries in each release.
        bodies: the agencies listed behind a count of them, by its figure.
    """
    claims = with_sums(without_idle_places(without_restatements(claims)))
    cells = cells_of(claims, frozenset(section.people))
    settled = [Settled(cell, verdict) for cell in cells if (verdict := judge(cell, section)) is not None]
    settled = told_again(settled, cells, section)
    known = frozenset(s.cell.measure for s in settled)
    settled += [Settled(*lone) for lone in lone_statements(cells, known, frozenset(section.in_passing))]
    people = frozenset(section.people)
    opening, rest = open_words(tuple(section.open)), open_words(tuple(section.rest))
    found = breakdowns(claims, settled, section.breakdowns)
    found += inferred_breakdowns(claims, _totals(settled), people, section.breakdowns, opening, rest)
    found += union_bounds(claims, _totals(settled), people)
    clashes = sum_clashes(found)
    outcomes: list[Outcome] = []
    conflicts = [
        *sum_conflicts(clashes, scope),
        *list_conflicts(claims, participants, scope),
        *place_conflicts(settled, participants, scope),
        *body_conflicts(claims, bodies, scope),
    ]
    if not any(c.measure == COUNTED for c in conflicts):
        conflicts += count_conflicts(claims, lists, participants, scope)
    for item in settled:
        ids = frozenset(c.figure.figure_id for c in item.verdict.supporting)
        own = [c for c in clashes if c.concerns(ids)]
        status = status_of(item.verdict, scope)
        if status != "updated" and any(c.kind != SHORT for c in own):
            status = "conflict"
        remarks = [(c.remark, c.contradicting) for c in own]
        outcomes.append(outcome_of(item.cell, item.verdict, status, scope, section, remarks))
        conflicts += conflicts_of(item.cell, item.verdict, scope)
    outcomes += sums_of_parts(settled, scope) + sums_of_finds(cells, settled, scope)
    outcomes = added_up(outcomes, claims, scope, section.adding)
    conflicts += replaced_parts(claims, outcomes, conflicts, scope)
    return outcomes, conflicts


@lru_cache(maxsize=8)
def open_words(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """A pattern for the words that leave a list open."""
    return any_of(list(words))


def _totals(settled: Sequence[Settled]) -> dict[tuple[str, str], Verdict]:
    """The verdicts on the totals of measures that have one for all kinds."""
    found: dict[tuple[str, str], list[Verdict]] = defaultdict(list)
    plain: dict[tuple[str, str], Verdict] = {}
    for item in settled:
        if item.cell.place is None:
            if not item.cell.words:
                plain[item.cell.measure, item.cell.unit] = item.verdict
            found[item.cell.measure, item.cell.unit].append(item.verdict)
    return {key: verdicts[0] for key, verdicts in found.items() if len(verdicts) == 1} | plain
