"""The tables of a ledger.

The contract's tables stand as they are in every other format. Beside them stand tables that follow the lists, so that
keys can be followed from row to row, and tables with what working needs: runs, changes, hidden matter of releases.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, Table
from sqlalchemy.ext.compiler import compiles

from opledger.ledger.types import Json, Number, Words
from opledger.tables import keys
from opledger.tables.rows import NULLABLE, SCHEMA, Kind

# What people ask by, and what other rows refer to, which a database looks up when a row goes.
INDEXED = frozenset({*keys.INDEXED, "place", "status", *(column for _, column in keys.REFERENCES)})


@compiles(Json, "postgresql")
def _json_of_postgres(kind: Json, compiler: object, **options: object) -> str:
    return "JSON" if kind.ordered else "JSONB"


def column_type(kind: Kind) -> Words | Integer | Number | Boolean | Json:
    """The type of a column of a kind."""
    if kind is Kind.INTEGER:
        return Integer()
    if kind is Kind.NUMBER:
        return Number()
    if kind is Kind.BOOLEAN:
        return Boolean()
    if kind in (Kind.LIST, Kind.OBJECT):
        return Json(ordered=kind is Kind.OBJECT)
    return Words()


def _key(target: str, cascade: bool = False) -> ForeignKey:
    """A foreign key that is looked at when the transaction ends, so that rows can come in any order."""
    return ForeignKey(target, deferrable=True, initially="DEFERRED", ondelete="CASCADE" if cascade else None)


def _contract_table(meta: MetaData, name: str) -> Table:
    columns: list[Column[Any]] = []
    for place, (column, kind) in enumerate(SCHEMA[name].items()):
        target = keys.REFERENCES.get((name, column))
        columns.append(
            Column(
                column,
                column_type(kind),
                *([_key(f"{target}.{keys.PRIMARY[target]}")] if target else []),
                primary_key=place == 0,
                nullable=place > 0 and column in NULLABLE[name],
            )
        )
    indexes = [Index(f"{name}_{c.name}", c.name) for c in columns[1:] if c.name in INDEXED]
    return Table(name, meta, *columns, *indexes)


def _relation(meta: MetaData, name: str, own: str, *others: str, references: str | None = None) -> Table:
    """A table of pairs: the id of a row, and an item of its list. ``references`` is what the first item points to."""
    columns: list[Column[Any]] = [
        Column(f"{own}_id", Words(), _key(f"{own}s.{own}_id", cascade=True), primary_key=True)
    ]
    for place, other in enumerate(others):
        keys = [_key(references, cascade=True)] if references and place == 0 else []
        columns.append(Column(other, Words(), *keys, primary_key=True))
    return Table(name, meta, *columns, Index(f"{name}_{others[0]}", others[0]))


META = MetaData()
CONTRACT: dict[str, Table] = {name: _contract_table(META, name) for name in SCHEMA}

# What follows the lists: table, list column, and the constant that tells two lists of one table apart.
RELATIONS = {
    "figure_places": _relation(META, "figure_places", "figure", "place"),
    "outcome_figures": _relation(
        META, "outcome_figures", "outcome", "figure_id", "side", references="figures.figure_id"
    ),
    "outcome_releases": _relation(
        META, "outcome_releases", "outcome", "release_id", references="releases.release_id"
    ),
    "operation_releases": _relation(
        META, "operation_releases", "operation", "release_id", references="releases.release_id"
    ),
    "operation_aliases": _relation(META, "operation_aliases", "operation", "alias"),
    "operation_countries": _relation(META, "operation_countries", "operation", "country"),
    "operation_agencies": _relation(META, "operation_agencies", "operation", "agency"),
    "conflict_figures": _relation(
        META, "conflict_figures", "conflict", "figure_id", references="figures.figure_id"
    ),
}

INFO = Table("ledger_info", META, Column("key", Words(), primary_key=True), Column("value", Json()))

MIGRATIONS = Table(
    "ledger_migrations",
    META,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Words(), nullable=False),
    Column("applied", Words(), nullable=False),
    Column("version", Words(), nullable=False),
)

RUNS = Table(
    "runs",
    META,
    Column("run_id", Integer, primary_key=True),
    Column("command", Words(), nullable=False),
    Column("started", Words(), nullable=False),
    Column("finished", Words()),
    Column("version", Words(), nullable=False),
    Column("patterns", Words(), nullable=False),
    *(
        Column(name, Integer, nullable=False, default=0)
        for name in ("releases_new", "releases_known", "releases_redone", "releases_rejected",
                     "operations_new", "operations_merged", "operations_updated", "values_changed")
    ),
)  # fmt: skip

CHANGES = Table(
    "changes",
    META,
    Column("change_id", Integer, primary_key=True),
    Column("run_id", Integer, _key("runs.run_id"), nullable=False, index=True),
    Column("kind", Words(), nullable=False),
    # No foreign keys: what a change tells of may be gone later.
    *(
        Column(name, Words())
        for name in ("release_id", "operation_id", "into", "outcome_id", "name", "measure", "place",
                     "object", "unit", "before", "after", "status")
    ),
)  # fmt: skip

WORKINGS = Table(
    "release_workings",
    META,
    Column("release_id", Words(), _key("releases.release_id", cascade=True), primary_key=True),
    Column("content", Words(), nullable=False, unique=True),
    Column("place", Words(), nullable=False),
    Column("arrival", Integer, nullable=False, index=True),
    Column("fingerprint", Words(), index=True),
    Column("readable", Boolean, nullable=False, index=True),
    Column("issued", Boolean, nullable=False),
    Column("version", Words(), nullable=False),
    Column("patterns", Words(), nullable=False),
    Column("stamp", Words(), nullable=False),
    Column("run_id", Integer, _key("runs.run_id"), nullable=False, index=True),
    Column("dossier", Json(ordered=True)),
    Column("mentions", Json(ordered=True), nullable=False),
    Column("figures", Json(ordered=True), nullable=False),
)

PATHS = Table(
    "release_paths",
    META,
    Column("path_id", Integer, primary_key=True),
    Column(
        "release_id",
        Words(),
        _key("releases.release_id", cascade=True),
        nullable=False,
        index=True,
    ),
    Column("path", Words(), nullable=False),
    Column("run_id", Integer, _key("runs.run_id"), nullable=False),
)

OPERATION_WORKINGS = Table(
    "operation_workings",
    META,
    Column("operation_id", Words(), _key("operations.operation_id", cascade=True), primary_key=True),
    Column("born", Integer, nullable=False),
    Column("signature", Words(), nullable=False),
    Column("version", Words(), nullable=False),
    Column("patterns", Words(), nullable=False),
    Column("nodes", Json(ordered=True), nullable=False),
    Column("outcomes", Json(ordered=True), nullable=False),
    Column("conflicts", Json(ordered=True), nullable=False),
)

FORMER = Table(
    "former_operations",
    META,
    Column("operation_id", Words(), primary_key=True),
    Column("merged_into", Words(), _key("operations.operation_id"), index=True),
    Column("run_id", Integer, _key("runs.run_id"), nullable=False),
)

LINK_PLACES = Table(
    "link_places",
    META,
    Column("link_id", Words(), _key("links.link_id", cascade=True), primary_key=True),
    Column("place", Integer, nullable=False),
)

# Which releases came out of the bytes of a file; parts of 500 releases, the last of which has their number.
SEEN = Table(
    "seen_files",
    META,
    Column("sha256", Words(), primary_key=True),
    Column("name", Words(), primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("parts", Integer),
    Column("way", Words(), nullable=False),
    Column("releases", Json(ordered=True), nullable=False),
)


def relation_rows(table: str, row: dict[str, object]) -> Iterator[tuple[str, dict[str, object]]]:
    """The rows of the relation tables that follow the lists of a row of the contract's tables."""
    own = table.removesuffix("s")
    key = {f"{own}_id": row[f"{own}_id"]}
    lists = {
        "figures": (("figure_places", "places", "place"),),
        "outcomes": (("outcome_releases", "release_ids", "release_id"),),
        "operations": (
            ("operation_releases", "release_ids", "release_id"),
            ("operation_aliases", "aliases", "alias"),
            ("operation_countries", "countries", "country"),
            ("operation_agencies", "agencies", "agency"),
        ),
        "conflicts": (("conflict_figures", "figures", "figure_id"),),
    }.get(table, ())
    for relation, column, name in lists:
        for item in dict.fromkeys(row[column]):  # type: ignore[call-overload]
            yield relation, {**key, name: item}
    if table == "outcomes":
        for side in ("supporting", "conflicting"):
            for item in dict.fromkeys(row[side]):  # type: ignore[call-overload]
                yield "outcome_figures", {**key, "figure_id": item, "side": side}
