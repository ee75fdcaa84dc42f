"""SQLite: one database ``opledger.sqlite``, with keys and indexes; lists and objects as JSON text."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from opledger.tables.diskfaults import as_file_errors
from opledger.tables.keys import INDEXED, PRIMARY, REFERENCES
from opledger.tables.rows import SCHEMA, Kind, Row

TYPES = {
    Kind.TEXT: "TEXT",
    Kind.INTEGER: "INTEGER",
    Kind.NUMBER: "NUMERIC",
    Kind.BOOLEAN: "BOOLEAN",
    Kind.LIST: "TEXT",
    Kind.OBJECT: "TEXT",
}


def create(table: str) -> str:
    """The statement that makes a table; its first column is its key."""
    columns = []
    for column, kind in SCHEMA[table].items():
        line = f'"{column}" {TYPES[kind]}'
        if column == PRIMARY[table]:
            line += " PRIMARY KEY NOT NULL"
        if (other := REFERENCES.get((table, column))) is not None:
            line += f' REFERENCES "{other}" ("{PRIMARY[other]}")'
        columns.append(line)
    return f'CREATE TABLE "{table}" ({", ".join(columns)})'


def value(item: Any) -> Any:
    """A value as SQLite stores it."""
    return json.dumps(item, ensure_ascii=False) if isinstance(item, list | dict) else item


class Writer:
    """Writes ``opledger.sqlite``."""

    def __init__(self, folder: Path) -> None:
        self._base = sqlite3.connect(folder / "opledger.sqlite")
        self._inserts = {}
        with as_file_errors():
            # The file stands aside until it is whole, so a journal would only cost time.
            self._base.execute("PRAGMA journal_mode = OFF")
            self._base.execute("PRAGMA synchronous = OFF")
            for table, columns in SCHEMA.items():
                self._base.execute(create(table))
                self._inserts[table] = f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(columns))})'

    def write(self, table: str, row: Row) -> None:
        """Insert one row."""
        with as_file_errors():
            self._base.execute(self._inserts[table], [value(item) for item in row.values()])

    def close(self) -> None:
        """Make the indexes, commit and close."""
        try:
            with as_file_errors():
                for table, columns in SCHEMA.items():
                    for column in list(columns)[1:]:
                        if column in INDEXED:
                            self._base.execute(f'CREATE INDEX "{table}_{column}" ON "{table}" ("{column}")')
                self._base.commit()
        finally:
            self._base.close()
