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
        help="Reject files longer than N bytes.",
    )(function)


def reading_options(max_bytes: int | None, skip: tuple[str, ...] = ()) -> ReadOptions:
    """The options of reading that follow from those of the command."""
    from opledger.reading import ReadOptions

    return ReadOptions(skip=skip) if max_bytes is None else ReadOptions(max_bytes, skip)
