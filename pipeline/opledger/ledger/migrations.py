"""Bringing a ledger's tables up to this version, step by step; each step has a name and is kept in ``ledger_migrations``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Column, Connection, Table, func, inspect, select
from sqlalchemy.schema import CreateColumn

from opledger import __version__
from opledger.errors import UsageError
from opledger.ledger import schema
from opledger.ledger.search import SEARCHED, of_postgres, of_sqlite
from opledger.ledger.types import Number
from opledger.ledger.views import VIEWS

BATCH = 500


def _tables(base: Connection) -> None:
    """The tables of the contract, and those for working."""
    made = [
        *schema.CONTRACT.values(),
        *(schema.INFO, schema.MIGRATIONS, schema.RUNS, schema.CHANGES, schema.WORKINGS, schema.PATHS),
        *(schema.OPERATION_WORKINGS, schema.FORMER, schema.LINK_PLACES),
    ]
    schema.META.create_all(base, made)


def _relations(base: Connection) -> None:
    """Tables that follow the lists, filled from the lists that are there."""
    schema.META.create_all(base, list(schema.RELATIONS.values()))
    for name, table in schema.CONTRACT.items():
        columns = list(table.c)
        found = base.execute(select(*columns).order_by(columns[0])).mappings()
        for rows in iter(lambda found=found: found.fetchmany(BATCH), []):  # type: ignore[misc]
            insert_relations(base, name, [dict(row) for row in rows])


def _search(base: Connection) -> None:
    """Full-text search."""
    make = of_postgres if base.dialect.name == "postgresql" else of_sqlite
    for table, columns in SEARCHED.items():
        for statement in make(table, columns):
            base.exec_driver_sql(statement)


def _views(base: Connection) -> None:
    """Views, as this version has them."""
    for name, query in VIEWS.items():
        base.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")
        base.exec_driver_sql(f"CREATE VIEW {name} AS {' '.join(query.split())}")


def _seen(base: Connection) -> None:
    """The table of files that were read."""
    schema.META.create_all(base, [schema.SEEN])


# Steps are only ever added, at the end. A step that runs on a new ledger too must find what it would make, or leave it.
STEPS: tuple[tuple[str, Callable[[Connection], None]], ...] = (
    ("tables", _tables),
    ("relations", _relations),
    ("search", _search),
    ("views", _views),
    ("seen_files", _seen),
)

# What only reads does without the steps behind this one.
READ_STEPS = 4


def number_of(base: Connection) -> int:
    """How many steps a ledger has seen."""
    if not inspect(base).has_table(schema.MIGRATIONS.name):
        return 0
    return int(base.execute(select(func.coalesce(func.max(schema.MIGRATIONS.c.number), 0))).scalar_one())


def pending(base: Connection, where: str, write: bool = True) -> bool:
    """Whether a ledger is of an older version than the program.

    Args:
        base: a connection.
        where: the ledger, as messages name it.
        write: whether it is to be written to; what only reads needs less.

    Raises:
        UsageError: if it is of a newer one.
    """
    number = number_of(base)
    if number > len(STEPS):
        newest = select(schema.MIGRATIONS.c.version).order_by(schema.MIGRATIONS.c.number.desc()).limit(1)
        version = base.execute(newest).scalar_one()
        raise UsageError(
            f"was made by a newer opledger ({version}, tables of version {number}; this is {__version__}, {len(STEPS)})",
            where,
            "upgrade with: pip install --upgrade opledger",
        )
    return number < (len(STEPS) if write else READ_STEPS) or bool(_missing(base))


def migrate(base: Connection, where: str, steps: int | None = None) -> None:
    """Do the steps that are missing, in the transaction of ``base``.

    Args:
        base: a connection in a transaction that writes.
        where: the ledger, as messages name it.
        steps: how many steps there are to be in the end; all if not given.

    Raises:
        UsageError: if the ledger is of a newer version.
    """
    pending(base, where)
    for number, (name, step) in enumerate(STEPS[:steps], 1):
        if number > number_of(base):
            step(base)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            row = {"number": number, "name": name, "applied": now, "version": __version__}
            base.execute(schema.MIGRATIONS.insert(), row)
    missing = _missing(base)
    for table, column in missing:
        _add_column(base, table, column)
    if missing and steps is None:
        _views(base)


def _missing(base: Connection) -> list[tuple[Table, Column[object]]]:
    """Columns that the contract has gained since a ledger was made."""
    looks = inspect(base)
    found = []
    for name, table in schema.CONTRACT.items():
        if looks.has_table(name):
            known = {column["name"] for column in looks.get_columns(name)}
            found += [(table, column) for column in table.c if column.name not in known]
    return found


def _add_column(base: Connection, table: Table, column: Column[object]) -> None:
    """Add a column: empty where it may be, else with what stands for nothing, until ``refresh`` fills it."""
    line = str(CreateColumn(column).compile(dialect=base.dialect)).strip()
    if not column.nullable:
        nothing = "0" if isinstance(column.type, Number) else "''"
        kind = type(column.type).__name__
        nothing = {"Boolean": "false", "Integer": "0", "Json": "'[]'"}.get(kind, nothing)
        line = f"{line.removesuffix('NOT NULL').strip()} DEFAULT {nothing} NOT NULL"
    base.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {line}")


def insert_relations(base: Connection, table: str, rows: list[dict[str, object]]) -> None:
    """Fill the tables that follow the lists of some rows."""
    made: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        for relation, item in schema.relation_rows(table, row):
            made.setdefault(relation, []).append(item)
    for relation, items in made.items():
        base.execute(schema.RELATIONS[relation].insert(), items)
