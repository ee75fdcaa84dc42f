"""The tables as pandas DataFrames."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opledger.records import Record
from opledger.run.job import Options, run_job
from opledger.tables.rows import SCHEMA, Kind, Row, to_row

if TYPE_CHECKING:
    import pandas as pd

_DTYPES = {Kind.INTEGER: "Int64", Kind.NUMBER: "Float64", Kind.BOOLEAN: "boolean"}


class _Rows:
    """A sink that keeps rows in memory."""

    def __init__(self) -> None:
        self.tables: dict[str, list[Row]] = {table: [] for table in SCHEMA}

    def add(self, table: str, record: Record) -> None:
        self.tables[table].append(to_row(record))


def to_frame(table: str, rows: list[Row]) -> pd.DataFrame:
    """Rows as a DataFrame with the table's columns, empty or not.

    Numbers are nullable (``Float64``, ``Int64``, ``boolean``); texts are strings or ``None``; lists are lists.
    """
    import pandas as pd

    columns: dict[str, Any] = {}
    for name, kind in SCHEMA[table].items():
        values = [row[name] for row in rows]
        if kind is Kind.NUMBER:
            values = [None if v is None else float(v) for v in values]
        columns[name] = pd.Series(values, dtype=_DTYPES.get(kind, "object"))
    return pd.DataFrame(columns)


def extract(
    inputs: str | Path | Iterable[str | Path],
    patterns: Iterable[str] = (),
    profile: str | None = None,
    judgements: str | Path | None = None,
    decisions: str | Path | None = None,
) -> dict[str, pd.DataFrame]:
    """Read, extract and reconcile; the tables as DataFrames.

    Args:
        inputs: a path, a glob, or several of them, as on the command line.
        patterns: names or paths of pattern packs beside ``core``.
        judgements: a file in which a user says which releases are on one operation.
        profile: how vague words are read.
        decisions: a file of what a reviewer decided on figures and operations.

    Raises:
        UsageError: if an input does not exist, or judgements or decisions are faulty.
        PatternError: if a pack can't be loaded.
    """
    several = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    rows = _Rows()
    told = Path(judgements) if judgements else None
    decided = Path(decisions) if decisions else None
    options = Options(tuple(patterns), judgements=told, profile=profile, decisions=decided)
    run_job(several, rows, options)
    return {table: to_frame(table, found) for table, found in rows.tables.items()}
