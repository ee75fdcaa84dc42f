"""A file aside for what was found, so that memory stays flat however long the batch is."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from pathlib import Path

from opledger.run.work import Found


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
        start = self._file.seek(self._end)
        pickle.dump(found, self._file, protocol=pickle.HIGHEST_PROTOCOL)
        self._end = self._file.tell()
        self._kept += 1
        return start

    def at(self, place: int) -> Found:
        """What was kept at a place."""
        self._file.seek(place)
        found: Found = pickle.load(self._file)
        return found

    def __iter__(self) -> Iterator[Found]:
        """Everything kept, in order. Nothing may be added, and no other round begun, until the round is over."""
        self._file.seek(0)
        for _ in range(self._kept):
            yield pickle.load(self._file)

    def close(self) -> None:
        """Give the space back."""
        self._file.close()
