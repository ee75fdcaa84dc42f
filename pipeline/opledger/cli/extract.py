"""``opledger extract``: the whole job."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from opledger.cli.options import intake_options, limits_of, reading_options, work_options
from opledger.engine import LOCAL, EngineOptions, open_engine
from opledger.errors import UsageError
from opledger.forking import begin
from opledger.tables.formats import FORMATS

if TYPE_CHECKING:
    from opledger.run import Summary


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
@work_options
@click.option(
    "--engine",
    metavar="NAME",
    default=LOCAL,
    show_default=True,
    help="Work on a cluster engine (dask) instead of this machine's processes; the tables are the same.",
)
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(1, 1024),
    default=None,
    help="With --engine: start N worker processes here; one a core if not given.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    default=None,
    help="With --engine: use the cluster that runs at this address; DIR must be on storage that it shares.",
)
@intake_options
@click.option("--quiet", "-q", is_flag=True, help="No summary, no progress, no warnings; errors only.")
def command(
    inputs: tuple[str, ...],
    out: Path,
    formats: tuple[str, ...],
    patterns: tuple[str, ...],
    profile: str | None,
    judgements: Path | None,
    decisions: Path | None,
    jobs: int,
    engine: str,
    workers: int | None,
    scheduler: str | None,
    max_bytes: int | None,
    columns: tuple[str, ...],
    max_seconds: float,
    max_memory: int,
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
      opledger extract releases/ --out tables/ --engine dask --workers 2
      cat release.txt | opledger extract - --out tables/

    Exit status: 0 done, 1 some releases were rejected (each named on standard error), 2 the call was wrong.
    """
    if jobs > 1 and engine == LOCAL:
        begin((patterns, profile))  # before all that takes time here
    from opledger.cli.progress import progress
    from opledger.patternfiles import load_patterns
    from opledger.reading import Meter
    from opledger.run import Options
    from opledger.tables import About, TableWriter, file_names

    job = _job(engine, workers, scheduler)
    # Tables of an earlier run may lie in a folder that is walked; they are no releases.
    skip = tuple(str(out / name) for name in file_names())
    meter = Meter()
    reading = reading_options(max_bytes, skip, columns, meter)
    about = About.of(load_patterns(patterns, profile), profile)
    with TableWriter(out, formats, about) as tables, progress(not quiet, meter) as step:
        options = Options(
            patterns,
            jobs,
            reading,
            spill=tables.aside,
            profile=profile,
            judgements=judgements,
            limits=limits_of(max_seconds, max_memory),
            decisions=decisions,
        )
        summary = job(inputs, tables, options=options, on_release=step)
    for path, reason in summary.rejected:
        click.echo(f"opledger: rejected {path}: {reason}", err=True)
    if not quiet:
        for path, warning in summary.warnings:
            click.echo(f"opledger: note on {path}: {warning}", err=True)
        click.echo(f"{', '.join(f'{n} {table}' for table, n in summary.rows.items())} -> {out}")
    return 1 if summary.rejected else 0


def _job(engine: str, workers: int | None, scheduler: str | None) -> Callable[..., Summary]:
    """What does the job: this machine's processes, or an engine."""
    from opledger.run import run_job

    if workers and scheduler:
        raise UsageError(
            "a running cluster has its own workers", "--workers", "leave it out with --scheduler"
        )
    if engine != LOCAL:
        from opledger.engine.job import run_on_engine

        return partial(run_on_engine, engine=open_engine(engine, EngineOptions(workers, scheduler)))
    if workers or scheduler:
        option = "--workers" if workers else "--scheduler"
        raise UsageError("is for a cluster engine", option, "name one with --engine, or use --jobs")
    return run_job
