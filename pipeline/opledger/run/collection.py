"""Reconciliation over everything found, one faulty release apart.

What was found lies in a spill file. Of each release only what linking needs is kept in memory; then operation after
operation is read back and reconciled, so that memory is bounded by the largest operation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from opledger.patternfiles import Patterns
from opledger.reconciliation.judgements import Judgement
from opledger.reconciliation.reconcile import Reconciler, Records, Rows, Task, on_operation
from opledger.records import Figure, Record
from opledger.run.limits import UNLIMITED, Limits, OutOfTime, within
from opledger.run.spill import Spill
from opledger.run.work import Found


class Collection:
    """Takes what was found, release by release, then gives the rows of all tables.

    ``faulty`` holds the releases that reconciliation can't take, with the reason.

    Args:
        spill: the file aside.
        patterns: for reconciliation.
        judgements: what a user said about which releases are on one operation.
        limits: what reconciling one release may take.

    Example:
        >>> collection = Collection(Spill(), load_patterns())  # doctest: +SKIP
        >>> collection.add(found)  # doctest: +SKIP
        >>> for table, record in collection.records({}): ...  # doctest: +SKIP
    """

    def __init__(
        self,
        spill: Spill,
        patterns: Patterns,
        judgements: Sequence[Judgement] = (),
        limits: Limits = UNLIMITED,
    ) -> None:
        self.faulty: dict[str, str] = {}
        self._spill, self._patterns, self._limits = spill, patterns, limits
        self._places: dict[str, int] = {}
        self._whole = Reconciler(patterns, judgements)

    def add(self, found: Found) -> None:
        """Take one release."""
        own = found.release.release_id
        self._places[own] = self._spill.add(found)
        try:
            with within(self._limits):
                self._whole.add(records_of(found))
        except (Exception, OutOfTime) as err:  # any fault: this release is rejected, the rest goes on
            self.faulty[own] = fault_of(err, self._limits)

    def records(self, copies: Mapping[str, str]) -> Iterator[tuple[str, Record]]:
        """Every row: those of operations in their order, then those of releases in the order of reading.

        Args:
            copies: gives each copied release its original.
        """
        self._whole.link(copies)
        for task in self._whole.tasks():
            yield from rows_of_operation(self._rows(task))
        for row in self._whole.links.rows():
            yield "links", row
        for found in self._spill:
            fault = self.faulty.get(found.release.release_id)
            yield from rows_of_release(found, copies, fault, self._whole.operation_of)

    @property
    def idle(self) -> Sequence[Judgement]:
        """The judgements that name nothing here, once the rows were made."""
        return self._whole.links.idle

    def _rows(self, task: Task) -> Rows | None:
        """The rows of an operation, None where all of its releases are faulty."""
        records = [self._read(rid) for rid in task.release_ids if rid not in self.faulty]
        rows, faulty = rows_without_faulty(self._whole, task, records, self._patterns, self._limits)
        self.faulty |= faulty
        return rows

    def _read(self, release_id: str) -> Records:
        return records_of(self._spill.at(self._places[release_id]))


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
    yield "releases", replace(found.release, duplicate_of=copies.get(found.release.release_id))
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
