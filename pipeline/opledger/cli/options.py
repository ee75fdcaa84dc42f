"""Options that several commands share, declared once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from opledger.reading import ReadOptions

F = TypeVar("F", bound=Callable[..., Any])


def patterns_option(function: F) -> F:
    """``--patterns PACK``, repeatable."""
    return click.option(
        "--patterns",
        metavar="PACK",
        multiple=True,
        help="Add a pattern pack: a folder, or a name under patterns/. Can be repeated.",
    )(function)


def profile_option(function: F) -> F:
    """``--profile NAME``."""
    return click.option(
        "--profile",
        metavar="NAME",
        default=None,
        help="How 'dozens', 'several' and 'about' are read: ours, acled, or another that the patterns have.",
    )(function)


def judgements_option(function: F) -> F:
    """``--judgements FILE``."""
    return click.option(
        "--judgements",
        metavar="FILE",
        type=click.Path(path_type=Path),
        default=None,
        help="A file in which you say which releases are on one operation; see 'opledger judge'.",
    )(function)


def max_bytes_option(function: F) -> F:
    """``--max-bytes N``."""
    return click.option(
        "--max-bytes",
        metavar="N",
        type=click.IntRange(min=1),
        default=None,
        help="Reject releases longer than N bytes.",
    )(function)


def column_option(function: F) -> F:
    """``--column NAME=COLUMN``, repeatable."""
    return click.option(
        "--column",
        "columns",
        metavar="NAME=COLUMN",
        multiple=True,
        help="Which column of CSV or Parquet, or key of JSON, holds the text, title, published, publisher, url, "
        "id or language, as in text=body. Can be repeated.",
    )(function)


def reading_options(
    max_bytes: int | None, skip: tuple[str, ...] = (), columns: tuple[str, ...] = ()
) -> ReadOptions:
    """The options of reading that follow from those of the command."""
    from opledger.reading import MAX_BYTES, ReadOptions, parse_column

    chosen = tuple(parse_column(column) for column in columns)
    return ReadOptions(MAX_BYTES if max_bytes is None else max_bytes, skip, chosen)
