"""Rows made ready for their files in one process, to be written by another: making them is more work than writing them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from opledger.records import Record
from opledger.tables.formats import LINES, line_maker
from opledger.tables.rows import Row, to_row


@dataclass(frozen=True, slots=True)
class Prepared:
    """Rows of several tables.

    Args:
        lines: by format, then by table: lines as they are to stand in the file.
        rows: the rows in their order, where a format is no text; else none.
        sources: of each release what the description of the tables takes from it.
    """

    lines: dict[str, dict[str, str]]
    rows: list[tuple[str, Row]]
    sources: list[Row]


class Preparing:
    """A sink that makes rows ready.

    Args:
        formats: those of the tables.

    Example:
        >>> preparing = Preparing(["jsonl"])
        >>> preparing.add("releases", release)  # doctest: +SKIP
        >>> tables.take(preparing.done())  # doctest: +SKIP
    """

    def __init__(self, formats: Sequence[str]) -> None:
        self._makers = [(name, line_maker(name)) for name in formats if name in LINES]
        self._keeps_rows = any(name not in LINES for name in formats)
        self._lines: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._rows: list[tuple[str, Row]] = []
        self._sources: list[Row] = []

    def add(self, table: str, record: Record) -> None:
        """Take one record of a table."""
        row = to_row(record)
        if table == "releases":
            self._sources.append(
                {"publisher": row["publisher"], "metadata": {"url": row["metadata"].get("url")}}
            )
        if self._keeps_rows:
            self._rows.append((table, row))
        for name, line in self._makers:
            self._lines[name, table].append(line(row))

    def done(self) -> Prepared:
        """All that was taken."""
        lines: dict[str, dict[str, str]] = defaultdict(dict)
        for (name, table), made in self._lines.items():
            lines[name][table] = "".join(made)
        return Prepared(dict(lines), self._rows, self._sources)
