"""Read back the tables of a folder, whatever their format."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from opledger.errors import UsageError
from opledger.tables.about import About
from opledger.tables.formats import FORMATS, table_file
from opledger.tables.formula import unguard
from opledger.tables.rows import NULLABLE, SCHEMA, Kind, Row

# A cell of a release's text can be as long as the longest release.
_LONGEST_CELL = 2**31 - 1

_BATCH = 1_000


def read_table(folder: Path, table: str) -> Iterator[Row]:
    """The rows of one table, as they were written.

    Raises:
        UsageError: if the folder holds no such table.
    """
    # Where tables stand in several formats, those that datapackage.json describes are the last ones written.
    about = About.read(folder)
    for name in dict.fromkeys((*(about.formats if about else ()), *FORMATS)):
        file = folder / table_file(name, table)
        if name in _READERS and file.is_file():
            return _READERS[name](file, table)
    raise UsageError(
        f"holds no table of {table}",
        str(folder),
        f"write the tables first: opledger extract INPUT --out {folder}",
    )


def _jsonl(file: Path, table: str) -> Iterator[Row]:
    with file.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield json.loads(line)


def _csv(file: Path, table: str) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    kinds = SCHEMA[table]
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for cells in csv.DictReader(lines):
            yield {name: _cell(cells[name], kind, name in NULLABLE[table]) for name, kind in kinds.items()}


def _cell(cell: str, kind: Kind, nullable: bool) -> Any:
    # To a CSV reader an empty text and null are one; the data model says which of them it can be.
    if cell == "" and nullable:
        return None
    if kind in (Kind.INTEGER, Kind.NUMBER, Kind.BOOLEAN, Kind.LIST, Kind.OBJECT):
        return json.loads(cell)
    return unguard(cell)


def _parquet(file: Path, table: str) -> Iterator[Row]:
    import pyarrow.parquet as pq

    for batch in pq.ParquetFile(file).iter_batches():
        for row in batch.to_pylist():
            yield _typed(row, table, (Kind.OBJECT,))


def _sqlite(file: Path, table: str) -> Iterator[Row]:
    base = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    try:
        base.row_factory = sqlite3.Row
        for row in base.execute(f'SELECT * FROM "{table}" ORDER BY rowid'):
            yield _typed(dict(row), table, (Kind.OBJECT, Kind.LIST, Kind.BOOLEAN))
    finally:
        base.close()


def _duckdb(file: Path, table: str) -> Iterator[Row]:
    try:
        import duckdb
    except ImportError as err:
        raise UsageError("reading it needs a package", str(file), "pip install 'opledger[duckdb]'") from err
    with duckdb.connect(str(file), read_only=True) as base:
        found = base.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in found.description or ()]
        while rows := found.fetchmany(_BATCH):
            for row in rows:
                yield _typed(dict(zip(names, row, strict=True)), table, (Kind.OBJECT,))


def _typed(row: Row, table: str, parsed: tuple[Kind, ...]) -> Row:
    """Undo what a format did to values it has no type for."""
    kinds = SCHEMA[table]
    for name, value in row.items():
        kind = kinds[name]
        if kind is Kind.BOOLEAN and isinstance(value, int):
            row[name] = bool(value)
        elif kind in parsed and isinstance(value, str):
            row[name] = json.loads(value)
        elif isinstance(value, float) and value.is_integer():
            row[name] = int(value)
    return row


_READERS: dict[str, Callable[[Path, str], Iterator[Row]]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
    "sqlite": _sqlite,
    "duckdb": _duckdb,
}
