"""Tables that are text, one file a table and one line a row."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from opledger.tables.rows import SCHEMA


class LineFiles:
    """The open files of a folder, ``<table><suffix>``, UTF-8, line ends as written."""

    def __init__(self, folder: Path, suffix: str) -> None:
        self._open = ExitStack()
        self._files = {
            table: self._open.enter_context(
                (folder / f"{table}{suffix}").open("w", encoding="utf-8", newline="\n")
            )
            for table in SCHEMA
        }

    def write_lines(self, table: str, lines: str) -> None:
        """Add lines that are made already, line ends and all."""
        self._files[table].write(lines)

    def close(self) -> None:
        """Close the files, all of them even where one can't be finished."""
        self._open.close()
