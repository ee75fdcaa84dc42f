"""``opledger extract``: the whole job."""

from __future__ import annotations

from pathlib import Path

import click

from opledger.cli.options import (
    column_option,
    judgements_option,
    max_bytes_option,
    patterns_option,
    profile_option,
    reading_options,
)
from opledger.tables.formats import FORMATS


@click.command(name="extract")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option(
    "--out",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder for the tables; made if missing.",
)
@click.option(
    "--format",
    "formats",
    type=click.Choice(FORMATS),
    default=("jsonl",),
    show_default=True,
    multiple=True,
    help="How the tables are written. Can be repeated.",
)
@patterns_option
@profile_option
@judgements_option
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Work in N processes; the tables are the same.",
)
@max_bytes_option
@column_option
@click.option("--quiet", "-q", is_flag=True, help="No summary, no progress, no warnings; errors only.")
def command(
    inputs: tuple[str, ...],
    out: Path,
    formats: tuple[str, ...],
    patterns: tuple[str, ...],
    profile: str | None,
    judgements: Path | None,
    jobs: int,
    max_bytes: int | None,
    columns: tuple[str, ...],
    quiet: bool,
) -> int:
    """Read releases, find and reconcile their figures, write the tables.

    INPUT is a file (text, HTML, JSON, JSON Lines, CSV, Parquet, PDF, DOCX, e-mail, RSS, Atom, WARC, each of them
    also as .gz), a folder, a glob, or - for standard input.

    \b
    Examples:
      opledger extract releases/ --out tables/
      opledger extract releases/ --out tables/ --format parquet --jobs 4
      opledger extract archive.csv --column text=body --column published=day --out tables/
      cat release.txt | opledger extract - --out tables/

    Exit status: 0 done, 1 some releases were rejected (each named on standard error), 2 the call was wrong.
    """
    from opledger.cli.progress import progress
    from opledger.patternfiles import load_patterns
    from opledger.run import Options, run_job
    from opledger.tables import About, TableWriter, file_names

    # Tables of an earlier run may lie in a folder that is walked; they are no releases.
    skip = tuple(str(out / name) for name in file_names())
    reading = reading_options(max_bytes, skip, columns)
    about = About.of(load_patterns(patterns, profile), profile)
    with TableWriter(out, formats, about) as tables, progress(shown=not quiet) as step:
        options = Options(patterns, jobs, reading, spill=tables.aside, profile=profile, judgements=judgements)
        summary = run_job(inputs, tables, options, on_release=step)
    for path, reason in summary.rejected:
        click.echo(f"opledger: rejected {path}: {reason}", err=True)
    if not quiet:
        for path, warning in summary.warnings:
            click.echo(f"opledger: note on {path}: {warning}", err=True)
        click.echo(f"{', '.join(f'{n} {table}' for table, n in summary.rows.items())} -> {out}")
    return 1 if summary.rejected else 0
