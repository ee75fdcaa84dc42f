"""A file aside for what was found, so that memory stays flat however long the batch is."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

from opledger.pile import Pile
from opledger.run.work import Found


class Spill:
    """Takes what was found in each release, and gives it back in the same order, as often as asked.

    Args:
        folder: where the file lies; the system's temporary folder if not given.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._pile = Pile(folder)

    def add(self, found: Found) -> int:
        """Keep what was found in one release; where it lies, for ``at``."""
        return self.add_packed(pickle.dumps(found, protocol=pickle.HIGHEST_PROTOCOL))

    def add_packed(self, packed: bytes) -> int:
        """Keep what another process packed; where it lies."""
        return self._pile.add(packed)

    def packed_at(self, place: int) -> bytes:
        """What was kept at a place, as ``unpacked`` takes it: for another process."""
        return self._pile.at(place)

    def at(self, place: int) -> Found:
        """What was kept at a place."""
        return unpacked(self.packed_at(place))

    def __iter__(self) -> Iterator[Found]:
        """Everything kept, in order. Nothing may be added, and no other round begun, until the round is over."""
        return map(unpacked, self._pile)

    def close(self) -> None:
        """Give the space back."""
        self._pile.close()


def unpacked(packed: bytes) -> Found:
    """What ``Spill.packed_at`` gave."""
    found: Found = pickle.loads(packed)
    return found
