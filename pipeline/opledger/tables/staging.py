"""Rows put aside on disk under a key, for exports that bring rows of several tables together; memory stays small."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from opledger.tables.diskfaults import as_file_errors


class Staging:
    """Rows by kind and key, in a database file of its own that goes when the work is done.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder, Staging(Path(folder) / "aside") as staging:
        ...     staging.put("outcome", "op-1", {"measure": "arrests"})
        ...     list(staging.get("outcome", "op-1"))
        [{'measure': 'arrests'}]

    Raises:
        OSError: if the disk is full.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        with as_file_errors():
            self._base = sqlite3.connect(file)
            self._base.execute("PRAGMA journal_mode = OFF")
            self._base.execute("PRAGMA synchronous = OFF")
            self._base.execute(
                "CREATE TABLE kept (number INTEGER PRIMARY KEY, kind TEXT, key TEXT, row TEXT)"
            )
            self._base.execute("CREATE INDEX by_key ON kept (kind, key)")

    def put(self, kind: str, key: str, row: Any) -> None:
        """Keep a row, behind those already kept under the key."""
        insert = "INSERT INTO kept (kind, key, row) VALUES (?, ?, ?)"
        with as_file_errors():
            self._base.execute(insert, (kind, key, json.dumps(row)))

    def get(self, kind: str, key: str) -> Iterator[Any]:
        """The rows kept under a key, in the order in which they came."""
        found = self._base.execute(
            "SELECT row FROM kept WHERE kind = ? AND key = ? ORDER BY number", (kind, key)
        )
        for (row,) in found:
            yield json.loads(row)

    def has(self, kind: str, key: str) -> bool:
        """Whether anything is kept under a key."""
        return (
            self._base.execute("SELECT 1 FROM kept WHERE kind = ? AND key = ?", (kind, key)).fetchone()
            is not None
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()
        self._file.unlink(missing_ok=True)
