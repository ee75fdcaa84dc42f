"""``opledger add``: new releases into a ledger."""

from __future__ import annotations

from pathlib import Path

import click

from opledger.cli.ledgers import add_options, ledger_option, stopping, tell, telling_options
from opledger.cli.options import intake_options, limits_of, reading_options, work_options


@click.command(name="add")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@ledger_option
@work_options
@intake_options
@telling_options
def command(
    inputs: tuple[str, ...],
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
    wait: float,
    as_json: bool,
    quiet: bool,
) -> int:
    """Add releases to a ledger: a database that grows, and keeps the ids of its operations.

    Only what the ledger does not have is read, by content and not by name. Then what that touches is
    reconciled, and what changed is told. Packs, profile, judgements and decisions are remembered from run
    to run; an empty file of judgements or decisions forgets them. Releases that new decisions concern are
    worked anew.

    \b
    Examples:
      opledger add releases/ --ledger ops.db
      opledger add releases/ --ledger ops.db --json

    Exit status: 0 done, 1 some new releases were rejected (each named on standard error), 2 the call was
    wrong or the ledger can't be written to.
    """
    from opledger.cli.progress import progress
    from opledger.ledger import add
    from opledger.reading import Meter

    meter = Meter()
    reading = reading_options(max_bytes, columns=columns, meter=meter)
    limits = limits_of(max_seconds, max_memory)
    options = add_options(patterns, profile, judgements, decisions, wait, jobs, reading, limits)
    with stopping("what was read is kept in the ledger, run the same again to go on"):
        with progress(not quiet, meter) as step:
            report = add(ledger, inputs, options, on_release=step)
        return tell(report, ledger, as_json, quiet)
