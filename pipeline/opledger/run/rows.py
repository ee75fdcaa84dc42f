"""The rows of operations and of releases, one faulty release apart, and what is told of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from opledger.patternfiles import Patterns
from opledger.reconciliation.reconcile import Reconciler, Records, Rows, Task, on_operation
from opledger.records import TABLES, Figure, Record, Release
from opledger.run.limits import UNLIMITED, Limits, OutOfTime, within
from opledger.run.work import Found

if TYPE_CHECKING:
    from opledger.tables import Sink


@dataclass(slots=True)
class Summary:
    """What a job came to: rows a table, releases by status, and the rejected ones."""

    rows: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(TABLES, 0)))
    statuses: Counter[str] = field(default_factory=Counter)
    rejected: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)

    def take_over(self, other: Summary) -> None:
        """Take what a later part of the job came to."""
        self.rows.update(other.rows)
        self.statuses.update(other.statuses)
        self.rejected += other.rejected
        self.warnings += other.warnings


def write_rows(records: Iterable[tuple[str, Record]], sink: Sink) -> Summary:
    """Hand rows to a sink; what they came to."""
    summary = Summary()
    for table, record in records:
        summary.rows[table] += 1
        if isinstance(record, Release):
            _note(summary, record)
        sink.add(table, record)
    return summary


def _note(summary: Summary, release: Release) -> None:
    summary.statuses[release.status] += 1
    if release.status == "rejected":
        summary.rejected.append((release.path, release.error or "no reason given"))
    for warning in release.metadata.get("warnings") or ():
        summary.warnings.append((release.path, str(warning)))


def rows_of_operation(rows: Rows | None) -> Iterator[tuple[str, Record]]:
    """The rows of an operation, table by table; none where all of its releases are faulty."""
    if rows is None:
        return
    for outcome in rows.outcomes:
        yield "outcomes", outcome
    yield "operations", rows.operation
    for conflict in rows.conflicts:
        yield "conflicts", conflict


def rows_of_release(
    found: Found, copies: Mapping[str, str], faulty: str | None, operation_of: Callable[[Figure], str | None]
) -> Iterator[tuple[str, Record]]:
    """The rows of a release by itself.

    Args:
        found: the release and what was found in it.
        copies: gives each copied release its original.
        faulty: why reconciliation can't take it, if so.
        operation_of: the operation that a figure belongs to.
    """
    if faulty is not None:
        yield "releases", replace(found.release, status="rejected", error=faulty)
        return
    original = copies.get(found.release.release_id)
    same = original == found.release.duplicate_of
    yield "releases", found.release if same else replace(found.release, duplicate_of=original)
    for mention in found.mentions:
        yield "mentions", mention
    for figure in found.figures:
        yield "figures", on_operation(figure, operation_of(figure))


def rows_without_faulty(
    whole: Reconciler,
    task: Task,
    records: Sequence[Records],
    patterns: Patterns,
    limits: Limits = UNLIMITED,
) -> tuple[Rows | None, dict[str, str]]:
    """The rows of an operation, None where all of its releases are faulty; and the faulty ones with the reason.

    If reconciliation raises, each release is tried alone: those that raise are left out, so that one release can't
    take the batch with it. A fault that no release alone shows is raised; but an operation that is merely large is
    done without limits.
    """
    faulty: dict[str, str] = {}
    while records:
        try:
            with within(limits, len(records)):
                return whole.rows(task, records), faulty
        except (Exception, OutOfTime) as err:
            found = {r.release.release_id: why for r in records if (why := _fault(r, patterns, limits))}
            if not found and limits != UNLIMITED and isinstance(err, OutOfTime | MemoryError):
                limits = UNLIMITED
            elif not found:
                raise
            faulty |= found
            records = [r for r in records if r.release.release_id not in found]
    return None, faulty


def _fault(records: Records, patterns: Patterns, limits: Limits) -> str | None:
    """Why reconciliation can't take a release by itself; None if it can."""
    alone = Reconciler(patterns)
    try:
        with within(limits):
            alone.add(records)
            alone.link()
            for task in alone.tasks():
                alone.rows(task, [records])
    except (Exception, OutOfTime) as err:  # any fault: this release is rejected, the rest goes on
        return fault_of(err, limits)
    return None


def fault_of(err: BaseException, limits: Limits = UNLIMITED) -> str:
    """Why reconciliation can't take a release."""
    if isinstance(err, OutOfTime | MemoryError):
        return f"reconciliation {limits.too_slow if isinstance(err, OutOfTime) else limits.too_large}"
    return f"reconciliation failed: {type(err).__name__}: {err}"


def records_of(found: Found) -> Records:
    """What was found, as reconciliation takes it."""
    return Records(found.release, found.mentions, found.figures)
