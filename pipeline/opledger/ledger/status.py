"""``status``: what a ledger holds, and whether it is up to date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, or_, select, text

from opledger.errors import OpledgerError, PatternError, UsageError
from opledger.ledger.changes import Change
from opledger.ledger.faults import RECOVER
from opledger.ledger.journal import info, pairs
from opledger.ledger.kept import Made
from opledger.ledger.migrations import number_of
from opledger.ledger.schema import CHANGES, CONTRACT, FORMER, OPERATION_WORKINGS, RUNS
from opledger.ledger.settings import stale_count
from opledger.ledger.settling import is_settled
from opledger.ledger.store import Store
from opledger.patternfiles import load_patterns


@dataclass(slots=True)
class Status:
    """What a ledger holds.

    ``rows`` counts rows by table, ``releases`` releases by status; ``stale`` releases and ``stale_operations`` operations were made by
    other patterns or another version; ``settled`` is false where a run was stopped before all was reconciled; ``runs`` are the last
    ones, the newest first.
    """

    ledger: str
    rows: dict[str, int]
    releases: dict[str, int]
    merged: int
    stale: int
    stale_operations: int
    settled: bool
    size: int
    schema: int
    made: Made
    packs: tuple[str, ...]
    profile: str | None
    runs: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def status(target: str | Path, runs: int = 5) -> Status:
    """What a ledger holds.

    Args:
        target: path of a ledger, or address of one in PostgreSQL.
        runs: how many of the last runs to tell of.

    Raises:
        UsageError: if there is no such ledger.
    """
    with Store(target) as store:
        with store.reading() as base:
            packs, profile = tuple(info(base, "packs", ())), info(base, "profile")
            made, notes = _current(packs, profile, str(info(base, "patterns", "")))
            releases, work = CONTRACT["releases"], OPERATION_WORKINGS
            other = or_(work.c.patterns != made.patterns, work.c.version != made.version)
            by_status = select(releases.c.status, func.count()).group_by(releases.c.status)
            by_status = by_status.order_by(releases.c.status)
            last = select(RUNS).order_by(RUNS.c.run_id.desc()).limit(runs)

            def count(query: Any) -> int:
                return int(base.execute(query).scalar_one())

            found = Status(
                ledger=store.shown,
                rows={
                    name: count(select(func.count()).select_from(table)) for name, table in CONTRACT.items()
                },
                releases=pairs(base, by_status),
                merged=count(
                    select(func.count()).select_from(FORMER).where(FORMER.c.merged_into.is_not(None))
                ),
                stale=stale_count(base, made),
                stale_operations=count(select(func.count()).select_from(work).where(other)),
                settled=is_settled(base),
                size=0,
                schema=number_of(base),
                made=made,
                packs=packs,
                profile=profile,
                runs=[dict(row) for row in base.execute(last).mappings()],
                notes=notes,
            )
        found.size = store.size()
    return found


def _current(packs: tuple[str, ...], profile: str | None, remembered: str) -> tuple[Made, list[str]]:
    """By what rows would be made now; what the ledger remembers where its packs can't be loaded."""
    try:
        return Made(load_patterns(packs, profile).hash), []
    except PatternError as err:
        return Made(remembered), [f"the patterns of the ledger can't be loaded: {err}"]


def changes_of(target: str | Path, run_id: int) -> list[Change]:
    """What a run changed.

    Raises:
        UsageError: if there is no such ledger or run.
    """
    with Store(target) as store, store.reading() as base:
        if base.execute(select(RUNS.c.run_id).where(RUNS.c.run_id == run_id)).first() is None:
            raise UsageError(
                f"there is no run {run_id}", store.shown, "'opledger status' lists the last runs"
            )
        query = select(CHANGES).where(CHANGES.c.run_id == run_id).order_by(CHANGES.c.change_id)
        return [_change(row) for row in base.execute(query).mappings()]


def _change(row: Any) -> Change:
    columns: Mapping[str, Any] = {name: row[name] for name in Change.__match_args__}
    return Change(**columns)


def check(target: str | Path) -> None:
    """Read all of a ledger, and compare its search with its texts.

    Raises:
        OpledgerError: if anything is damaged.
    """
    with Store(target) as store:
        if store.is_postgres:
            return
        with store.reading() as base:
            faults = base.execute(text("PRAGMA integrity_check(3)")).scalars().all()
            broken = base.execute(text("PRAGMA foreign_key_check")).all()
        if list(faults) != ["ok"] or broken:
            what = (
                "; ".join(str(f) for f in faults if f != "ok")
                or f"{len(broken)} rows refer to rows that are not there"
            )
            raise OpledgerError(f"the ledger is damaged ({what.splitlines()[0]})", store.shown, RECOVER)
