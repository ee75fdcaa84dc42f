"""``opledger refresh``: what other patterns or another version made is made again."""

from __future__ import annotations

from pathlib import Path

import click

from opledger.cli.ledgers import add_options, ledger_option, stopping, tell, telling_options
from opledger.cli.options import limits_of, limits_options, reading_options, work_options


@click.command(name="refresh")
@ledger_option
@click.option("--all", "everything", is_flag=True, help="All releases, stale or not.")
@work_options
@limits_options
@telling_options
def command(
    ledger: str,
    everything: bool,
    patterns: tuple[str, ...],
    profile: str | None,
    judgements: Path | None,
    decisions: Path | None,
    jobs: int,
    max_seconds: float,
    max_memory: int,
    wait: float,
    as_json: bool,
    quiet: bool,
) -> int:
    """Work anew what other patterns or another version of opledger made, from the texts in the ledger.

    'opledger status' tells how much that is. Releases that new decisions concern are worked anew, too. The ids of operations stay.

    \b
    Examples:
      opledger refresh --ledger ops.db
      opledger refresh --ledger ops.db --all
    """
    from opledger.cli.progress import progress
    from opledger.ledger import refresh
    from opledger.reading import Meter

    meter = Meter()
    reading = reading_options(None, meter=meter)
    limits = limits_of(max_seconds, max_memory)
    options = add_options(patterns, profile, judgements, decisions, wait, jobs, reading, limits)
    with stopping("what was redone is kept in the ledger, run the same again to go on"):
        with progress(not quiet, meter) as step:
            report = refresh(ledger, options, everything, on_release=step)
        return tell(report, ledger, as_json, quiet)
