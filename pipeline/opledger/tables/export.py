"""Take tables from where they stand to other formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from opledger.tables.about import About
from opledger.tables.formats import FORMATS
from opledger.tables.rows import SCHEMA, Row
from opledger.tables.write import TableWriter

# What export writes beside the formats of the tables: views made of several of them.
VIEWS = ("wide", "ftm")

EXPORTS = (*FORMATS, *VIEWS)


def export(
    tables: Callable[[str], Iterable[Row]],
    out: Path,
    formats: Sequence[str],
    about: About,
    on_row: Callable[[], None] | None = None,
) -> dict[str, int]:
    """Write tables in other formats.

    Args:
        tables: gives the rows of a table; it is called several times where a view is asked for.
        out: the folder to write to; made if missing.
        formats: some of ``EXPORTS``.
        about: what made the tables.
        on_row: called after each row of a table.

    Returns:
        How many rows each table has that was written; none for views.

    Raises:
        UsageError: if ``out`` can't be written to, or a format is unknown.
    """
    plain = [name for name in formats if name not in VIEWS]
    counts: dict[str, int] = {}
    with TableWriter(out, plain, about) as writer:
        for table in SCHEMA if plain else ():
            counts[table] = 0
            for row in tables(table):
                writer.add_row(table, row)
                counts[table] += 1
                if on_row:
                    on_row()
        if not plain:
            for row in tables("releases"):
                writer.note_release(row)
        if "wide" in formats:
            writer.derive(partial(_wide, tables=tables, about=about))
        if "ftm" in formats:
            writer.derive(partial(_ftm, tables=tables))
    return counts


def _wide(folder: Path, tables: Callable[[str], Iterable[Row]], about: About) -> list[dict[str, object]]:
    from opledger.tables.wide import write_wide

    return write_wide(folder, tables, about)


def _ftm(folder: Path, tables: Callable[[str], Iterable[Row]]) -> list[dict[str, object]]:
    from opledger.tables.ftm import FILE, write_ftm

    write_ftm(folder, tables)
    return [
        {
            "name": "entities",
            "title": "FollowTheMoney entities, one JSON object a line",
            "path": FILE,
            "format": "jsonl",
            "mediatype": "application/jsonl",
            "encoding": "utf-8",
        }
    ]
