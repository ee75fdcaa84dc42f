"""A file aside for what was found, so that memory stays flat however long the batch is."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from pathlib import Path

from opledger.records import Release
from opledger.run.work import Found


class Spill:
    """Takes what was found in each release, and gives it back in the order of the tables.

    The order is by ``path`` and then ``release_id``: it depends on the releases alone, not on the order in which
    they came. The file is private to the process and vanishes with it.

    Args:
        folder: where the file lies; the system's temporary folder if not given.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._file = tempfile.TemporaryFile(dir=folder, prefix="spill-")  # noqa: SIM115
        self._places: list[tuple[str, str, int]] = []

    def add(self, found: Found) -> None:
        """Keep what was found in one release."""
        self._places.append((found.release.path, found.release.release_id, self._file.tell()))
        pickle.dump(found, self._file, protocol=pickle.HIGHEST_PROTOCOL)

    def __iter__(self) -> Iterator[Found]:
        """Everything kept, in order; can be gone through more than once, but not at the same time."""
        end = self._file.tell()
        for _, _, place in sorted(self._places):
            self._file.seek(place)
            yield pickle.load(self._file)
        self._file.seek(end)

    def releases(self) -> Iterator[Release]:
        """The releases alone, in order."""
        return (found.release for found in self)

    def close(self) -> None:
        """Give the space back."""
        self._file.close()
