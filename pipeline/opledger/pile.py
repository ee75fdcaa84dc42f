"""A file aside, private to the process, for what is too much to keep in memory; it vanishes with the process."""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

# Stands before each piece: how many bytes follow.
LENGTH = struct.Struct("<Q")


class Pile:
    """Takes pieces of bytes, and gives them back as often as asked.

    Args:
        folder: where the file lies; the system's temporary folder if not given.
        in_memory: up to so many bytes there is no file.

    Example:
        >>> pile = Pile(in_memory=100)
        >>> place = pile.add(b"dawn")
        >>> pile.at(place), list(pile)
        (b'dawn', [b'dawn'])
    """

    def __init__(self, folder: Path | None = None, in_memory: int = 0) -> None:
        self._file: IO[bytes]
        if in_memory:
            where = str(folder) if folder else None
            self._file = tempfile.SpooledTemporaryFile(in_memory, dir=where, prefix="spill-")  # noqa: SIM115 (closed by close)
        else:
            self._file = tempfile.TemporaryFile(dir=folder, prefix="spill-")  # noqa: SIM115 (closed by close)
        self._held = 0
        self._end = 0

    def add(self, piece: bytes) -> int:
        """Keep a piece; where it lies, for ``at``."""
        start = self._file.seek(self._end)
        self._file.write(LENGTH.pack(len(piece)))
        self._file.write(piece)
        self._end = start + LENGTH.size + len(piece)
        self._held += 1
        return start

    def at(self, place: int) -> bytes:
        """The piece at a place."""
        self._file.seek(place)
        (length,) = LENGTH.unpack(self._file.read(LENGTH.size))
        return self._file.read(length)

    def part(self, place: int, start: int, end: int) -> bytes:
        """Some bytes of the piece at a place."""
        self._file.seek(place + LENGTH.size + start)
        return self._file.read(end - start)

    def __iter__(self) -> Iterator[bytes]:
        """Everything kept, in order. Nothing may be added, and nothing else read, until the round is over."""
        self._file.seek(0)
        for _ in range(self._held):
            (length,) = LENGTH.unpack(self._file.read(LENGTH.size))
            yield self._file.read(length)

    def close(self) -> None:
        """Give the space back."""
        self._file.close()
