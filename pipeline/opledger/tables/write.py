"""Write tables aside and move them into place together."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from opledger.errors import UsageError
from opledger.records import Record
from opledger.tables.about import About
from opledger.tables.asidefolder import AsideFolder
from opledger.tables.datapackage import Package
from opledger.tables.formats import FormatWriter, format_writer, table_file
from opledger.tables.formats.lines import LineFiles
from opledger.tables.ledgermark import refuse_ledgers
from opledger.tables.prepared import Prepared
from opledger.tables.rows import SCHEMA, Row, to_row

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})

Derive = Callable[[Path], list[dict[str, object]]]


class Sink(Protocol):
    """Whatever takes records: files on disk, or data frames."""

    def add(self, table: str, record: Record) -> None:
        """Take one record of a table."""


class TableWriter:
    """Writes all seven tables of a run to a folder, and ``datapackage.json``, which describes them.

    Rows go to a hidden folder inside ``folder`` at once; leaving the ``with`` block moves the finished files into
    place, unless an error is on its way out.

    Args:
        folder: where the tables are to be; made if missing.
        format: one of ``FORMATS``, or several.
        about: the program and the patterns that made the tables, for the description.

    Raises:
        UsageError: if the folder can't be made or written to, the disk is full, a format is unknown, or a ledger lies where a table is to be.
    """

    def __init__(
        self, folder: Path, format: str | Sequence[str] = "jsonl", about: About | None = None
    ) -> None:
        formats = tuple(dict.fromkeys([format] if isinstance(format, str) else format))
        writers = [format_writer(name) for name in formats]
        refuse_ledgers(folder / table_file(name, table) for name in formats for table in SCHEMA)
        self.folder, self.formats = folder, formats
        self._writers: list[FormatWriter] = []
        self._package = Package(formats, about or About())
        try:
            self._aside = AsideFolder(folder)
        except (FileExistsError, NotADirectoryError) as err:
            raise UsageError(
                "is a file, not a folder", str(err.filename), "name another folder with --out"
            ) from err
        except OSError as err:
            raise UsageError(
                f"can't write to this folder ({err.strerror})", str(folder), "name another folder with --out"
            ) from err
        self.aside = self._aside.path
        try:
            for writer in writers:
                self._writers.append(writer(self._aside.files))
        except BaseException as err:
            self._aside.remove()
            if isinstance(err, OSError):
                raise self._unwritten(err) from err
            raise

    def add(self, table: str, record: Record) -> None:
        """Write one record."""
        self.add_row(table, to_row(record))

    def add_row(self, table: str, row: Row) -> None:
        """Write one row, as ``to_row`` or ``read_table`` gives it."""
        if table == "releases":
            self.note_release(row)
        try:
            for writer in self._writers:
                writer.write(table, row)
        except OSError as err:
            raise self._unwritten(err) from err

    def take(self, prepared: Prepared) -> None:
        """Write rows that were made ready for ``formats`` elsewhere."""
        for source in prepared.sources:
            self.note_release(source)
        try:
            for name, writer in zip(self.formats, self._writers, strict=True):
                if isinstance(writer, LineFiles):
                    for table, lines in prepared.lines.get(name, {}).items():
                        writer.write_lines(table, lines)
                    continue
                for table, row in prepared.rows:
                    writer.write(table, row)
        except OSError as err:
            raise self._unwritten(err) from err

    def note_release(self, row: Row) -> None:
        """Name the publisher of a release among the sources; ``add_row`` does so by itself."""
        self._package.note_release(row)

    def derive(self, write: Derive) -> None:
        """Let ``write`` put further files beside the tables.

        Args:
            write: takes the folder in which to write, and gives the resources that describe what it wrote.
        """
        try:
            self._package.resources += write(self._aside.files)
        except OSError as err:
            raise self._unwritten(err) from err

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._finish()
            else:
                for writer in self._writers:
                    with suppress(Exception):  # what went wrong first is what is told
                        writer.close()
                # What is kept aside lies on the same disk.
                if isinstance(error, OSError) and error.errno in FULL:
                    raise self._unwritten(error) from error
        finally:
            self._aside.remove()

    def _finish(self) -> None:
        try:
            for writer in self._writers:
                writer.close()
            self._package.write(self._aside.files)
            self._aside.publish()
        except OSError as err:
            raise self._unwritten(err) from err

    def _unwritten(self, err: OSError) -> UsageError:
        return UsageError(
            f"the tables can't be written ({err.strerror or err})",
            str(self.folder),
            "make room or name another folder with --out; tables that were there are as they were",
        )
