"""The rows of a ledger's tables, in the order that ``opledger extract`` writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, Table, select

from opledger.errors import UsageError
from opledger.ledger.journal import pairs
from opledger.ledger.schema import CONTRACT, LINK_PLACES, OPERATION_WORKINGS, WORKINGS
from opledger.ledger.store import Store
from opledger.tables.rows import Row

# Of so many releases or operations the rows are in memory at once.
BUNCH = 200


def rows(target: str | Path, table: str) -> Iterator[Row]:
    """The rows of one table, one at a time.

    Args:
        target: path of a ledger, or address of one in PostgreSQL.
        table: one of the contract's tables.

    Raises:
        UsageError: if there is no such ledger or table.

    Example:
        >>> for row in rows("ops.db", "outcomes"): ...  # doctest: +SKIP
    """
    with snapshot(target) as read:
        yield from read(table)


@contextmanager
def snapshot(target: str | Path) -> Iterator[Callable[[str], Iterator[Row]]]:
    """A function that gives the rows of a table; those of all tables are of one moment, whatever is added meanwhile.

    Args:
        target: path of a ledger, or address of one in PostgreSQL.

    Raises:
        UsageError: if there is no such ledger.

    Example:
        >>> with snapshot("ops.db") as read:  # doctest: +SKIP
        ...     tables = {table: list(read(table)) for table in ("releases", "figures")}
    """
    with Store(target) as store, store.reading() as base:
        yield lambda table: table_rows(base, table)


def table_rows(base: Connection, table: str) -> Iterator[Row]:
    """The rows of one table, read in the transaction of ``base``.

    Raises:
        UsageError: if there is no such table.
    """
    if table not in CONTRACT:
        raise UsageError("no such table", table, f"tables: {', '.join(CONTRACT)}")
    if table in ("mentions", "figures"):
        return _of_releases(base, CONTRACT[table])
    if table in ("outcomes", "conflicts"):
        return _of_operations(base, CONTRACT[table])
    return _plain(base, table)


def _plain(base: Connection, name: str) -> Iterator[Row]:
    table = CONTRACT[name]
    query: Select[Any] = select(table)
    if name == "releases":
        query = query.join(WORKINGS, WORKINGS.c.release_id == table.c.release_id)
        query = query.order_by(WORKINGS.c.place, WORKINGS.c.arrival)
    elif name == "links":
        query = query.join(LINK_PLACES, LINK_PLACES.c.link_id == table.c.link_id).order_by(
            LINK_PLACES.c.place
        )
    else:
        query = query.order_by(table.c.operation_id)
    found = base.execution_options(yield_per=BUNCH).execute(query)
    for row in found.mappings():
        yield dict(row)


def _of_releases(base: Connection, table: Table) -> Iterator[Row]:
    """Rows that stand in releases: by release, then in the order of finding."""
    query = select(WORKINGS.c.release_id).order_by(WORKINGS.c.place, WORKINGS.c.arrival)
    ids = [str(own) for own in base.execute(query).scalars()]
    order = WORKINGS.c[table.name]
    for at in range(0, len(ids), BUNCH):
        bunch = ids[at : at + BUNCH]
        own = select(WORKINGS.c.release_id, order).where(WORKINGS.c.release_id.in_(bunch))
        inside = {rid: [item for item, _ in items] for rid, items in base.execute(own)}
        yield from _in_order(base, table, table.c.release_id.in_(bunch), [inside[rid] for rid in bunch])


def _of_operations(base: Connection, table: Table) -> Iterator[Row]:
    """Rows that stand under operations: by operation, then in the order of making."""
    query = select(OPERATION_WORKINGS.c.operation_id).order_by(OPERATION_WORKINGS.c.operation_id)
    ids = [str(own) for own in base.execute(query).scalars()]
    order = OPERATION_WORKINGS.c[table.name]
    for at in range(0, len(ids), BUNCH):
        bunch = ids[at : at + BUNCH]
        own = select(OPERATION_WORKINGS.c.operation_id, order)
        inside = pairs(base, own.where(OPERATION_WORKINGS.c.operation_id.in_(bunch)))
        yield from _in_order(base, table, table.c.operation_id.in_(bunch), [inside[own] for own in bunch])


def _in_order(base: Connection, table: Table, where: Any, order: list[list[str]]) -> Iterator[Row]:
    key = next(iter(table.primary_key.columns))
    found = {row[key]: dict(row) for row in base.execute(select(table).where(where)).mappings()}
    for items in order:
        for item in items:
            yield found[item]
