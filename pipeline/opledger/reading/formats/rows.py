"""One row of a table as a release; shared by CSV and Parquet."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from opledger.reading.draft import Draft
from opledger.reading.formats.objects import draft_of
from opledger.reading.options import ReadOptions

DEEPEST = 20


def row_draft(row: Mapping[str, Any], path: str, name: str, options: ReadOptions) -> Draft:
    """A row, its columns called as ours are, as a draft. A cell without a value counts for nothing.

    Args:
        row: value of each column; ``text`` among them.
        path: where it stands.
        name: what to call it if it has no ``id``.
        options: limits.

    Example:
        >>> row_draft({"text": "Six held.", "day": date(2024, 3, 4), "seen": None}, "p", "p", ReadOptions()).metadata
        {'day': '2024-03-04'}
    """
    values = {key: plain(value) for key, value in row.items()}
    found = {key: value for key, value in values.items() if value is not None and value != ""}
    found["text"] = values["text"] if values["text"] is not None else ""
    return draft_of(found, path, name, options)


def plain(value: Any, depth: int = 0) -> Any:
    """The value as JSON can hold it: dates in ISO form, bytes as UTF-8, no number for NaN.

    Example:
        >>> plain([Decimal("1.50"), b"Lyon", float("nan")])
        ['1.50', 'Lyon', None]
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, Mapping) and depth < DEEPEST:
        return {str(key): plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple) and depth < DEEPEST:
        return [plain(item, depth + 1) for item in value]
    return str(value)
