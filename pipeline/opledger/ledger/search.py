"""Full-text search: over the texts of releases, and over the sentences of figures.

In SQLite these are FTS5 tables that keep no text of their own and that triggers keep in step, in the form that sqlite-utils
and datasette know; in PostgreSQL indexes of words.
"""

from __future__ import annotations

from collections.abc import Iterator

SEARCHED = {"releases": ("title", "text"), "figures": ("sentence",)}
# PostgreSQL refuses to index more than a megabyte of words; far beyond any release, but not beyond any file.
LONGEST = 100_000


def of_sqlite(table: str, columns: tuple[str, ...]) -> Iterator[str]:
    """The statements that make a table searchable in SQLite, what stands in it included."""
    index = f"{table}_fts"
    names = ", ".join(f"[{column}]" for column in columns)
    new = ", ".join(f"new.[{column}]" for column in columns)
    old = ", ".join(f"old.[{column}]" for column in columns)
    put = f"INSERT INTO [{index}] (rowid, {names}) VALUES (new.rowid, {new});"
    drop = f"INSERT INTO [{index}] ([{index}], rowid, {names}) VALUES ('delete', old.rowid, {old});"
    yield f"CREATE VIRTUAL TABLE [{index}] USING FTS5 ({names}, content=[{table}])"
    yield f"CREATE TRIGGER [{table}_ai] AFTER INSERT ON [{table}] BEGIN {put} END"
    yield f"CREATE TRIGGER [{table}_ad] AFTER DELETE ON [{table}] BEGIN {drop} END"
    yield f"CREATE TRIGGER [{table}_au] AFTER UPDATE OF {names} ON [{table}] BEGIN {drop} {put} END"
    yield f"INSERT INTO [{index}] ([{index}]) VALUES ('rebuild')"


def of_postgres(table: str, columns: tuple[str, ...]) -> Iterator[str]:
    """The statements that make a table searchable in PostgreSQL."""
    words = " || ' ' || ".join(f"coalesce({column}, '')" for column in columns)
    yield f"CREATE INDEX {table}_search ON {table} USING gin (to_tsvector('english', left({words}, {LONGEST})))"
