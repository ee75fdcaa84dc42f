"""``opledger watch``: files into a ledger as they arrive."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from opledger.cli.ledgers import add_options, ledger_option, tell, telling_options
from opledger.cli.options import intake_options, limits_of, reading_options, work_options

if TYPE_CHECKING:
    from opledger.ledger import Report


@click.command(name="watch")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@ledger_option
@work_options
@intake_options
@click.option(
    "--settle",
    metavar="S",
    type=click.FloatRange(0, 3600),
    default=1.0,
    show_default=True,
    help="Read a file once its size has not changed for S seconds.",
)
@telling_options
def command(
    folder: Path,
    ledger: str,
    patterns: tuple[str, ...],
    profile: str | None,
    judgements: Path | None,
    decisions: Path | None,
    jobs: int,
    max_bytes: int | None,
    columns: tuple[str, ...],
    max_seconds: float,
    max_memory: int,
    settle: float,
    wait: float,
    as_json: bool,
    quiet: bool,
) -> int:
    """Add what lies in a folder to a ledger, then what arrives there, until Ctrl-C.

    A file is read once it is completely written. One that can't be read is told and kept as rejected; what
    is read is in the ledger at once.

    \b
    Example:
      timeout -s INT --preserve-status 10 opledger watch releases/ --ledger ops.db -q
    """

    def told(report: Report) -> None:
        tell(report, ledger, as_json, quiet)
        sys.stdout.flush()

    def complain(err: Exception) -> None:
        click.echo(f"opledger: {err}; trying again", err=True)

    reading = reading_options(max_bytes, columns=columns)
    limits = limits_of(max_seconds, max_memory)
    options = add_options(patterns, profile, judgements, decisions, wait, jobs, reading, limits)
    if not quiet:
        click.echo(f"opledger: watching {folder}; Ctrl-C ends it", err=True)
    try:
        from opledger.ledger import watch

        watch(ledger, folder, options, settle, told, complain)
    except KeyboardInterrupt:
        if not quiet:
            click.echo("opledger: watching has ended; what was read is in the ledger", err=True)
    return 0
