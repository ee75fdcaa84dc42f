"""Reconciliation over everything found, one faulty release apart.

What was found lies in a spill file, and what linking needs in another. Operation after operation is read back and reconciled,
so that memory is bounded by the largest operation.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence

from opledger.patternfiles import Patterns
from opledger.reading import originals
from opledger.reconciliation.judgements import Judgement
from opledger.reconciliation.reconcile import Reconciler, Rows, Task
from opledger.reconciliation.ties import Tie, follow_ties, tie_of
from opledger.records import Record
from opledger.run.filing import Card, card_of
from opledger.run.finishing import Operations, Releases
from opledger.run.limits import UNLIMITED, Limits
from opledger.run.prints import Prints
from opledger.run.rows import records_of, rows_of_operation, rows_of_release, rows_without_faulty
from opledger.run.spill import Spill
from opledger.run.work import Found

# A bunch for another process ends at so many bytes: few enough that all are done at the same time.
BUNCH_BYTES = 200_000


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
        self._copies: Mapping[str, str] = {}
        # Of each release, in the order of reading.
        self._places = array("Q")
        self._prints = Prints()
        self.whole = Reconciler(patterns, judgements, spill.folder)

    def add(self, found: Found) -> None:
        """Take one release."""
        self._file(card_of(found, self.whole, self._limits), self._spill.add(found))

    def take(self, packed: bytes, card: Card) -> None:
        """Take one release as another process packed it, with the card made there."""
        self._file(card, self._spill.add_packed(packed))

    def _file(self, card: Card, place: int) -> None:
        self._places.append(place)
        if card.fault is not None:
            self.faulty[card.release_id] = card.fault
        item = card.filed or (card.dossier and self.whole.filed(card.dossier))
        if item and card.fault is None:
            number = self.whole.take_filed(item, card.agencies)
        else:
            number = self.whole.shelf.skip(card.release_id)
        if card.print is not None:
            self._prints.add(number, card.print)

    def copies(self) -> dict[str, str]:
        """The original of each release that repeats another one word for word."""
        ids = self.whole.shelf.ids
        repeated = self._prints.repeated()
        return originals((ids[number], mark) for number, mark in repeated)

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
        bench = Reconciler(self._patterns)
        bench.know(self.whole.agencies)
        for task in self.whole.tasks():
            yield from rows_of_operation(self._rows(task, bench))
        for row in self.whole.links.rows():
            yield "links", row
        for found in self._spill:
            own = found.release.release_id
            tie = tie_of(self.whole, own)
            follow_ties(bench, [tie] if tie else [])
            yield from rows_of_release(found, copies, self.faulty.get(own), bench.operation_of)

    def operations(self) -> Iterator[Operations]:
        """All operations, in bunches for other processes, once releases were linked."""
        bunch = Operations()
        for task in self.whole.tasks():
            ties = list(self._ties(task))
            bunch.tasks.append(task)
            bunch.ties.append(ties)
            bunch.packed.append([self._spill.packed_at(self._place(tie.release_id)) for tie in ties])
            if bunch.size >= BUNCH_BYTES:
                yield bunch
                bunch = Operations()
        if bunch.tasks:
            yield bunch

    def releases(self) -> Iterator[Releases]:
        """All releases, in bunches for other processes, once every operation is done."""
        bunch = Releases()
        for number, place in enumerate(self._places):
            release_id = self.whole.shelf.ids[number]
            bunch.packed.append(self._spill.packed_at(place))
            bunch.faults.append(self.faulty.get(release_id))
            bunch.originals.append(self._copies.get(release_id))
            bunch.ties.append(tie_of(self.whole, release_id))
            if bunch.size >= BUNCH_BYTES:
                yield bunch
                bunch = Releases()
        if bunch.packed:
            yield bunch

    def close(self) -> None:
        """Give the space back."""
        self.whole.shelf.close()

    @property
    def idle(self) -> Sequence[Judgement]:
        """The judgements that name nothing here, once the rows were made."""
        return self.whole.links.idle

    def _rows(self, task: Task, bench: Reconciler) -> Rows | None:
        """The rows of an operation, None where all of its releases are faulty."""
        ties = list(self._ties(task))
        follow_ties(bench, ties)
        records = [records_of(self._spill.at(self._place(tie.release_id))) for tie in ties]
        rows, faulty = rows_without_faulty(bench, task, records, self._patterns, self._limits)
        self.faulty |= faulty
        return rows

    def _place(self, release_id: str) -> int:
        """Where what was found in a release that takes part lies."""
        return self._places[self.whole.number(release_id)]

    def _ties(self, task: Task) -> Iterator[Tie]:
        """How the releases of an operation are tied to others, without those that reconciliation can't take."""
        for release_id in task.release_ids:
            tie = None if release_id in self.faulty else tie_of(self.whole, release_id)
            if tie:
                yield tie
