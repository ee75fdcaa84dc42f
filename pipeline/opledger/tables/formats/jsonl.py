"""JSON Lines: one file a table, one object a line, UTF-8."""

from __future__ import annotations

import json
from pathlib import Path

from opledger.tables.formats.lines import LineFiles
from opledger.tables.rows import Row


class Writer(LineFiles):
    """Writes ``<table>.jsonl``; the keys of a line are the columns, in the contract's order."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, ".jsonl")
        self._dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode

    def write(self, table: str, row: Row) -> None:
        """Add one line."""
        # U+2028 and U+2029 are line ends to some readers, and so is U+0085: escaped, they can't split a line.
        line = self._dumps(row)
        for odd, escape in (("\u2028", "\\u2028"), ("\u2029", "\\u2029"), ("\x85", "\\u0085")):
            if odd in line:
                line = line.replace(odd, escape)
        self._files[table].write(line + "\n")
