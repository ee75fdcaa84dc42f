"""Many pairs of releases, each with the confidence that they are on one operation."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import numpy as np

from opledger.reconciliation.blocking import Numbers


class Pairs:
    """Pairs, 16 bytes each.

    Example:
        >>> pairs = Pairs()
        >>> pairs.add(0.5, 1, 2), pairs.add(0.9, 0, 3), pairs.sort()
        (None, None, None)
        >>> list(pairs)
        [(0.9, 0, 3), (0.5, 1, 2)]
    """

    def __init__(self) -> None:
        self._confidences, self._ones, self._others = array("d"), array("I"), array("I")

    def add(self, confidence: float, one: int, other: int) -> None:
        """Take a pair."""
        self._confidences.append(confidence)
        self._ones.append(one)
        self._others.append(other)

    def sort(self) -> None:
        """Put them in order, the surest first."""
        ones, others = self.ends()
        confidences = np.frombuffer(self._confidences)
        order = np.lexsort((others, ones, -confidences))
        self._confidences = array("d", confidences[order].tobytes())
        self._ones, self._others = array("I", ones[order].tobytes()), array("I", others[order].tobytes())

    def ends(self) -> tuple[Numbers, Numbers]:
        """The one and the other of each."""
        return np.frombuffer(self._ones, np.uint32), np.frombuffer(self._others, np.uint32)

    def __len__(self) -> int:
        return len(self._ones)

    def __getitem__(self, at: int) -> tuple[float, int, int]:
        return self._confidences[at], self._ones[at], self._others[at]

    def __iter__(self) -> Iterator[tuple[float, int, int]]:
        return zip(self._confidences, self._ones, self._others, strict=True)
