"""A file aside for what was found, so that memory stays flat however long the batch is."""

from __future__ import annotations

import pickle
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path

from opledger.run.work import Found

# Stands before each: how many bytes follow.
LENGTH = struct.Struct("<Q")


class Spill:
    """Takes what was found in each release, and gives it back in the same order, as often as asked.

    The file is private to the process and vanishes with it.

    Args:
        folder: where the file lies; the system's temporary folder if not given.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._file = tempfile.TemporaryFile(dir=folder, prefix="spill-")  # noqa: SIM115 (closed by close)
        self._kept = 0
        self._end = 0

    def add(self, found: Found) -> int:
        """Keep what was found in one release; where it lies, for ``at``."""
        return self.add_packed(pickle.dumps(found, protocol=pickle.HIGHEST_PROTOCOL))

    def add_packed(self, packed: bytes) -> int:
        """Keep what another process packed; where it lies."""
        start = self._file.seek(self._end)
        self._file.write(LENGTH.pack(len(packed)))
        self._file.write(packed)
        self._end = start + LENGTH.size + len(packed)
        self._kept += 1
        return start

    def packed_at(self, place: int) -> bytes:
        """What was kept at a place, as ``unpacked`` takes it: for another process."""
        self._file.seek(place)
        (length,) = LENGTH.unpack(self._file.read(LENGTH.size))
        return self._file.read(length)

    def at(self, place: int) -> Found:
        """What was kept at a place."""
        return unpacked(self.packed_at(place))

    def __iter__(self) -> Iterator[Found]:
        """Everything kept, in order. Nothing may be added, and no other round begun, until the round is over."""
        self._file.seek(0)
        for _ in range(self._kept):
            (length,) = LENGTH.unpack(self._file.read(LENGTH.size))
            yield unpacked(self._file.read(length))

    def close(self) -> None:
        """Give the space back."""
        self._file.close()


def unpacked(packed: bytes) -> Found:
    """What ``Spill.packed_at`` gave."""
    found: Found = pickle.loads(packed)
    return found
