"""What a ledger says of itself: its settings, its runs, and what they changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update

from opledger.ledger.changes import Change
from opledger.ledger.kept import Made
from opledger.ledger.schema import CHANGES, INFO, RUNS


def pairs(base: Connection, query: Select[Any]) -> dict[Any, Any]:
    """What a query of two columns gives: the second by the first."""
    return {row[0]: row[1] for row in base.execute(query)}


def info(base: Connection, key: str, default: Any = None) -> Any:
    """A setting of the ledger."""
    found = base.execute(select(INFO.c.value).where(INFO.c.key == key)).first()
    return default if found is None else found[0]


def set_info(base: Connection, key: str, value: Any) -> None:
    """Keep a setting."""
    if base.execute(update(INFO).where(INFO.c.key == key).values(value=value)).rowcount == 0:
        base.execute(insert(INFO).values(key=key, value=value))


def begin_run(base: Connection, command: str, made: Made) -> int:
    """Note that a run begins; its number."""
    row = {"command": command, "started": _now(), "version": made.version, "patterns": made.patterns}
    done = base.execute(insert(RUNS).values(**row))
    key = done.inserted_primary_key
    assert key is not None
    return int(key[0])


def end_run(base: Connection, run_id: int, counts: dict[str, int]) -> None:
    """Note that a run is done, and what it came to."""
    base.execute(update(RUNS).where(RUNS.c.run_id == run_id).values(finished=_now(), **counts))


def note_changes(base: Connection, run_id: int, changes: Sequence[Change]) -> None:
    """Keep what a run changed."""
    if changes:
        base.execute(insert(CHANGES), [{"run_id": run_id, **change.as_row()} for change in changes])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
