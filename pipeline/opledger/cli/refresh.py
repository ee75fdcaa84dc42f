"""``opledger refresh``: what other patterns or another version made is made again."""

from __future__ import annotations

from pathlib import Path

import click

from opledger.cli.ledgers import (
    add_options,
    json_option,
    ledger_option,
    processes_option,
    quiet_option,
    stopping,
    tell,
    wait_option,
)
from opledger.cli.options import judgements_option, patterns_option, profile_option


@click.command(name="refresh")
@ledger_option
@click.option("--all", "everything", is_flag=True, help="All releases, stale or not.")
@patterns_option
@profile_option
@judgements_option
@processes_option
@wait_option
@json_option
@quiet_option
def command(
    ledger: str,
    everything: bool,
    patterns: tuple[str, ...],
    profile: str | None,
    judgements: Path | None,
    jobs: int,
    wait: float,
    as_json: bool,
    quiet: bool,
) -> int:
    """Work anew what other patterns or another version of opledger made, from the texts in the ledger.

    'opledger status' tells how much that is. The ids of operations stay.

    \b
    Examples:
      opledger refresh --ledger ops.db
      opledger refresh --ledger ops.db --all
    """
    from opledger.cli.progress import progress
    from opledger.ledger import refresh

    options = add_options(patterns, profile, judgements, wait, jobs)
    with stopping("what was redone is kept in the ledger, run the same again to go on"):
        with progress(shown=not quiet) as step:
            report = refresh(ledger, options, everything, on_release=step)
        return tell(report, ledger, as_json, quiet)
