"""``opledger export``: tables from a folder or a ledger into other formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from opledger.errors import UsageError
from opledger.tables.export import EXPORTS

if TYPE_CHECKING:
    from opledger.tables.rows import Row


@click.command(name="export")
@click.option("--tables", metavar="DIR", type=click.Path(path_type=Path), help="A folder written by extract.")
@click.option("--ledger", metavar="LEDGER", help="A ledger: a file, or the URL of a database.")
@click.option(
    "--out",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder to write to; made if missing.",
)
@click.option(
    "--format",
    "formats",
    type=click.Choice(EXPORTS),
    multiple=True,
    required=True,
    help="What is written. Can be repeated.",
)
@click.option("--quiet", "-q", is_flag=True, help="No summary; errors only.")
def command(tables: Path | None, ledger: str | None, out: Path, formats: tuple[str, ...], quiet: bool) -> int:
    """Write the tables of a folder or of a ledger in other formats.

    wide is a CSV file for spreadsheets with one row an operation and place;
    ftm are FollowTheMoney entities. datapackage.json tells every column.

    \b
    Examples:
      opledger export --tables tables --out shared --format csv
      opledger export --tables tables --out shared --format wide --format ftm
      opledger export --tables tables --out shared --format parquet --quiet
    """
    from opledger.patternfiles import load_patterns
    from opledger.tables import About
    from opledger.tables.export import export

    if (tables is None) == (ledger is None):
        raise UsageError("name one source", "opledger export", "give --tables DIR or --ledger LEDGER")
    about = None
    if tables is not None:
        if not tables.is_dir():
            raise UsageError("no such folder", str(tables), "name a folder written by 'opledger extract'")
        if out.exists() and out.samefile(tables):
            raise UsageError("is the folder that is read", str(out), "name another folder with --out")
        about = About.read(tables)
    # Which units a measure has is told by the patterns; which patterns made the tables is not known then.
    about = about or About(measures=About.of(load_patterns()).measures)
    source = _of_folder(tables) if tables is not None else _of_ledger(str(ledger))
    counts = export(source, out, formats, about)
    if not quiet:
        told = [f"{n} {table}" for table, n in counts.items()] or ["no tables"]
        views = [name for name in formats if name not in counts and name in ("wide", "ftm")]
        click.echo(f"{', '.join(told + views if counts else views)} -> {out}")
    return 0


def _of_folder(folder: Path) -> Callable[[str], Iterable[Row]]:
    from opledger.tables.read import read_table

    return partial(read_table, folder)


def _of_ledger(ledger: str) -> Callable[[str], Iterable[Row]]:
    from importlib import import_module

    rows: Callable[[str, str], Iterable[Row]] = import_module("opledger.ledger").rows
    return partial(rows, ledger)
