"""``opledger show``: one release on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from opledger.cli.options import (
    column_option,
    max_bytes_option,
    patterns_option,
    profile_option,
    reading_options,
)
from opledger.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from opledger.run.single import View


@click.command(name="show")
@click.argument("file", metavar="FILE")
@patterns_option
@profile_option
@max_bytes_option
@column_option
@click.option(
    "--width", metavar="N", type=click.IntRange(20, 1000), help="Columns to use; default: the terminal's."
)
@click.option("--colour/--no-colour", default=None, help="Colour, or none; default: on a terminal only.")
@click.option("--html", is_flag=True, help="Write a web page instead, as 'opledger report' does.")
@click.option(
    "--out",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="With --html: where to; default: standard output.",
)
def command(
    file: str,
    patterns: tuple[str, ...],
    profile: str | None,
    max_bytes: int | None,
    columns: tuple[str, ...],
    width: int | None,
    colour: bool | None,
    html: bool,
    out: Path | None,
) -> int:
    """Show what is found in one release: spans, figures, outcomes, conflicts, and what was left out.

    FILE is a file, or - for standard input.

    \b
    Examples:
      opledger show release.txt
      opledger show release.txt --width 100 --colour > coloured.txt
      cat release.txt | opledger show -
      opledger show release.txt --html --out release.html
    """
    from opledger.run.single import examine

    if Path(file).is_dir():
        raise UsageError("is a folder", file, "show takes one file; 'opledger extract' takes folders")

    if out is not None and not html:
        raise UsageError("--out needs --html", str(out), "the terminal's view goes to standard output")
    views = _telling(examine(file, patterns, reading_options(max_bytes, columns=columns), profile))
    rejected = _write_page(views, file, out) if html else _print(views, _console(width, colour))
    return 1 if rejected else 0


def _telling(views: Iterable[View]) -> Iterator[View]:
    """The same views; rejected releases are named on standard error."""
    for view in views:
        yield view
        if view.release.status == "rejected":
            click.echo(f"opledger: rejected {view.release.path}: {view.release.error}", err=True)


def _print(views: Iterable[View], console: Console) -> bool:
    from opledger.report.terminal import Terminal

    terminal, rejected = Terminal(console), False
    for view in views:
        terminal.show(view)
        rejected |= view.release.status == "rejected"
    return rejected


def _write_page(views: Iterable[View], file: str, out: Path | None) -> bool:
    from opledger.report.file import page_file, write_page
    from opledger.report.single import single_page

    seen = list(views)
    pieces = single_page(seen, "standard input" if file == "-" else Path(file).name)
    if out is None or str(out) == "-":
        for piece in pieces:
            click.echo(piece, nl=False)
    else:
        written = page_file(out, file)
        write_page(written, pieces)
        click.echo(f"wrote {written}")
    return any(view.release.status == "rejected" for view in seen)


def _console(width: int | None, colour: bool | None) -> Console:
    from rich.console import Console

    return Console(
        width=width,
        no_color=colour is False or None,
        force_terminal=True if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
    )
