"""Outcomes, of single releases and of events, and which releases are one operation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TypeVar

from opledger.evaluation.figures import alike, same
from opledger.evaluation.gold import Gold, GoldEvent, GoldOutcome
from opledger.evaluation.tally import Error, Tally
from opledger.records import Operation, Outcome

Cell = tuple[str, str | None]
Row = TypeVar("Row", Outcome, GoldOutcome)

MEANT = ("outcomes", "status")


def cell(row: Outcome | GoldOutcome) -> Cell:
    """Measure and place: rows of one cell are kinds or substances counted apart."""
    return row.measure, row.place


def by_cell(rows: Iterable[Row]) -> dict[Cell, list[Row]]:
    """Rows grouped by cell."""
    groups: defaultdict[Cell, list[Row]] = defaultdict(list)
    for row in rows:
        groups[cell(row)].append(row)
    return dict(groups)


def agree(wanted: GoldOutcome, found: Outcome) -> bool:
    """Same bounds, and the substance is not another one."""
    return (
        same(found.low, wanted.low)
        and same(found.high, wanted.high)
        and alike(wanted.measure, found.substance, wanted.substance)
    )


def free_rows(gold: Gold) -> list[GoldOutcome]:
    """Rows that are neither rewarded nor punished: the optional ones, and those of optional figures."""
    rows = [
        GoldOutcome(measure=f.measure, place=place, substance=f.substance, low=f.low, high=f.high)
        for f in gold.figures
        if f.optional
        for place in (*f.places, *([] if f.places else [None]))
    ]
    return rows + gold.outcomes_optional


def score_rows(
    tally: Tally,
    name: str,
    wanted: Sequence[GoldOutcome],
    free: Sequence[GoldOutcome],
    found: Sequence[Outcome],
    prefix: str = "",
) -> None:
    """Compare the rows of one release or event, by value (``outcomes``) and by value and status (``status``)."""
    want, have, either = by_cell(wanted), by_cell(found), by_cell(free)
    missed: list[tuple[GoldOutcome, Outcome | None]] = []
    made_up: list[Outcome] = []
    for level in MEANT:
        for key in sorted(want.keys() | have.keys(), key=str):
            left = list(have.get(key, []))
            for row in want.get(key, []):
                near = [o for o in left if agree(row, o)]
                # Of several rows with the right value, one with the right status too.
                best = next((o for o in near if o.status == row.status), near[0] if near else None)
                if best is not None:
                    left.remove(best)
                if best is not None and (level == "outcomes" or best.status == row.status):
                    tally.right(prefix + level, name, row.measure)
                    continue
                item = f"{key[1] or 'all'} {row.low}..{row.high} {row.status}; got {_show(have.get(key, []))}"
                tally.missing(prefix + level, name, row.measure, item)
                if best is not None:
                    tally.extra(prefix + level, name, row.measure, item, counted_only=True)
                if (level == "outcomes") == (best is None):
                    missed.append((row, best))
            for o in left:
                if o.implicit or o.status == "summed" or any(agree(row, o) for row in either.get(key, [])):
                    continue
                tally.extra(prefix + level, name, o.measure, f"{o.place or 'all'} {_show([o])}")
                if level == "outcomes":
                    made_up.append(o)
    _tell(tally, name, missed, made_up)


def _tell(
    tally: Tally, name: str, missed: Sequence[tuple[GoldOutcome, Outcome | None]], made_up: Sequence[Outcome]
) -> None:
    """One error a row; a row missed and one made up in the same cell are one wrong outcome."""
    left = list(made_up)
    for row, best in missed:
        kind = "wrong status"
        if best is None:
            best = next((o for o in left if cell(o) == cell(row)), None)
            kind = "wrong outcome" if best else "outcome missed"
            if best:
                left.remove(best)
        expected = f"{row.place or 'all'} {row.low}..{row.high} {row.status}"
        tally.errors.append(Error(kind, name, row.measure, expected, _words(best) if best else ""))
    for o in left:
        tally.errors.append(Error("spurious outcome", name, o.measure, "", _words(o)))


def _words(row: Outcome) -> str:
    return f"{row.place or 'all'} {_show([row])} ({row.explanation})"


def _show(rows: Sequence[Outcome]) -> str:
    return ", ".join(f"{o.low}..{o.high} {o.status}" for o in rows) or "nothing"


def score_event(
    tally: Tally,
    event: GoldEvent,
    ids: Mapping[str, str],
    operations: Sequence[Operation],
    outcomes: Sequence[Outcome],
) -> None:
    """Rows drawn from all releases of an event; skipped where a release of it is not among those evaluated."""
    members = {ids[name] for name in event.releases if name in ids}
    if len(members) < len(event.releases):
        return
    best = max(operations, key=lambda o: len(members & set(o.release_ids)), default=None)
    found = [o for o in outcomes if best and o.release_id is None and o.operation_id == best.operation_id]
    sure = [o for o in event.outcomes if not o.arguable]
    arguable = [o for o in event.outcomes if o.arguable]
    skipped = {cell(o) for o in arguable} - {cell(o) for o in sure}
    rows = [_forgive(o, sure) for o in found if cell(o) not in skipped]
    score_rows(tally, event.event, sure, arguable, rows, prefix="event_")


def _forgive(found: Outcome, sure: Sequence[GoldOutcome]) -> Outcome:
    # A second status that can be defended counts as the first.
    for wanted in sure:
        if (
            wanted.status is not None
            and found.status in wanted.status_also
            and found.measure == wanted.measure
            and same(found.low, wanted.low)
        ):
            found = replace(found, status=wanted.status)
    return found


def score_links(
    tally: Tally, golds: Sequence[Gold], ids: Mapping[str, str], operations: Sequence[Operation]
) -> None:
    """Pairs of releases put under one operation, against equal events."""
    holders: defaultdict[str | None, set[str]] = defaultdict(set)
    for operation in operations:
        for release_id in operation.release_ids:
            holders[release_id].add(operation.operation_id)
    for a, b in combinations(golds, 2):
        if not (a.event and b.event):
            continue
        together = bool(holders[ids.get(a.id)] & holders[ids.get(b.id)])
        if a.event == b.event and together:
            tally.right("linked", a.id, "pair")
        elif a.event == b.event:
            tally.missing("linked", a.id, "pair", b.id)
        elif together:
            tally.extra("linked", a.id, "pair", b.id)
