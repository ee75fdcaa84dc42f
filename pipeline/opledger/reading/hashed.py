"""Checksums of files as they are stored, and of what a reader was given of one."""

from __future__ import annotations

import hashlib
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import fields
from pathlib import Path

from opledger.errors import RejectedError
from opledger.reading.source import STDIN, ByteStream, Source

PIECE = 1 << 20


def file_hash(source: Source) -> str | None:
    """SHA-256 of a file's bytes; none of what can be read but once, such as a pipe, or not at all."""
    if source.problem is not None or source.location == STDIN:
        return None
    try:
        if not stat.S_ISREG(Path(source.location).stat().st_mode):
            return None
        with Path(source.location).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


class Hashed(Source):
    """A source that knows, once it has been read, the checksum of the bytes that were read."""

    __slots__ = ("_digest", "_source")
    _source: Source
    _digest: list[str]

    @classmethod
    def of(cls, source: Source) -> Hashed:
        """A source whose bytes are summed up as they are read."""
        made = cls(**{f.name: getattr(source, f.name) for f in fields(Source)})
        object.__setattr__(made, "_source", source)
        object.__setattr__(made, "_digest", [])
        return made

    @property
    def sha256(self) -> str | None:
        """Of all bytes of the file; none where it could not be read to its end, or changed meanwhile."""
        return self._digest[0] if self._digest else None

    def open(self) -> AbstractContextManager[ByteStream]:
        """Open for reading, as any source; the errors are those of any source."""
        return self._reading()

    @contextmanager
    def _reading(self) -> Iterator[ByteStream]:
        # Parquet is read by its path, past the stream: only the file's state tells whether it stayed as it was.
        before = _state(self.location)
        with self._source.open() as stream:
            through = _Through(stream)
            try:
                yield through
            except (RejectedError, EOFError, zlib.error):
                self._note(through, before)
                raise
            self._note(through, before)

    def _note(self, through: _Through, before: tuple[int, ...] | None) -> None:
        digest = through.whole()
        if digest is not None and before is not None and before == _state(self.location):
            self._digest.append(digest)


class _Through:
    """A stream that sums up what is read of it."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream, self._sum, self._failed = stream, hashlib.sha256(), False

    def read(self, size: int = -1, /) -> bytes:
        return self._summed(self._stream.read, size)

    def readline(self, size: int = -1, /) -> bytes:
        return self._summed(self._stream.readline, size)

    def whole(self) -> str | None:
        """The checksum of all of it, once a reader needs no more; none where reading failed."""
        try:
            while not self._failed and self.read(PIECE):
                pass
        except OSError:
            return None
        return None if self._failed else self._sum.hexdigest()

    def _summed(self, read: Callable[[int], bytes], size: int) -> bytes:
        try:
            piece = read(size)
        except OSError:
            # A format module may make a rejection of it; the next time the disk may be well.
            self._failed = True
            raise
        self._sum.update(piece)
        return piece


def _state(location: str) -> tuple[int, ...] | None:
    """What changes when a file does; none of one that is not there, of which reading itself tells."""
    try:
        found = Path(location).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
