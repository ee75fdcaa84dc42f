"""Which releases are compared with which, and what comes of it, in this process.

The rest of linking asks for no more than ``Comparing`` gives, so that pairs can also be found and weighed elsewhere,
by the same functions: what makes a key, ``near_copies`` and ``weigh``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Protocol

from opledger.patternfiles.schemas.reconciliation import Linking
from opledger.reconciliation.blocking import candidates, key_of
from opledger.reconciliation.copies import bands
from opledger.reconciliation.dossiers import Dossier
from opledger.reconciliation.evidence import Evidence, near_copies, weigh, weight_of

# Two equal figures are a key if they tell at least so much together.
TELLING = 1.5

# The confidence that two releases are on one operation, and the places of both in their order.
Pair = tuple[float, int, int]


class Comparing(Protocol):
    """Finds pairs of releases worth a look, and weighs them. Releases are told by their place in the order."""

    def copies(self) -> Iterator[tuple[int, int]]:
        """The pairs that are near copies, each once."""

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

    def __init__(self, ordered: list[Dossier], limits: Linking) -> None:
        self._ordered, self._limits = ordered, limits

    def copies(self) -> Iterator[tuple[int, int]]:
        """The pairs that are near copies, each once."""
        for a, b in candidates(map(copy_keys, self._ordered), self._limits.window):
            if near_copies(self._ordered[a], self._ordered[b], self._limits):
                yield a, b

    def pairs(self) -> Iterator[Pair]:
        """The pairs for which figures or clues speak, each once."""
        self._forget_common_names()
        keys = (evidence_keys(item, self._limits) for item in self._ordered)
        for a, b in candidates(keys, self._limits.window):
            evidence = self.why(a, b)
            if evidence is not None:
                yield evidence.confidence, a, b

    def why(self, one: int, other: int) -> Evidence | None:
        """What speaks for one of the ``pairs``."""
        return weigh(self._ordered[one], self._ordered[other], self._limits)

    def _forget_common_names(self) -> None:
        holders = Counter(name for d in self._ordered if d.original is None for name in d.clues.names)
        common = {name for name, count in holders.items() if count > self._limits.most_releases}
        for at, item in enumerate(self._ordered):
            self._ordered[at] = without_names(item, common)


def without_names(item: Dossier, common: Collection[str]) -> Dossier:
    """The dossier without names that many releases have in their leads: they are no clue."""
    if not any(name in common for name in item.clues.names):
        return item
    return replace(item, clues=item.clues.without(common))


def copy_keys(item: Dossier) -> list[int]:
    """What makes a release worth comparing with another as a copy: sentences, and bands of the sketch."""
    return [*map(key_of, item.sentences), *bands(item.sketch)]


def evidence_keys(item: Dossier, limits: Linking) -> list[int]:
    """What makes a release worth comparing with another: names of the lead, and any two telling figures."""
    heaviest = sorted(item.small, key=lambda k: (-weight_of(k), k))[: limits.most_keys]
    weights = [weight_of(k) for k in heaviest]
    keys = [
        key_of(one, other)
        for at, one in enumerate(heaviest)
        for beyond, other in enumerate(heaviest[at + 1 :], at + 1)
        if weights[at] + weights[beyond] >= TELLING
    ]
    return keys + [key_of("name", name) for name in item.clues.names]
