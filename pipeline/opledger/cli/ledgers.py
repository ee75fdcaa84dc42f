"""What the commands on ledgers share: their options, and how a run is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from opledger.ledger import AddOptions, Report
    from opledger.ledger.changes import Change
    from opledger.reading import ReadOptions
    from opledger.run.limits import Limits

F = TypeVar("F", bound=Callable[..., Any])

# So many changes are told on a terminal; all of them are in the ledger.
SHOWN = 40
# What people want to see first.
ORDER = (
    "operation_merged", "value_changed", "value_gone", "operation_gone", "operation_updated", "value_new", "operation_new",
)  # fmt: skip


def ledger_option(function: F) -> F:
    """``--ledger LEDGER``."""
    return click.option(
        "--ledger",
        metavar="LEDGER",
        required=True,
        help="A file (SQLite), or the address of a PostgreSQL database: postgresql://USER@HOST/NAME.",
    )(function)


def json_option(function: F) -> F:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Tell it as JSON Lines, for machines.")(
        function
    )


def wait_option(function: F) -> F:
    """``--wait SECONDS``."""
    return click.option(
        "--wait",
        metavar="S",
        type=click.FloatRange(0, 86_400),
        default=60.0,
        show_default=True,
        help="Wait up to S seconds for another process that writes to the ledger.",
    )(function)


def quiet_option(function: F) -> F:
    """``--quiet``."""
    return click.option("--quiet", "-q", is_flag=True, help="Errors and rejected releases only.")(function)


def telling_options(function: F) -> F:
    """How long is waited and how it is told: ``--wait``, ``--json`` and ``--quiet``."""
    return wait_option(json_option(quiet_option(function)))


def add_options(
    patterns: Sequence[str],
    profile: str | None,
    judgements: Path | None,
    decisions: Path | None,
    wait: float,
    jobs: int,
    reading: ReadOptions,
    limits: Limits,
) -> AddOptions:
    """The options of the library that follow from those of a command."""
    from opledger.ledger import AddOptions

    return AddOptions(
        patterns or None, profile, judgements, jobs, reading, wait, limits=limits, decisions=decisions
    )


@contextmanager
def stopping(what: str) -> Iterator[None]:
    """Tell of Ctrl-C or SIGTERM what became of the work."""
    try:
        yield
    except (KeyboardInterrupt, click.Abort):
        click.echo(f"opledger: stopped; {what}", err=True)
        raise click.exceptions.Exit(130) from None


def tell(report: Report, ledger: str, as_json: bool, quiet: bool) -> int:
    """Tell what a run came to; the exit status."""
    rejected = report.of("release_rejected")
    for change in rejected:
        click.echo(f"opledger: rejected {change.name}: {change.after}", err=True)
    if not quiet:
        for note in report.notes:
            click.echo(f"opledger: note: {note}", err=True)
        if report.stale:
            click.echo(
                f"opledger: note: {report.stale} releases were made by other patterns or another version of opledger;"
                f" 'opledger refresh --ledger {ledger}' redoes them",
                err=True,
            )
    if as_json:
        for change in report.changes:
            click.echo(json_line(change))
        counts = {"kind": "run", "run_id": report.run_id, **report.counts(), "releases_stale": report.stale}
        click.echo(json.dumps(counts))
    elif not quiet:
        for line in summary(report):
            click.echo(line)
    return 1 if rejected else 0


def json_line(change: Change) -> str:
    """A change as a line of JSON, without the fields that tell nothing of it."""
    row = {name: value for name, value in change.as_row().items() if value is not None}
    return json.dumps(row, ensure_ascii=False)


def summary(report: Report) -> Iterator[str]:
    """What a run came to, for people."""
    counts = report.counts()
    releases = [("new", report.new), ("known", report.known), ("redone", report.redone)]
    told = [f"{count} {word}" for word, count in releases if count or word != "redone"]
    yield f"releases: {', '.join(told)}, {counts['releases_rejected']} rejected"
    kinds = ("new", "merged", "updated")
    done = [f"{counts[f'operations_{kind}']} {kind}" for kind in kinds]
    yield f"operations: {', '.join(done)}"
    yield from lines(report.changes)


def lines(changes: Sequence[Change], limit: int = SHOWN) -> Iterator[str]:
    """Changes of operations and values, the most telling first."""
    told = [change for kind in ORDER for change in changes if change.kind == kind]
    for change in told[:limit]:
        yield f"  {change.as_line()}"
    if len(told) > limit:
        yield f"  ... and {len(told) - limit} more: 'opledger status --run N' tells all of run N"
