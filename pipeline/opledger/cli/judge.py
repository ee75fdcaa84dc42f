"""``opledger judge``: say which releases are on one operation, and take it back."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

FILE = "judgements.jsonl"


@click.group(name="judge")
def command() -> None:
    """Say which releases report the same operation and which do not, in a file of your own.

    Each judgement is a line of a small file, which stays apart from the tables and is applied on every run
    that names it. A and B are ids of releases or names of operations.

    \b
    Examples:
      opledger judge same "Operation Lantern" raid-7f3a --why "the spokeswoman said so"
      opledger judge different raid-7f3a raid-b001
      opledger judge undo raid-7f3a raid-b001
      opledger judge list
      opledger extract releases/ --out tables/ --judgements judgements.jsonl --quiet
    """


def _file_option(function: F) -> F:
    return click.option(
        "--file",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        default=FILE,
        show_default=True,
        help="The file of judgements; made if missing.",
    )(function)


def _pair(function: F) -> F:
    function = _file_option(function)
    return click.argument("one", metavar="A")(click.argument("other", metavar="B")(function))


def _reasons(function: F) -> F:
    why = click.option("--why", metavar="TEXT", default="", help="Why; kept in the file.")
    who = click.option(
        "--who", metavar="NAME", default=None, help="Who says so; your user name if not given."
    )
    return why(who(function))


@command.command(name="same")
@_pair
@_reasons
def same(one: str, other: str, file: Path, why: str, who: str | None) -> int:
    """A and B are on one operation."""
    return _judge(True, one, other, file, why, who)


@command.command(name="different")
@_pair
@_reasons
def different(one: str, other: str, file: Path, why: str, who: str | None) -> int:
    """A and B are on different operations."""
    return _judge(False, one, other, file, why, who)


@command.command(name="undo")
@_pair
def undo(one: str, other: str, file: Path) -> int:
    """Take back what was said of A and B; the line stays, marked as withdrawn."""
    from opledger.reconciliation.judgements import withdraw

    count = withdraw(file, one, other)
    click.echo(f"{count} judgement{'' if count == 1 else 's'} withdrawn in {file}")
    return 0


@command.command(name="list")
@_file_option
def show(file: Path) -> int:
    """What stands, one line each."""
    from opledger.reconciliation.judgements import read_judgements

    for item in read_judgements(file):
        said = ", ".join(part for part in (item.who, item.when, item.why) if part)
        click.echo(f"{item.verb:9}  {item.one}  |  {item.other}" + (f"  ({said})" if said else ""))
    return 0


def _judge(same: bool, one: str, other: str, file: Path, why: str, who: str | None) -> int:
    from opledger.reconciliation.judgements import Judgement, add_judgement

    when = date.today().isoformat()
    add_judgement(file, Judgement(same, one, other, why, _user() if who is None else who, when))
    click.echo(f"{one} and {other} are judged {'the same' if same else 'different'} in {file}")
    return 0


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
