"""CSV: one file a table, UTF-8, a header line, every text quoted.

Lists and objects stand as JSON. Null is an empty field, the empty text is ``""``. Cells are never changed to
please a spreadsheet: offsets and spans would no longer agree.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from opledger.tables.formats.lines import LineFiles
from opledger.tables.rows import SCHEMA, Row


def field(value: Any) -> str:
    """One value as a CSV field.

    Example:
        >>> [field(v) for v in ('a "b" c', 144, True, None)]
        ['"a ""b"" c"', '144', 'true', '']
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return '"' + text.replace('"', '""') + '"'


class Writer(LineFiles):
    """Writes ``<table>.csv``."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, ".csv")
        for table, file in self._files.items():
            file.write(",".join(SCHEMA[table]) + "\n")

    def write(self, table: str, row: Row) -> None:
        """Add one line."""
        self._files[table].write(",".join(map(field, row.values())) + "\n")
