"""Parts and wholes: breakdowns that do not add up, totals that nobody states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from opledger.patternfiles.schemas.reconciliation import Breakdowns
from opledger.reconciliation.explain import amount, number, stated
from opledger.reconciliation.model import BOUND, Cell, Claim, Verdict
from opledger.reconciliation.outcomes import Scope, make_conflict, row_id
from opledger.reconciliation.verdicts import local
from opledger.records import Conflict, Outcome

# With more parts than this, an explanation gives their number and not each of them.
MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Settled:
    """A cell with its verdict."""

    cell: Cell
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Parts said to make up a whole; ``closed`` where the text claims to list all of them."""

    whole: Claim
    parts: tuple[Claim, ...]
    closed: bool

    @property
    def low(self) -> float:
        """The least that the parts can come to."""
        return sum(max(c.interval.low if c.rank >= BOUND else c.number, 0.0) for c in self.parts)

    @property
    def high(self) -> float:
        """The most that the parts can come to."""
        return sum(c.interval.high if c.rank >= BOUND else max(c.number, c.interval.high) for c in self.parts)


def breakdowns(claims: Sequence[Claim], settled: Sequence[Settled], limits: Breakdowns) -> list[Breakdown]:
    """Breakdowns of parts ("193 of them foreigners: 148 ..."), and the countries of a total."""
    by_id = {c.figure.figure_id: c for c in claims if not c.total and not c.denied and c.rank < BOUND}
    lists: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        key, whole = claim.figure.extras.get("partition"), claim.figure.part_of
        if key is not None and whole in by_id and claim.rank < BOUND and not claim.denied:
            lists[str(whole), str(key)].append(claim)
    found = []
    for whole, key in sorted(lists):
        parts = lists[whole, key]
        share = sum(c.number for c in parts) / max(by_id[whole].number, 1)
        if len(parts) > 1 and 1 - limits.list_short <= share <= 1 + limits.list_exceeding:
            closed = all(c.figure.extras.get("exhaustive") is not False for c in parts)
            found.append(Breakdown(by_id[whole], tuple(parts), closed))
    return found + _of_countries(settled)


def _of_countries(settled: Sequence[Settled]) -> list[Breakdown]:
    """Countries never overlap, so what is counted in each of them can't exceed the total."""
    wholes = {
        (s.cell.measure, s.cell.unit, s.cell.words): s.verdict.chosen for s in settled if s.cell.place is None
    }
    parts: dict[tuple[str, str, frozenset[str]], list[Claim]] = defaultdict(list)
    for s in settled:
        if s.cell.place is not None and not s.verdict.chosen.figure.implicit:
            parts[s.cell.measure, s.cell.unit, s.cell.words].append(s.verdict.chosen)
    found = []
    for key in sorted(parts, key=lambda k: (k[0], k[1], sorted(k[2]))):
        whole = wholes.get(key)
        if whole is not None and len(parts[key]) > 1 and whole.total:
            found.append(Breakdown(whole, tuple(parts[key]), closed=False))
    return found


def sum_conflicts(found: Sequence[Breakdown], scope: Scope) -> tuple[list[Conflict], set[str]]:
    """The breakdowns that do not add up, and the ids of the wholes that their parts exceed."""
    conflicts: dict[str, Conflict] = {}
    exceeded: set[str] = set()
    seen: set[tuple[str, str]] = set()
    for item in found:
        whole, span = item.whole, item.whole.interval
        over = item.low - span.high
        short = span.low - item.high
        kind = (
            "parts_exceed_total"
            if over > 0
            else "parts_short_of_total"
            if short > 0 and item.closed
            else None
        )
        if kind is None:
            continue
        if over > 0:
            exceeded.add(whole.figure.figure_id)
        if (kind, whole.figure.figure_id) in seen:
            continue
        seen.add((kind, whole.figure.figure_id))
        figures = (whole.figure.figure_id, *(c.figure.figure_id for c in item.parts))
        conflict = make_conflict(
            scope, kind, whole.figure.measure, figures, _gap(item), _sentence(item, kind)
        )
        conflicts[conflict.conflict_id] = conflict
    return list(conflicts.values()), exceeded


def _gap(item: Breakdown) -> float:
    total = item.low if item.low > item.whole.number else min(item.high, item.low)
    return abs(item.whole.number - total)


def _sentence(item: Breakdown, kind: str) -> str:
    unit = item.whole.figure.unit
    shown = [number(c.number) for c in item.parts]
    parts = " + ".join(shown) if len(shown) <= MOST_SHOWN else f"{len(shown)} parts"
    total = number(sum(c.number for c in item.parts))
    gap = amount(_gap(item), unit)
    end = f"{gap} too many" if kind == "parts_exceed_total" else f"{gap} not accounted for"
    return f"{stated(item.whole)} in all; the parts named ({parts}) add up to {total}, {end}."


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
