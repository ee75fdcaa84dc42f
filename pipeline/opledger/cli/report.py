"""``opledger report``: a web page over tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from opledger.cli.options import patterns_option, profile_option

if TYPE_CHECKING:
    from opledger.report.data import Look


@click.command(name="report")
@click.argument("where", metavar="DIR-or-LEDGER")
@click.option(
    "--out",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="The page: a name that ends in .html is the file, any other the folder to put index.html into, - is standard output; "
    "default: report.html in DIR.",
)
@click.option(
    "--operations",
    metavar="N",
    type=click.IntRange(min=1),
    help="Show at most N operations; default: all, with --text 500.",
)
@click.option(
    "--left-out/--no-left-out",
    default=True,
    show_default=True,
    help="Read the texts again for the numbers that became no figure; some milliseconds a release.",
)
@click.option(
    "--texts/--no-texts", default=True, show_default=True, help="Put the releases' texts into the page."
)
@patterns_option
@profile_option
@click.option("--text", is_flag=True, help="Print plain lines instead of writing a page.")
def command(
    where: str,
    out: Path | None,
    operations: int | None,
    left_out: bool,
    texts: bool,
    patterns: tuple[str, ...],
    profile: str | None,
    text: bool,
) -> int:
    """Write a self-contained web page over the tables of an extracted folder or of a ledger.

    DIR is a folder written by opledger extract, in any format; LEDGER a ledger's file or database URL. The page is one
    file: it opens from disk, can be mailed or hosted, loads nothing and sends nothing. --patterns and --profile are for
    what is left out; give those that the tables were made with.

    \b
    Examples:
      opledger report tables/
      opledger report tables/ --out site
      opledger report tables/ --out summary.html --operations 100
      opledger report tables/ --text --operations 20
    """
    from opledger.report.shown import read_shown
    from opledger.report.source import open_source
    from opledger.report.summary import MOST_OPERATIONS, summary

    if text:
        with open_source(where) as source:
            click.echo("\n".join(summary(read_shown(source, operations or MOST_OPERATIONS))))
        return 0

    from opledger.report.data import PageData
    from opledger.report.page import page

    look = _reader(patterns, profile) if left_out and texts else None
    with open_source(where) as source:
        data = PageData(read_shown(source, operations), source, look, texts)
    pieces = page(data, _name(where))
    if str(out) == "-":
        for piece in pieces:
            click.echo(piece, nl=False)
        return 0
    from opledger.report.file import page_file, write_page

    file = page_file(out, where)
    write_page(file, pieces)
    click.echo(f"wrote {file}")
    return 0


def _reader(patterns: tuple[str, ...], profile: str | None) -> Look:
    from opledger.run.reread import Rereader

    return Rereader(patterns, profile)


def _name(where: str) -> str:
    """What a page is called: the folder's or file's own name, or the database's; never a password of its URL."""
    if "://" in where:
        return where.rsplit("/", 1)[-1].split("?")[0] or "ledger"
    return Path(where).resolve().name
