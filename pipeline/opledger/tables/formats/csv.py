"""CSV: one file a table, UTF-8 without a byte order mark, a header line, every text quoted.

Lists and objects stand as JSON. Null is an empty field, the empty text is ``""``. A text that a spreadsheet would compute has an
apostrophe in front (see ``opledger.tables.formula``), which ``read_table`` takes off again; numbers stay numbers.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from opledger.tables.formats.lines import LineFiles
from opledger.tables.formula import guard
from opledger.tables.rows import SCHEMA, Row


def field(value: Any) -> str:
    """One value as a CSV field.

    Example:
        >>> [field(v) for v in ('a "b" c', 144, -2, True, None, "=A1")]
        ['"a ""b"" c"', '144', '-2', 'true', '', '"\\'=A1"']
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = guard(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return '"' + text.replace('"', '""') + '"'


def line(row: Row) -> str:
    """A row as a line, its end with it.

    Example:
        >>> line({"value": 16, "unit": None, "text": "sixteen"})
        '16,,"sixteen"\\n'
    """
    return ",".join(map(field, row.values())) + "\n"


class Writer(LineFiles):
    """Writes ``<table>.csv``."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, ".csv")
        for table, columns in SCHEMA.items():
            self.write_lines(table, ",".join(columns) + "\n")

    def write(self, table: str, row: Row) -> None:
        """Add one line."""
        self.write_lines(table, line(row))
