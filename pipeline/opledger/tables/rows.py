"""Records to rows: the kind of every column, and values that every format can hold."""

from __future__ import annotations

import re
from dataclasses import fields
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any, cast

from opledger.records import TABLES, Record

Row = dict[str, Any]

LONE_SURROGATE = re.compile("[\ud800-\udfff]")

# Beyond this, a float no longer tells neighbouring whole numbers apart.
EXACT_FLOAT = 2**53
LARGEST_INTEGER = 2**63


class Kind(StrEnum):
    """What a column holds; each format maps it to a type of its own."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    LIST = "list"
    OBJECT = "object"


_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("value", "low", "high", "difference", "confidence"), Kind.NUMBER),
    **dict.fromkeys(("implicit", "linked"), Kind.BOOLEAN),
    "metadata": Kind.OBJECT,
    **dict.fromkeys(
        ("roles", "alternatives", "places", "supporting", "conflicting", "release_ids", "aliases", "countries",
         "agencies", "figures", "reasons"),
        Kind.LIST,
    ),
}  # fmt: skip


def _kind(table: str, column: str) -> Kind:
    # An operation's start and end are dates; everywhere else they are offsets.
    if column in ("start", "end"):
        return Kind.TEXT if table == "operations" else Kind.INTEGER
    return _KINDS.get(column, Kind.TEXT)


SCHEMA: dict[str, dict[str, Kind]] = {
    table: {column: _kind(table, column) for column in record.columns()} for table, record in TABLES.items()
}


NULLABLE: dict[str, frozenset[str]] = {
    table: frozenset(f.name for f in fields(record) if "None" in str(f.type))
    for table, record in TABLES.items()
}


def clean(text: str) -> str:
    """``text`` with every lone surrogate replaced by U+FFFD, one for one, so that offsets hold.

    Example:
        >>> clean("a\\ud800b")
        'a\ufffdb'
    """
    return text if text.isascii() else LONE_SURROGATE.sub("\ufffd", text)


def plain(value: Any) -> Any:
    """A value that every format can hold: whole floats as integers, no infinities, no lone surrogates."""
    if value is None or value is True or value is False:
        return value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return None
        return int(value) if value.is_integer() and abs(value) < EXACT_FLOAT else value
    if isinstance(value, int) and abs(value) >= LARGEST_INTEGER:
        return float(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {clean(str(key)): plain(item) for key, item in value.items()}
    return value


def to_row(record: Record) -> Row:
    """A record as a row: column name to plain value, columns in the contract's order."""
    names, values = _reader(cast("Any", type(record)))
    return {
        # Most values are null or ASCII, and nothing is to be done to these.
        name: value if value is None or (type(value) is str and value.isascii()) else plain(value)
        for name, value in zip(names, values(record), strict=True)
    }


@cache
def _reader(record: type[Record]) -> tuple[tuple[str, ...], attrgetter[tuple[Any, ...]]]:
    """The columns of a table, and what gives their values all at once."""
    return record.columns(), attrgetter(*record.columns())
