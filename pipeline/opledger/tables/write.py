"""Write tables aside and move them into place together."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, cast

from opledger.errors import UsageError
from opledger.records import Record
from opledger.tables.rows import SCHEMA, Row, to_row

FORMATS = ("jsonl", "csv", "parquet", "sqlite")


class FormatWriter(Protocol):
    """One format: takes rows table by table, in the order of the contract or mixed."""

    def __init__(self, folder: Path) -> None: ...

    def write(self, table: str, row: Row) -> None:
        """Add one row to a table."""

    def close(self) -> None:
        """Finish every table, empty ones too, and close the files."""


class Sink(Protocol):
    """Whatever takes records: files on disk, or data frames."""

    def add(self, table: str, record: Record) -> None:
        """Take one record of a table."""


def format_writer(name: str) -> Callable[[Path], FormatWriter]:
    """The writer class of a format.

    Raises:
        UsageError: if there is no such format.
    """
    if name not in FORMATS:
        raise UsageError("no such format", where=name, advice=f"formats: {', '.join(FORMATS)}")
    module = import_module(f"opledger.tables.formats.{name}")
    return cast("Callable[[Path], FormatWriter]", module.Writer)


class TableWriter:
    """Writes all seven tables of a run to a folder.

    Rows go to a hidden folder inside ``folder`` at once; leaving the ``with`` block moves the finished files into
    place, unless an error is on its way out.

    Args:
        folder: where the tables are to be; made if missing.
        format: one of ``FORMATS``.

    Raises:
        UsageError: if the folder can't be made or written to, or the format is unknown.
    """

    def __init__(self, folder: Path, format: str = "jsonl") -> None:
        writer = format_writer(format)
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.aside = Path(tempfile.mkdtemp(prefix=".opledger-", dir=folder))
        except (FileExistsError, NotADirectoryError) as err:
            raise UsageError(
                "is a file, not a folder", str(err.filename), "name another folder with --out"
            ) from err
        except OSError as err:
            raise UsageError(
                f"can't write to this folder ({err.strerror})", str(folder), "name another folder with --out"
            ) from err
        self._tables = self.aside / "tables"
        self._tables.mkdir()
        self._writer = writer(self._tables)

    def add(self, table: str, record: Record) -> None:
        """Write one record."""
        self._writer.write(table, to_row(record))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._writer.close()
            if error is None:
                for path in sorted(self._tables.iterdir()):
                    path.replace(self.folder / path.name)
        finally:
            shutil.rmtree(self.aside, ignore_errors=True)


def file_names() -> list[str]:
    """The names of all files that any format writes."""
    tables = [f"{table}.{name}" for name in FORMATS if name != "sqlite" for table in SCHEMA]
    return [*tables, "opledger.sqlite"]
