"""One module a format, each with a class ``Writer``; what they are called and which files they write."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from opledger.errors import UsageError
from opledger.tables.rows import SCHEMA, Row

# Formats that hold the tables as they are. ``read_table`` prefers them in this order.
FORMATS = ("jsonl", "csv", "parquet", "sqlite", "duckdb")

# Formats that are text, one line a row: lines can be made anywhere, by ``line_maker``.
LINES = ("jsonl", "csv")

# Formats in which all tables stand in one file.
DATABASES = ("sqlite", "duckdb")


class FormatWriter(Protocol):
    """One format: takes rows table by table, in the order of the contract or mixed."""

    def __init__(self, folder: Path) -> None: ...

    def write(self, table: str, row: Row) -> None:
        """Add one row to a table."""

    def close(self) -> None:
        """Finish every table, empty ones too, and close the files."""


def format_writer(name: str) -> Callable[[Path], FormatWriter]:
    """The writer class of a format.

    Raises:
        UsageError: if there is no such format.
    """
    if name not in FORMATS:
        raise UsageError("no such format", where=name, advice=f"formats: {', '.join(FORMATS)}")
    module = import_module(f"opledger.tables.formats.{name}")
    return cast("Callable[[Path], FormatWriter]", module.Writer)


def line_maker(name: str) -> Callable[[Row], str]:
    """What makes a line of a row, for one of ``LINES``."""
    module = import_module(f"opledger.tables.formats.{name}")
    return cast("Callable[[Row], str]", module.line)


def table_file(format: str, table: str) -> str:
    """The name of the file in which a format keeps a table.

    Example:
        >>> table_file("csv", "figures"), table_file("sqlite", "figures")
        ('figures.csv', 'opledger.sqlite')
    """
    return f"opledger.{format}" if format in DATABASES else f"{table}.{format}"


def file_names() -> list[str]:
    """The names of all files that opledger writes beside or instead of tables."""
    names = dict.fromkeys(table_file(format, table) for format in FORMATS for table in SCHEMA)
    return [*names, "datapackage.json", "wide.csv", "entities.ftm.json"]
