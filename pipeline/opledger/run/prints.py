"""The fingerprints of the texts of a long batch, sixteen bytes each."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import numpy as np

# Two texts in 10^19 have these bytes of their fingerprints in common by chance.
SIZE = 16


class Prints:
    """Takes fingerprints; tells which came more than once.

    Example:
        >>> prints = Prints()
        >>> prints.add(0, 16 * "ab"), prints.add(1, 16 * "cd"), prints.add(2, 16 * "ab")
        (None, None, None)
        >>> [number for number, _ in prints.repeated()]
        [0, 2]
    """

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._numbers = array("I")

    def add(self, number: int, mark: str) -> None:
        """Take the fingerprint of a release, as hex digits."""
        self._bytes += bytes.fromhex(mark[: 2 * SIZE])
        self._numbers.append(number)

    def repeated(self) -> Iterator[tuple[int, str]]:
        """The releases whose fingerprint others have too, and what tells it from others; in the order in which they came."""
        halves = np.frombuffer(self._bytes, np.uint64).reshape(-1, 2)
        order = np.lexsort((halves[:, 0], halves[:, 1]))
        same = np.all(halves[order[1:]] == halves[order[:-1]], axis=1)
        several = np.zeros(len(order), np.bool_)
        several[1:] |= same
        several[:-1] |= same
        for at in np.sort(order[several]).tolist():
            yield self._numbers[at], self._bytes[SIZE * at : SIZE * at + SIZE].hex()
