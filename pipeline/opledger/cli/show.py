"""``opledger show``: one release on the terminal."""

from __future__ import annotations

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
def command(
    file: str,
    patterns: tuple[str, ...],
    profile: str | None,
    max_bytes: int | None,
    columns: tuple[str, ...],
    width: int | None,
    colour: bool | None,
) -> int:
    """Show what is found in one release: spans, figures, outcomes, conflicts, and what was left out.

    FILE is a file, or - for standard input.

    \b
    Examples:
      opledger show release.txt
      opledger show release.txt --width 100 --colour > coloured.txt
      cat release.txt | opledger show -
    """
    from opledger.report.terminal import Terminal
    from opledger.run.single import examine

    if Path(file).is_dir():
        raise UsageError("is a folder", file, "show takes one file; 'opledger extract' takes folders")

    terminal = Terminal(_console(width, colour))
    rejected = False
    for view in examine(file, patterns, reading_options(max_bytes, columns=columns), profile):
        terminal.show(view)
        if view.release.status == "rejected":
            click.echo(f"opledger: rejected {view.release.path}: {view.release.error}", err=True)
            rejected = True
    return 1 if rejected else 0


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
