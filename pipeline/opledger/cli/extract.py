"""``opledger extract``: the whole job."""

from __future__ import annotations

from pathlib import Path

import click

from opledger.cli.options import (
    decisions_option,
    judgements_option,
    max_bytes_option,
    patterns_option,
    profile_option,
    reading_options,
)


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
    "format_",
    type=click.Choice(["jsonl", "csv", "parquet", "sqlite"]),
    default="jsonl",
    show_default=True,
    help="How the tables are written.",
)
@patterns_option
@profile_option
@judgements_option
@decisions_option
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Work in N processes; the tables are the same.",
)
@max_bytes_option
@click.option("--quiet", "-q", is_flag=True, help="No summary, no progress, no warnings; errors only.")
def command(
    inputs: tuple[str, ...],
    out: Path,
    format_: str,
    patterns: tuple[str, ...],
    profile: str | None,
    judgements: Path | None,
    decisions: Path | None,
    jobs: int,
    max_bytes: int | None,
    quiet: bool,
) -> int:
    """Read releases, find and reconcile their figures, write the tables.

    INPUT is a file (.txt, .html, .json, .jsonl), a folder, a glob, or - for standard input.

    \b
    Examples:
      opledger extract releases/ --out tables/
      opledger extract releases/ --out tables/ --format parquet --jobs 4
      cat release.txt | opledger extract - --out tables/

    Exit status: 0 done, 1 some releases were rejected (each named on standard error), 2 the call was wrong.
    """
    from opledger.cli.progress import progress
    from opledger.run import Options, run_job
    from opledger.tables import TableWriter, file_names

    # Tables of an earlier run may lie in a folder that is walked; they are no releases.
    skip = tuple(str(out / name) for name in file_names())
    reading = reading_options(max_bytes, skip)
    with TableWriter(out, format_) as tables, progress(shown=not quiet) as step:
        options = Options(
            patterns,
            jobs,
            reading,
            spill=tables.aside,
            profile=profile,
            judgements=judgements,
            decisions=decisions,
        )
        summary = run_job(inputs, tables, options, on_release=step)
    for path, reason in summary.rejected:
        click.echo(f"opledger: rejected {path}: {reason}", err=True)
    if not quiet:
        for path, warning in summary.warnings:
            click.echo(f"opledger: note on {path}: {warning}", err=True)
        click.echo(f"{', '.join(f'{n} {table}' for table, n in summary.rows.items())} -> {out}")
    return 1 if summary.rejected else 0
