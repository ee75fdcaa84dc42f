"""The releases that take part in linking, in their order: by day, the undated last, then by id. They are told by their rank in it."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping

import numpy as np

from opledger.compact import in_order
from opledger.reconciliation.blocking import Numbers
from opledger.reconciliation.dossiers import Dossier
from opledger.reconciliation.naming import Named
from opledger.reconciliation.shelf import Shelf

NONE, STRANGER = -1, -2


class Ordered:
    """Releases by rank, and their **nodes**: a release's part in one operation, as it names it. Nodes are numbered by release, then
    by name.

    Attributes:
        shelf: has the dossiers.
        ranks: the rank of each release of the shelf, ``NONE`` of those that take no part.
        days: of each release, 0 if it has none.
        nameless: whether it has no name for what it reports on.
        originals: the rank of what it repeats word for word, ``NONE`` if it repeats nothing, ``STRANGER`` if that is not here.
        copied: whether it repeats anything.
        mains: the node of what it reports on.
        holders: of each node, the release.
        names: of each node, the number of its name on the shelf; -1 for none.

    Args:
        shelf: has all releases.
        copies: gives each copied release its original, where the releases do not say so themselves.
    """

    def __init__(self, shelf: Shelf, copies: Mapping[str, str] | None = None) -> None:
        self.shelf = shelf
        self._numbers = in_order(shelf.taking_part(), shelf.order)
        numbers = np.frombuffer(self._numbers, np.uint32)
        self.ranks = np.full(len(shelf), NONE, np.int32)
        self.ranks[numbers] = np.arange(len(numbers), dtype=np.int32)
        self.days: Numbers = np.frombuffer(shelf.days, np.int32)[numbers]
        self._lookup = _Lookup(shelf, self._numbers)
        self.originals = self._originals(copies or {})
        self.copied = bytearray(original != NONE for original in self.originals)
        self._name_nodes()

    def __len__(self) -> int:
        return len(self._numbers)

    def id(self, rank: int) -> str:
        """The id of a release."""
        return self.shelf.ids[self._numbers[rank]]

    def number(self, release_id: str) -> int:
        """The number of a release on the shelf.

        Raises:
            KeyError: if it takes no part.
        """
        return self._lookup.number(release_id)

    def rank(self, release_id: str) -> int | None:
        """The rank of a release, None if it takes no part."""
        return self._lookup.rank(release_id)

    def dossier(self, rank: int) -> Dossier:
        """What is known of a release."""
        return self.shelf.dossier(self._numbers[rank])

    def publisher(self, rank: int) -> str | None:
        """Who put it out."""
        return self.shelf.publisher(self._numbers[rank])

    def named(self, rank: int) -> Named:
        """Its names."""
        number = self._numbers[rank]
        if self.shelf.plain[number]:
            return Named(self.name(self.mains[rank]), {})
        return self.shelf.dossier(number).named

    def name(self, node: int) -> str | None:
        """The name of a node."""
        return self.shelf.names[self.names[node]]

    def nodes(self, rank: int) -> range:
        """The nodes of a release."""
        return range(self._starts[rank], self._starts[rank + 1])

    def _originals(self, copies: Mapping[str, str]) -> array[int]:
        found = array("i", [NONE]) * len(self._numbers)
        if not copies and not self.shelf.originals:
            return found
        for rank, number in enumerate(self._numbers):
            original = copies.get(self.id(rank), self.shelf.originals.get(number))
            if original is not None:
                at = self.rank(original)
                found[rank] = STRANGER if at is None else at
        return found

    def _name_nodes(self) -> None:
        self.holders, self.names, self._starts = array("I"), array("i"), array("I", [0])
        self.mains, self.nameless = array("I"), bytearray()
        text = self.shelf.names
        for rank, number in enumerate(self._numbers):
            own = self.shelf.names_of(number)
            main = own[0]
            if len(own) > 1:
                own = array("i", sorted(own, key=lambda name: text[name] or ""))
            self.mains.append(len(self.names) + own.index(main))
            self.nameless.append(main < 0)
            self.names += own
            self.holders.extend([rank] * len(own))
            self._starts.append(len(self.names))


class _Lookup:
    """Finds releases by id: hashes in order, and the rank of each."""

    def __init__(self, shelf: Shelf, numbers: array[int]) -> None:
        self._shelf, self._numbers = shelf, numbers
        hashes = np.fromiter((hash(shelf.ids[number]) for number in numbers), np.int64, len(numbers))
        order = np.argsort(hashes, kind="stable")
        self._hashes, self._ranks = (
            array("q", hashes[order].tobytes()),
            array("I", order.astype(np.uint32).tobytes()),
        )
        self._last: tuple[str, int | None] = "", None

    def number(self, release_id: str) -> int:
        """The number of a release on the shelf.

        Raises:
            KeyError: if it takes no part.
        """
        rank = self.rank(release_id)
        if rank is None:
            raise KeyError(release_id)
        return self._numbers[rank]

    def rank(self, release_id: str) -> int | None:
        if release_id != self._last[0]:
            self._last = release_id, next(self._found(release_id), None)
        return self._last[1]

    def _found(self, release_id: str) -> Iterator[int]:
        key = hash(release_id)
        at = bisect_left(self._hashes, key)
        while at < len(self._hashes) and self._hashes[at] == key:
            rank = self._ranks[at]
            if self._shelf.ids[self._numbers[rank]] == release_id:
                yield rank
            at += 1
