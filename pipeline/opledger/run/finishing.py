"""The end of the job in bunches that any process can work on: operations reconciled, rows made ready for their files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import compress

from opledger.patternfiles import Patterns, load_patterns
from opledger.reconciliation.reconcile import Reconciler, Task
from opledger.reconciliation.ties import Tie, follow_ties
from opledger.records import Record
from opledger.run.limits import Limits
from opledger.run.rows import (
    Summary,
    records_of,
    rows_of_operation,
    rows_of_release,
    rows_without_faulty,
    write_rows,
)
from opledger.run.spill import unpacked
from opledger.tables.prepared import Prepared, Preparing

# What is sent of a release beside what was found in it, roughly.
TIE_BYTES = 1_000


@dataclass(frozen=True, slots=True)
class Setting:
    """What whoever works on bunches has to know.

    Args:
        packs: pattern packs beside ``core``.
        profile: how vague words are read.
        agencies: the name of each agency, by id.
        limits: what one release may take.
        formats: those of the tables.
    """

    packs: tuple[str, ...]
    profile: str | None
    agencies: Mapping[str, str]
    limits: Limits
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operations:
    """Operations to be reconciled, in their order.

    Args:
        tasks: each operation.
        ties: its releases, in the order of the task, without those that reconciliation can't take.
        packed: what was found in each of them.
    """

    tasks: list[Task] = field(default_factory=list)
    ties: list[list[Tie]] = field(default_factory=list)
    packed: list[list[bytes]] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How long it is when sent, roughly."""
        return sum(len(own) + TIE_BYTES for packed in self.packed for own in packed)

    def without(self, left_out: Collection[str]) -> Operations:
        """The same operations without some releases."""
        kept = [[tie.release_id not in left_out for tie in ties] for ties in self.ties]
        ties = [list(compress(own, keep)) for own, keep in zip(self.ties, kept, strict=True)]
        packed = [list(compress(own, keep)) for own, keep in zip(self.packed, kept, strict=True)]
        return Operations(self.tasks, ties, packed)

    def has_any(self, releases: Collection[str]) -> bool:
        """Whether some releases take part."""
        return any(tie.release_id in releases for ties in self.ties for tie in ties)


@dataclass(frozen=True, slots=True)
class Releases:
    """Releases whose own rows are to be made, in the order of reading.

    Args:
        packed: what was found in each.
        faults: why reconciliation can't take it, None if it can.
        originals: the release that it repeats, if it does.
        ties: what linking came to, None where it takes no part.
    """

    packed: list[bytes] = field(default_factory=list)
    faults: list[str | None] = field(default_factory=list)
    originals: list[str | None] = field(default_factory=list)
    ties: list[Tie | None] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How long it is when sent, roughly."""
        return sum(len(own) + TIE_BYTES for own in self.packed)


Bunch = Operations | Releases


@dataclass(frozen=True, slots=True)
class Finished:
    """What a bunch came to.

    Args:
        prepared: its rows.
        summary: what is told of them.
        faulty: releases that reconciliation turned out not to take, with the reason.
    """

    prepared: Prepared
    summary: Summary
    faulty: dict[str, str]


class Desk:
    """Works on bunches, one after the other.

    Args:
        setting: what there is to know.
    """

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._patterns: Patterns = load_patterns(setting.packs, setting.profile)
        self._whole = Reconciler(self._patterns)
        self._whole.know(setting.agencies)

    def finish(self, bunch: Bunch) -> Finished:
        """Make the rows of a bunch."""
        sink = Preparing(self._setting.formats)
        faulty: dict[str, str] = {}
        rows = self._operations(bunch, faulty) if isinstance(bunch, Operations) else self._releases(bunch)
        summary = write_rows(rows, sink)
        return Finished(sink.done(), summary, faulty)

    def _operations(self, bunch: Operations, faulty: dict[str, str]) -> Iterator[tuple[str, Record]]:
        for task, ties, packed in zip(bunch.tasks, bunch.ties, bunch.packed, strict=True):
            sound = [
                (tie, own) for tie, own in zip(ties, packed, strict=True) if tie.release_id not in faulty
            ]
            records = [records_of(unpacked(own)) for _, own in sound]
            follow_ties(self._whole, [tie for tie, _ in sound])
            rows, found = rows_without_faulty(
                self._whole, task, records, self._patterns, self._setting.limits
            )
            faulty |= found
            yield from rows_of_operation(rows)

    def _releases(self, bunch: Releases) -> Iterator[tuple[str, Record]]:
        follow_ties(self._whole, [tie for tie in bunch.ties if tie is not None])
        for packed, fault, original in zip(bunch.packed, bunch.faults, bunch.originals, strict=True):
            found = unpacked(packed)
            own = found.release.release_id
            copies = {own: original} if original else {}
            yield from rows_of_release(found, copies, fault, self._whole.operation_of)
