"""SQLite: one database ``opledger.sqlite``, with keys and indexes; lists and objects as JSON text."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from opledger.tables.rows import SCHEMA, Kind, Row

TYPES = {
    Kind.TEXT: "TEXT",
    Kind.INTEGER: "INTEGER",
    Kind.NUMBER: "NUMERIC",
    Kind.BOOLEAN: "BOOLEAN",
    Kind.LIST: "TEXT",
    Kind.OBJECT: "TEXT",
}

INDEXED = ("release_id", "operation_id", "measure", "label")

REFERENCES = {
    ("mentions", "release_id"): "releases",
    ("figures", "release_id"): "releases",
    ("figures", "operation_id"): "operations",
    ("outcomes", "release_id"): "releases",
    ("outcomes", "operation_id"): "operations",
    ("conflicts", "release_id"): "releases",
    ("conflicts", "operation_id"): "operations",
    ("links", "release_id"): "releases",
    ("links", "operation_id"): "operations",
}


def create(table: str) -> str:
    """The statement that makes a table; its first column is its key."""
    columns = []
    for number, (column, kind) in enumerate(SCHEMA[table].items()):
        line = f'"{column}" {TYPES[kind]}'
        if number == 0:
            line += " PRIMARY KEY NOT NULL"
        if (other := REFERENCES.get((table, column))) is not None:
            line += f' REFERENCES "{other}" ("{column}")'
        columns.append(line)
    return f'CREATE TABLE "{table}" ({", ".join(columns)})'


def value(item: Any) -> Any:
    """A value as SQLite stores it."""
    return json.dumps(item, ensure_ascii=False) if isinstance(item, list | dict) else item


class Writer:
    """Writes ``opledger.sqlite``."""

    def __init__(self, folder: Path) -> None:
        self._base = sqlite3.connect(folder / "opledger.sqlite")
        # The file stands aside until it is whole, so a journal would only cost time.
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA synchronous = OFF")
        self._inserts = {}
        for table, columns in SCHEMA.items():
            self._base.execute(create(table))
            self._inserts[table] = f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(columns))})'

    def write(self, table: str, row: Row) -> None:
        """Insert one row."""
        self._base.execute(self._inserts[table], [value(item) for item in row.values()])

    def close(self) -> None:
        """Make the indexes, commit and close."""
        for table, columns in SCHEMA.items():
            for column in list(columns)[1:]:
                if column in INDEXED:
                    self._base.execute(f'CREATE INDEX "{table}_{column}" ON "{table}" ("{column}")')
        self._base.commit()
        self._base.close()
