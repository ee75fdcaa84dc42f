"""``opledger status``: what a ledger holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from opledger.cli.ledgers import json_line, json_option, ledger_option

if TYPE_CHECKING:
    from opledger.ledger import Status


@click.command(name="status")
@ledger_option
@click.option("--run", metavar="N", type=int, default=None, help="Tell all that run N changed.")
@click.option("--check", is_flag=True, help="Read all of the file and tell whether it is damaged.")
@json_option
def command(ledger: str, run: int | None, check: bool, as_json: bool) -> int:
    """Tell what a ledger holds, what the last runs changed, and what is stale.

    \b
    Examples:
      opledger status --ledger ops.db
      opledger status --ledger ops.db --run 1 --json
    """
    from opledger import ledger as ledgers

    if check:
        ledgers.check(ledger)
    if run is not None:
        for change in ledgers.changes_of(ledger, run):
            click.echo(json_line(change) if as_json else change.as_line())
        return 0
    found = ledgers.status(ledger)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False))
        return 0
    for line in _lines(found):
        click.echo(line)
    if check:
        click.echo("checked: nothing is damaged")
    return 0


def _lines(found: Status) -> Iterator[str]:
    kinds = ", ".join(f"{count} {kind}" for kind, count in found.releases.items())
    packs = ", ".join(("core", *found.packs)) + (f", profile {found.profile}" if found.profile else "")
    yield f"{found.ledger}: {found.size / 1e6:,.1f} MB, tables of version {found.schema}"
    yield f"patterns: {packs} ({found.made.patterns[:12]}), opledger {found.made.version}"
    yield f"rows: {', '.join(f'{count} {table}' for table, count in found.rows.items())}"
    yield f"releases: {kinds or 'none'}; {found.merged} operations were merged into others"
    if found.stale or found.stale_operations:
        yield (
            f"stale: {found.stale} releases and {found.stale_operations} operations were made by other patterns or another"
            f" version; 'opledger refresh --ledger {found.ledger}' redoes them"
        )
    else:
        yield "stale: nothing"
    if not found.settled:
        yield "a run was stopped before all was reconciled; the next 'opledger add' or 'refresh' does it"
    yield from (f"note: {note}" for note in found.notes)
    for run in found.runs:
        if run["finished"] is None:
            yield f"run {run['run_id']}, {run['command']}, {run['started']}: not finished"
            continue
        yield (
            f"run {run['run_id']}, {run['command']}, {run['started']}: releases {run['releases_new']} new,"
            f" {run['releases_known']} known, {run['releases_redone']} redone, {run['releases_rejected']} rejected;"
            f" operations {run['operations_new']} new, {run['operations_merged']} merged,"
            f" {run['operations_updated']} updated; {run['values_changed']} values changed"
        )
