"""Types of columns, so that what comes out of either database is what went in."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator, UserDefinedType

from opledger.tables.rows import LARGEST_INTEGER

# PostgreSQL's text can't hold NUL; a replacement of the same length keeps offsets.
NUL, REPLACED = "\0", "\ufffd"

Bind = Callable[[Any], Any]


def is_postgres(dialect: Dialect) -> bool:
    """Whether a dialect is PostgreSQL's."""
    return dialect.name == "postgresql"


class Words(TypeDecorator[str]):
    """Text; in PostgreSQL ordered by code point, as everywhere else in opledger."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """The type in a database."""
        return dialect.type_descriptor(Text(collation="C") if is_postgres(dialect) else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """A text as the database can hold it."""
        if value is not None and NUL in value and is_postgres(dialect):
            return value.replace(NUL, REPLACED)
        return value


class Number(UserDefinedType[float]):
    """A whole number or a fraction, exactly."""

    cache_ok = True

    def get_col_spec(self, **options: Any) -> str:
        """The name of the type."""
        return "NUMERIC"

    def bind_processor(self, dialect: Dialect) -> Bind | None:
        """Fractions by their shortest spelling, for PostgreSQL's own way from a float rounds to 15 digits."""
        if not is_postgres(dialect):
            return None
        return lambda value: Decimal(repr(value)) if isinstance(value, float) else value

    def result_processor(self, dialect: Dialect, coltype: object) -> Bind | None:
        """Back to Python's numbers."""
        return _number if is_postgres(dialect) else None


def _number(value: Decimal | None) -> float | int | None:
    if value is None:
        return None
    if value == value.to_integral_value() and abs(value) < LARGEST_INTEGER:
        return int(value)
    return float(value)


class Json(UserDefinedType[Any]):
    """A list or an object: JSON text in SQLite; in PostgreSQL JSONB, or JSON where the order of keys counts.

    Args:
        ordered: whether the order of keys is to be kept.
    """

    cache_ok = True

    def __init__(self, ordered: bool = False) -> None:
        self.ordered = ordered

    def get_col_spec(self, **options: Any) -> str:
        """The name of the type in SQLite."""
        return "TEXT"

    def bind_processor(self, dialect: Dialect) -> Bind:
        """To JSON text."""
        # What JSON writes as \u0000 can't be held by JSONB, nor read from JSON.
        nul, replaced = ("\\u0000", "\\ufffd") if is_postgres(dialect) else ("", "")

        def bind(value: Any) -> str | None:
            if value is None:
                return None
            text = json.dumps(value, ensure_ascii=False)
            return text.replace(nul, replaced) if nul and nul in text else text

        return bind

    def result_processor(self, dialect: Dialect, coltype: object) -> Bind | None:
        """From JSON text; psycopg has done that already."""
        return None if is_postgres(dialect) else _parsed


def _parsed(text: str | None) -> Any:
    return None if text is None else json.loads(text)
