"""DuckDB: one database ``opledger.duckdb``, typed, with keys; lists are ``VARCHAR[]``, objects JSON text."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from opledger.errors import UsageError
from opledger.tables.formats.parquet import Writer as ParquetWriter
from opledger.tables.keys import PRIMARY, REFERENCES
from opledger.tables.rows import SCHEMA, Kind, Row

if TYPE_CHECKING:
    import duckdb

TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.INTEGER: "BIGINT",
    Kind.NUMBER: "DOUBLE",
    Kind.BOOLEAN: "BOOLEAN",
    Kind.LIST: "VARCHAR[]",
    Kind.OBJECT: "VARCHAR",
}

# DuckDB checks a reference as the row goes in, so what is pointed at goes first.
ORDER = ("releases", "operations", "mentions", "figures", "outcomes", "conflicts", "links")


def create(table: str, references: bool = True) -> str:
    """The statement that makes a table, with its references to other tables or without.

    References into the table itself are left out: DuckDB would want the rows of one insert in the order of their references.
    """
    columns = []
    for column, kind in SCHEMA[table].items():
        line = f'"{column}" {TYPES[kind]}'
        if column == PRIMARY[table]:
            line += " PRIMARY KEY"
        other = REFERENCES.get((table, column), table)
        if references and other != table:
            line += f' REFERENCES "{other}" ("{PRIMARY[other]}")'
        columns.append(line)
    return f'CREATE TABLE "{table}" ({", ".join(columns)})'


class Writer:
    """Writes ``opledger.duckdb``, by way of Parquet files that DuckDB takes in whole at the end.

    Raises:
        UsageError: if duckdb is not installed.
    """

    def __init__(self, folder: Path) -> None:
        try:
            import duckdb
        except ImportError as err:
            raise UsageError(
                "the format duckdb needs a package", "duckdb", "pip install 'opledger[duckdb]'"
            ) from err
        self._library = duckdb
        self._folder = folder
        self._loading = folder / "loading"
        self._loading.mkdir()
        self._rows = ParquetWriter(self._loading)

    def write(self, table: str, row: Row) -> None:
        """Add one row."""
        self._rows.write(table, row)

    def close(self) -> None:
        """Load every table and close the file."""
        self._rows.close()
        try:
            # One thread keeps the rows in the order in which they came.
            config: dict[str, str | bool | int | float | list[str]] = {
                "threads": 1,
                "temp_directory": str(self._loading),
            }
            with self._library.connect(str(self._folder / "opledger.duckdb"), config=config) as base:
                for table in ORDER:
                    file = self._loading / f"{table}.parquet"
                    self._load(base, table, file)
                    file.unlink()
        except (
            self._library.IOException,
            self._library.TransactionException,
            self._library.FatalException,
        ) as err:
            raise OSError(str(err).splitlines()[0]) from err
        shutil.rmtree(self._loading)

    def _load(self, base: duckdb.DuckDBPyConnection, table: str, file: Path) -> None:
        rows = f'INSERT INTO "{table}" SELECT * FROM read_parquet(?)'
        base.execute(create(table))
        try:
            base.execute(rows, [str(file)])
        except self._library.ConstraintException:
            # Rows that somebody has picked out can point at rows that were left behind: better without a reference than lost.
            base.execute(f'DROP TABLE "{table}"')
            base.execute(create(table, references=False))
            base.execute(rows, [str(file)])
