"""Keys: what tells the rows of a table apart, and which columns point into which table."""

from __future__ import annotations

from opledger.tables.rows import SCHEMA

PRIMARY: dict[str, str] = {table: next(iter(columns)) for table, columns in SCHEMA.items()}

# Column to the table in whose primary key its values stand; a table can point into itself.
REFERENCES: dict[tuple[str, str], str] = {
    ("releases", "duplicate_of"): "releases",
    ("mentions", "release_id"): "releases",
    ("mentions", "repeat_of"): "mentions",
    ("figures", "release_id"): "releases",
    ("figures", "operation_id"): "operations",
    ("figures", "part_of"): "figures",
    ("figures", "repeat_of"): "figures",
    ("outcomes", "release_id"): "releases",
    ("outcomes", "operation_id"): "operations",
    ("conflicts", "release_id"): "releases",
    ("conflicts", "operation_id"): "operations",
    ("links", "release_id"): "releases",
    ("links", "operation_id"): "operations",
    ("links", "through"): "releases",
}

INDEXED = ("release_id", "operation_id", "measure", "label")
