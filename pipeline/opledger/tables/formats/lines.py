"""Tables that are text, one file a table and one line a row."""

from __future__ import annotations

from pathlib import Path

from opledger.tables.rows import SCHEMA


class LineFiles:
    """The open files of a folder, ``<table><suffix>``, UTF-8, line ends as written."""

    def __init__(self, folder: Path, suffix: str) -> None:
        self._files = {
            table: (folder / f"{table}{suffix}").open("w", encoding="utf-8", newline="\n") for table in SCHEMA
        }

    def close(self) -> None:
        """Close the files."""
        for file in self._files.values():
            file.close()
