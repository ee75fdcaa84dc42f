"""JSON Lines: one file a table, one object a line, UTF-8."""

from __future__ import annotations

import json
from pathlib import Path

from opledger.tables.formats.lines import LineFiles
from opledger.tables.rows import Row

_dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
# Line ends to some readers: escaped, they can't split a line.
_ODD = (("\u2028", "\\u2028"), ("\u2029", "\\u2029"), ("\x85", "\\u0085"))


def line(row: Row) -> str:
    """A row as a line, its end with it.

    Example:
        >>> line({"value": 16, "unit": None})
        '{"value": 16, "unit": null}\\n'
    """
    made = _dumps(row)
    if not made.isascii():
        for odd, escape in _ODD:
            made = made.replace(odd, escape)
    return made + "\n"


class Writer(LineFiles):
    """Writes ``<table>.jsonl``; the keys of a line are the columns, in the contract's order."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, ".jsonl")

    def write(self, table: str, row: Row) -> None:
        """Add one line."""
        self.write_lines(table, line(row))
