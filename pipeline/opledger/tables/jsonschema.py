"""JSON Schema (2020-12) of the rows, as the JSON Lines files and ``read_table`` hold them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from opledger.errors import UsageError
from opledger.tables.columns import COLUMNS, JSON_TYPES, TITLES, Column
from opledger.tables.rows import Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def row_schema(table: str, measures: Iterable[str] = ()) -> dict[str, Any]:
    """The schema of one row of a table.

    Args:
        table: its name.
        measures: the measures that there are; none for any.

    Raises:
        UsageError: if there is no such table.

    Example:
        >>> row_schema("outcomes")["properties"]["place"]["pattern"]
        '^[A-Z]{3}$'
    """
    if table not in COLUMNS:
        raise UsageError("no such table", table, f"tables: {', '.join(COLUMNS)}")
    known = sorted(measures)
    columns = COLUMNS[table]
    return {
        "$schema": DIALECT,
        "title": table,
        "description": TITLES[table],
        "type": "object",
        "properties": {name: _property(column, known) for name, column in columns.items()},
        "required": list(columns),
        "additionalProperties": False,
    }


def schemas(measures: Iterable[str] = ()) -> dict[str, Any]:
    """The schemas of all tables under ``$defs``; a row of any table is valid."""
    tables = {table: row_schema(table, measures) for table in COLUMNS}
    for found in tables.values():
        del found["$schema"]
    return {
        "$schema": DIALECT,
        "title": "opledger",
        "description": "Rows of the tables that opledger writes",
        "$defs": tables,
        "anyOf": [{"$ref": f"#/$defs/{table}"} for table in tables],
    }


def _property(column: Column, measures: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {"description": column.description}
    if column.kind is Kind.LIST:
        return found | {"type": "array", "items": {"type": "string", **_values(column, measures, False)}}
    kind = JSON_TYPES[column.kind]
    found["type"] = [kind, "null"] if column.nullable else kind
    return found | _values(column, measures, column.nullable)


def _values(column: Column, measures: list[str], nullable: bool) -> dict[str, Any]:
    """What a value can be, beside its type."""
    found: dict[str, Any] = {}
    enum = [*column.enum, *(measures if column.measure else ())]
    if enum:
        found["enum"] = [*enum, None] if nullable else enum
    if column.pattern:
        found["pattern"] = column.pattern
    if column.date:
        found["format"] = "date"
    if column.lowest is not None:
        found["minimum"] = column.lowest
    if column.highest is not None:
        found["maximum"] = column.highest
    return found
