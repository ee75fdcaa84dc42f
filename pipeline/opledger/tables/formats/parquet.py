"""Parquet: one file a table, typed, lists as lists, objects as JSON text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from opledger.tables.rows import SCHEMA, Kind, Row

# A row group is cut at so many rows or characters of text, whichever comes first: the cut depends on the rows
# alone, so the same rows give the same bytes, and memory stays small.
GROUP_ROWS, GROUP_CHARACTERS = 5_000, 8_000_000

TYPES: dict[Kind, Any] = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.LIST: pa.list_(pa.string()),
    Kind.OBJECT: pa.string(),
}


def schema(table: str) -> Any:
    """The Arrow schema of a table."""
    return pa.schema([(column, TYPES[kind]) for column, kind in SCHEMA[table].items()])


class Writer:
    """Writes ``<table>.parquet``."""

    def __init__(self, folder: Path) -> None:
        self._schemas = {table: schema(table) for table in SCHEMA}
        self._files = {
            table: pq.ParquetWriter(folder / f"{table}.parquet", known, compression="zstd")
            for table, known in self._schemas.items()
        }
        self._numbers = {
            table: [name for name, kind in SCHEMA[table].items() if kind is Kind.NUMBER] for table in SCHEMA
        }
        self._rows: dict[str, list[Row]] = {table: [] for table in SCHEMA}
        self._size = dict.fromkeys(SCHEMA, 0)

    def write(self, table: str, row: Row) -> None:
        """Add one row; full groups go to disk."""
        row = dict(row)
        if table == "releases":
            row |= {"metadata": json.dumps(row["metadata"], ensure_ascii=False)}
            self._size[table] += len(row["text"])
        # Arrow refuses a whole number that a double can't hold exactly; a float it takes as it is.
        row |= {name: float(row[name]) for name in self._numbers[table] if row[name] is not None}
        self._rows[table].append(row)
        if len(self._rows[table]) >= GROUP_ROWS or self._size[table] >= GROUP_CHARACTERS:
            self._flush(table)

    def _flush(self, table: str) -> None:
        if self._rows[table]:
            self._files[table].write_table(pa.Table.from_pylist(self._rows[table], self._schemas[table]))
        self._rows[table], self._size[table] = [], 0

    def close(self) -> None:
        """Write what is left and close the files."""
        for table, file in self._files.items():
            self._flush(table)
            file.close()
