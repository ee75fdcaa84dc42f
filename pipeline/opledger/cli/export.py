"""``opledger export``: tables from a folder or a ledger into other formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from opledger.errors import UsageError
from opledger.tables.export import EXPORTS

if TYPE_CHECKING:
    from opledger.tables import About
    from opledger.tables.rows import Row

    Source = tuple[Callable[[str], Iterable[Row]], About]


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
    from opledger.tables.export import VIEWS, export

    if (tables is None) == (ledger is None):
        raise UsageError("name one source", "opledger export", "give --tables DIR or --ledger LEDGER")
    if tables is not None and out.exists() and tables.exists() and out.samefile(tables):
        raise UsageError("is the folder that is read", str(out), "name another folder with --out")
    with _of_folder(tables) if tables is not None else _of_ledger(str(ledger)) as (source, about):
        counts = export(source, out, formats, about)
    if not quiet:
        told = [f"{n} {table}" for table, n in counts.items()] + [name for name in VIEWS if name in formats]
        click.echo(f"{', '.join(told)} -> {out}")
    return 0


@contextmanager
def _of_folder(folder: Path) -> Iterator[Source]:
    from opledger.patternfiles import load_patterns
    from opledger.tables import About
    from opledger.tables.read import read_table

    if not folder.is_dir():
        raise UsageError("no such folder", str(folder), "name a folder written by 'opledger extract'")
    # Tables without a description: which units a measure has is told by the patterns; which of them made the tables is not known.
    about = About.read(folder) or About(measures=About.of(load_patterns()).measures)
    yield partial(read_table, folder), about


@contextmanager
def _of_ledger(address: str) -> Iterator[Source]:
    from dataclasses import replace

    from opledger.ledger import snapshot, status
    from opledger.patternfiles import load_patterns
    from opledger.tables import About

    found = status(address)
    about = About.of(load_patterns(found.packs, found.profile), found.profile)
    with snapshot(address) as rows:
        # Where some rows are of other patterns, no checksum holds for all of them.
        yield rows, replace(about, patterns_sha256=None) if found.stale else about
