"""Where a report reads its tables from: a folder of tables, a ledger, or records in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from opledger.errors import UsageError
from opledger.records import Record
from opledger.tables.read import read_table
from opledger.tables.rows import Row, to_row

# Asked for the name of a table, a source gives its rows; it can be asked more than once.
Source = Callable[[str], Iterator[Row]]


@contextmanager
def open_source(where: str) -> Iterator[Source]:
    """The tables of a folder that ``opledger extract`` wrote, or of a ledger (a file or a database URL), all of one moment.

    Raises:
        UsageError: if nothing is there.
    """
    folder = Path(where)
    if folder.is_dir():
        yield lambda table: read_table(folder, table)
        return
    if "://" not in where and not folder.exists():
        raise UsageError("no such folder", where, "name a folder written by 'opledger extract', or a ledger")
    from opledger.ledger.rows import snapshot

    with snapshot(where) as source:
        yield source


def in_memory(records: Mapping[str, Iterable[Record]]) -> Source:
    """Records of one run as a source; tables that are not named are empty.

    Example:
        >>> list(in_memory({})("figures"))
        []
    """
    kept = {table: [to_row(record) for record in found] for table, found in records.items()}
    return lambda table: iter(kept.get(table, []))
