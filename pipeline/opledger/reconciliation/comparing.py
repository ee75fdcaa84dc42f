"""Which releases are compared with which, and what comes of it, in this process.

The rest of linking asks for no more than ``Comparing`` gives, so that pairs can also be found and weighed elsewhere,
by the same functions: what makes a key, ``near_copies`` and ``weigh``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import Protocol

import numpy as np

from opledger.patternfiles.schemas.reconciliation import Linking
from opledger.reconciliation.blocking import Keys, Numbers, key_of, neighbours, together, unpaired
from opledger.reconciliation.dossiers import Dossier
from opledger.reconciliation.evidence import Evidence, near_copies, weigh
from opledger.reconciliation.ordered import Ordered
from opledger.reconciliation.shelf import AT_HAND

# The confidence that two releases are on one operation, and the places of both in their order.
Pair = tuple[float, int, int]


class Comparing(Protocol):
    """Finds pairs of releases worth a look, and weighs them. Releases are told by their place in the order."""

    def copies(self, known: Callable[[int, int], bool]) -> Iterator[tuple[int, int]]:
        """The pairs that are near copies; those that are known to be of one family may be left out."""

    def pairs(self) -> Iterator[Pair]:
        """The pairs for which figures or clues speak, each once."""

    def why(self, one: int, other: int) -> Evidence | None:
        """What speaks for one of the ``pairs``."""


class Here:
    """Compares in this process.

    Args:
        ordered: the releases, in their order.
        limits: thresholds.
    """

    def __init__(self, ordered: Ordered, limits: Linking) -> None:
        self._ordered, self._limits = ordered, limits
        self._common: frozenset[int] = frozenset()
        self._dossier = lru_cache(maxsize=AT_HAND)(self._without_common_names)

    def copies(self, known: Callable[[int, int], bool]) -> Iterator[tuple[int, int]]:
        """The pairs that are near copies; those that are known to be of one family are left out."""
        near = (
            self._near(pairs, self._limits.copy_days) for pairs in self._paired(self._ordered.shelf.copy_keys)
        )
        for a, b in unpaired(together(near)):
            if known(a, b):
                continue
            if near_copies(self._ordered.dossier(a), self._ordered.dossier(b), self._limits):
                yield a, b

    def pairs(self) -> Iterator[Pair]:
        """The pairs for which figures or clues speak, each once."""
        common = self._common_names()
        self._common = frozenset(common.tolist())
        for a, b in unpaired(together(self._promising(common))):
            evidence = self.why(a, b)
            if evidence is not None:
                yield evidence.confidence, a, b

    def why(self, one: int, other: int) -> Evidence | None:
        """What speaks for one of the ``pairs``."""
        return weigh(self._dossier(one), self._dossier(other), self._limits)

    def _promising(self, common: Numbers) -> Iterator[Numbers]:
        """Pairs that share a key, without those that ``weigh`` gives up at once."""
        limits, shelf = self._limits, self._ordered.shelf
        apart = max(limits.days, limits.many_days, limits.clue_days)
        nameless = np.frombuffer(self._ordered.nameless, np.bool_)
        for pairs in chain(self._paired(shelf.figure_keys), self._paired(shelf.name_keys, common)):
            low, high = _ends(pairs)
            yield self._near(pairs[nameless[low] | nameless[high]], apart)

    def _paired(self, keys: Keys, left_out: Numbers | None = None) -> Iterator[Numbers]:
        """The pairs under keys, without those under some."""
        for owners, flat in keys.parts():
            if left_out is not None and len(left_out):
                kept = ~np.isin(flat, left_out)
                owners, flat = owners[kept], flat[kept]
            yield neighbours(self._ordered.ranks[owners], flat, self._limits.window)

    def _near(self, pairs: Numbers, days: int) -> Numbers:
        """The pairs that came out within some days, or of which one has no day."""
        low, high = _ends(pairs)
        one, other = self._ordered.days[low], self._ordered.days[high]
        near: Numbers = pairs[(np.abs(one - other) <= days) | (one == 0) | (other == 0)]
        return near

    def _common_names(self) -> Numbers:
        """The keys of names that many releases have in their leads: they are no clue."""
        found = [np.array([], np.uint64)]
        copied = np.frombuffer(self._ordered.copied, np.bool_)
        for owners, flat in self._ordered.shelf.name_keys.parts():
            keys, counts = np.unique(flat[~copied[self._ordered.ranks[owners]]], return_counts=True)
            found.append(keys[counts > self._limits.most_releases])
        return np.concatenate(found)

    def _without_common_names(self, rank: int) -> Dossier:
        item = self._ordered.dossier(rank)
        if not self._common:
            return item
        return without_names(
            item, [name for name in item.clues.names if key_of("name", name) in self._common]
        )


def _ends(pairs: Numbers) -> tuple[Numbers, Numbers]:
    return (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)


def without_names(item: Dossier, common: Collection[str]) -> Dossier:
    """The dossier without names that many releases have in their leads: they are no clue."""
    if not any(name in common for name in item.clues.names):
        return item
    return replace(item, clues=item.clues.without(common))
