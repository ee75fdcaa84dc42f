"""Reconciliation over everything found, one faulty release apart.

What was found lies in a spill file. Of each release only what linking needs is kept in memory; then operation after
operation is read back and reconciled, so that memory is bounded by the largest operation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from opledger.patternfiles import Patterns
from opledger.reconciliation.judgements import Judgement
from opledger.reconciliation.reconcile import Reconciler, Records, Rows, Task, on_operation
from opledger.records import Record
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
                self._whole.add(_records(found))
        except (Exception, OutOfTime) as err:  # any fault: this release is rejected, the rest goes on
            self._reject(own, err)

    def records(self, copies: Mapping[str, str]) -> Iterator[tuple[str, Record]]:
        """Every row: those of operations in their order, then those of releases in the order of reading.

        Args:
            copies: gives each copied release its original.
        """
        self._whole.link(copies)
        for task in self._whole.tasks():
            rows = self._rows(task)
            if rows is None:
                continue
            for outcome in rows.outcomes:
                yield "outcomes", outcome
            yield "operations", rows.operation
            for conflict in rows.conflicts:
                yield "conflicts", conflict
        for row in self._whole.links.rows():
            yield "links", row
        for found in self._spill:
            yield from self._of_release(found, copies)

    @property
    def idle(self) -> Sequence[Judgement]:
        """The judgements that name nothing here, once the rows were made."""
        return self._whole.links.idle

    def _of_release(self, found: Found, copies: Mapping[str, str]) -> Iterator[tuple[str, Record]]:
        own = found.release.release_id
        if own in self.faulty:
            yield "releases", replace(found.release, status="rejected", error=self.faulty[own])
            return
        yield "releases", replace(found.release, duplicate_of=copies.get(own))
        for mention in found.mentions:
            yield "mentions", mention
        for figure in found.figures:
            yield "figures", on_operation(figure, self._whole.operation_of(figure))

    def _rows(self, task: Task) -> Rows | None:
        """The rows of an operation, None where all of its releases are faulty.

        If that raises, each release is tried alone: those that raise are noted as faulty and left out, so that one
        release can't take the batch with it. A fault that no release alone shows is raised.
        """
        records = [self._read(rid) for rid in task.release_ids if rid not in self.faulty]
        if not records:
            return None
        try:
            with within(self._limits, len(records)):
                return self._whole.rows(task, records)
        except (Exception, OutOfTime) as err:
            faulty = [r.release.release_id for r in records if self._is_faulty(r)]
            if not faulty:
                if not isinstance(err, OutOfTime | MemoryError):
                    raise
                return self._whole.rows(task, records)  # a large operation, and nothing wrong with it
        return self._rows(task)

    def _read(self, release_id: str) -> Records:
        return _records(self._spill.at(self._places[release_id]))

    def _is_faulty(self, records: Records) -> bool:
        alone = Reconciler(self._patterns)
        try:
            with within(self._limits):
                alone.add(records)
                alone.link()
                for task in alone.tasks():
                    alone.rows(task, [records])
        except (Exception, OutOfTime) as err:  # any fault: this release is rejected, the rest goes on
            self._reject(records.release.release_id, err)
        return records.release.release_id in self.faulty

    def _reject(self, release_id: str, err: BaseException) -> None:
        why = f"failed: {type(err).__name__}: {err}"
        if isinstance(err, OutOfTime | MemoryError):
            why = self._limits.too_slow if isinstance(err, OutOfTime) else self._limits.too_large
        self.faulty[release_id] = f"reconciliation {why}"


def _records(found: Found) -> Records:
    return Records(found.release, found.mentions, found.figures)
