"""Totals that nobody states: the parts added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from opledger.reconciliation.explain import amount, number
from opledger.reconciliation.model import Cell, Verdict
from opledger.reconciliation.outcomes import Scope, row_id
from opledger.reconciliation.parts import Settled
from opledger.reconciliation.verdicts import local
from opledger.records import Outcome

# With more parts than this, an explanation gives their number and not each of them.
MOST_SHOWN = 12


def sums_of_parts(settled: Sequence[Settled], scope: Scope) -> list[Outcome]:
    """Rows for measures whose total nobody states, but which several countries have counts of."""
    totals = {(s.cell.measure, s.cell.unit) for s in settled if s.cell.place is None}
    parts: dict[tuple[str, str, frozenset[str]], list[Settled]] = defaultdict(list)
    for s in settled:
        if s.cell.place is not None and s.verdict.chosen.figure.low is not None:
            parts[s.cell.measure, s.cell.unit, s.cell.words].append(s)
    return [
        _sum(parts[key], scope)
        for key in sorted(parts, key=lambda k: (k[0], k[1], sorted(k[2])))
        if len(parts[key]) > 1 and key[:2] not in totals
    ]


def sums_of_finds(cells: Sequence[Cell], settled: Sequence[Settled], scope: Scope) -> list[Outcome]:
    """Rows for substances that were found in several places, with no word of how much it was in all."""
    known = {(s.cell.measure, s.cell.unit, s.cell.words) for s in settled}
    found = []
    for cell in cells:
        if cell.place is None and (cell.measure, cell.unit, cell.words) not in known:
            live = [c for c in cell.claims if not (c.denied or c.figure.implicit or c.figure.low is None)]
            finds = [Settled(cell, Verdict(c, (c,), (), ())) for c in live]
            if cell.words and live and live[0].figure.substance and local(live):
                found.append(_sum(finds, scope))
    return found


def _sum(parts: Sequence[Settled], scope: Scope) -> Outcome:
    cell, figures = parts[0].cell, [s.verdict.chosen.figure for s in parts]
    low = sum(f.low or 0 for f in figures)
    named = [
        f"{number(f.low)} in {s.cell.place}" if s.cell.place else number(f.low)
        for s, f in zip(parts, figures, strict=True)
    ]
    listed = ", ".join(named[:MOST_SHOWN]) + (" ..." if len(named) > MOST_SHOWN else "")
    return Outcome(
        outcome_id=row_id("o-", scope, "sum", cell.measure, cell.unit, *sorted(cell.words)),
        operation_id=scope.operation_id,
        release_id=scope.release_id,
        measure=cell.measure,
        place=None,
        object=figures[0].object if cell.words and not figures[0].substance else None,
        unit=cell.unit,
        substance=figures[0].substance,
        value=low,
        low=low,
        high=None,
        qualifier="at_least",
        status="summed",
        implicit=all(f.implicit for f in figures),
        explanation=f"No total is stated; the parts add up to at least {amount(low, cell.unit)}: {listed}.",
        supporting=tuple(dict.fromkeys(f.figure_id for f in figures)),
        conflicting=(),
        release_ids=tuple(sorted({f.release_id for f in figures})),
    )
