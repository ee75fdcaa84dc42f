"""Reconciliation over everything found, one faulty release apart.

What was found lies in a spill file. Of each release only what linking needs is kept in memory; then operation after
operation is read back and reconciled, so that memory is bounded by the largest operation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from opledger.patternfiles import Patterns
from opledger.reconciliation.judgements import Judgement
from opledger.reconciliation.reconcile import Reconciler, Records, Rows, Task
from opledger.reconciliation.ties import tie_of
from opledger.records import Record
from opledger.run.filing import Card, card_of
from opledger.run.finishing import Operations, Releases
from opledger.run.limits import UNLIMITED, Limits
from opledger.run.rows import records_of, rows_of_operation, rows_of_release, rows_without_faulty
from opledger.run.spill import Spill
from opledger.run.work import Found

# A bunch for another process ends at so many bytes: few enough that all are done at the same time.
BUNCH_BYTES = 200_000


class Collection:
    """Takes what was found, release by release, then gives the rows of all tables.

    ``faulty`` holds the releases that reconciliation can't take, with the reason; ``prints`` the fingerprint of each that was read well.

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
        self.prints: list[tuple[str, str]] = []
        self._spill, self._patterns, self._limits = spill, patterns, limits
        self._copies: Mapping[str, str] = {}
        self._places: dict[str, int] = {}
        self.whole = Reconciler(patterns, judgements)

    def add(self, found: Found) -> None:
        """Take one release."""
        self._file(card_of(found, self.whole, self._limits), self._spill.add(found))

    def take(self, packed: bytes, card: Card) -> None:
        """Take one release as another process packed it, with the card made there."""
        shared = replace(card, dossier=self.whole.shared(card.dossier)) if card.dossier else card
        self._file(shared, self._spill.add_packed(packed))

    def _file(self, card: Card, place: int) -> None:
        self._places[card.release_id] = place
        if card.print is not None:
            self.prints.append((card.release_id, card.print))
        if card.fault is not None:
            self.faulty[card.release_id] = card.fault
        elif card.dossier is not None:
            self.whole.take(card.dossier, card.agencies)

    def link(self, copies: Mapping[str, str]) -> None:
        """No more releases come: put them under operations.

        Args:
            copies: gives each copied release its original.
        """
        self._copies = copies
        self.whole.link(copies)

    def records(self, copies: Mapping[str, str]) -> Iterator[tuple[str, Record]]:
        """Every row: those of operations in their order, then those of releases in the order of reading.

        Args:
            copies: gives each copied release its original.
        """
        self.link(copies)
        for task in self.whole.tasks():
            yield from rows_of_operation(self._rows(task))
        for row in self.whole.links.rows():
            yield "links", row
        for found in self._spill:
            fault = self.faulty.get(found.release.release_id)
            yield from rows_of_release(found, copies, fault, self.whole.operation_of)

    def operations(self) -> Iterator[Operations]:
        """All operations, in bunches for other processes, once releases were linked."""
        bunch = Operations()
        for task in self.whole.tasks():
            ties = [tie_of(self.whole, rid) for rid in task.release_ids if rid not in self.faulty]
            bunch.tasks.append(task)
            bunch.ties.append([tie for tie in ties if tie is not None])
            bunch.packed.append(
                [self._spill.packed_at(self._places[tie.release_id]) for tie in bunch.ties[-1]]
            )
            if bunch.size >= BUNCH_BYTES:
                yield bunch
                bunch = Operations()
        if bunch.tasks:
            yield bunch

    def releases(self) -> Iterator[Releases]:
        """All releases, in bunches for other processes, once every operation is done."""
        bunch = Releases()
        for release_id, place in self._places.items():
            bunch.packed.append(self._spill.packed_at(place))
            bunch.faults.append(self.faulty.get(release_id))
            bunch.originals.append(self._copies.get(release_id))
            bunch.ties.append(tie_of(self.whole, release_id))
            if bunch.size >= BUNCH_BYTES:
                yield bunch
                bunch = Releases()
        if bunch.packed:
            yield bunch

    @property
    def idle(self) -> Sequence[Judgement]:
        """The judgements that name nothing here, once the rows were made."""
        return self.whole.links.idle

    def _rows(self, task: Task) -> Rows | None:
        """The rows of an operation, None where all of its releases are faulty."""
        records = [self._read(rid) for rid in task.release_ids if rid not in self.faulty]
        rows, faulty = rows_without_faulty(self.whole, task, records, self._patterns, self._limits)
        self.faulty |= faulty
        return rows

    def _read(self, release_id: str) -> Records:
        return records_of(self._spill.at(self._places[release_id]))
