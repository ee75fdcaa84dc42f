"""Options that several commands share, declared once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from opledger.reading import Meter, ReadOptions
    from opledger.run.limits import Limits

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


def decisions_option(function: F) -> F:
    """``--decisions FILE``."""
    return click.option(
        "--decisions",
        metavar="FILE",
        type=click.Path(path_type=Path),
        default=None,
        help="A file of what a reviewer decided on figures and operations, as the page of 'opledger report' exports it.",
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


def limits_options(function: F) -> F:
    """``--max-seconds S`` and ``--max-memory MB``."""
    function = click.option(
        "--max-memory",
        metavar="MB",
        type=click.IntRange(0),
        default=2000,
        show_default=True,
        help="Reject a release that needs more memory than that; 0 for no limit.",
    )(function)
    return click.option(
        "--max-seconds",
        metavar="S",
        type=click.FloatRange(0),
        default=60,
        show_default=True,
        help="Reject a release that takes longer than that (time of the processor); 0 for no limit.",
    )(function)


def limits_of(max_seconds: float, max_memory: int) -> Limits:
    """The limits of one release that the options say."""
    from opledger.run.limits import Limits

    return Limits(max_seconds or None, max_memory or None)


def jobs_option(function: F) -> F:
    """``--jobs N``."""
    return click.option(
        "--jobs",
        metavar="N",
        type=click.IntRange(1, 256),
        default=1,
        show_default=True,
        help="Work in N processes; the tables are the same.",
    )(function)


def work_options(function: F) -> F:
    """With what a command works, and in how many processes: packs, profile, judgements, decisions, jobs."""
    for option in (jobs_option, decisions_option, judgements_option, profile_option, patterns_option):
        function = option(function)
    return function


def intake_options(function: F) -> F:
    """What is read and what one release may take: ``--max-bytes``, ``--column`` and the limits."""
    return max_bytes_option(column_option(limits_options(function)))


def reading_options(
    max_bytes: int | None,
    skip: tuple[str, ...] = (),
    columns: tuple[str, ...] = (),
    meter: Meter | None = None,
) -> ReadOptions:
    """The options of reading that follow from those of the command."""
    from opledger.reading import MAX_BYTES, ReadOptions, parse_column

    chosen = tuple(parse_column(column) for column in columns)
    return ReadOptions(MAX_BYTES if max_bytes is None else max_bytes, skip, chosen, meter)
