"""One place that bytes come from: a file, perhaps compressed, or standard input."""

from __future__ import annotations

import io
import stat
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from opledger.errors import RejectedError

STDIN = "-"


class ByteStream(Protocol):
    """The part of a binary file that the format modules use."""

    def read(self, size: int = -1, /) -> bytes: ...

    def readline(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, or standard input.

    Args:
        location: path to open, or ``-``.
        shown: the path as the user would recognise it, posix style.
        root: the beginning of ``shown`` that goes no deeper than what the user named.
        problem: why it can't be read, if that is known already.
        walked: found by walking a folder, not named by the user; then only regular files are opened.
        label: its stem where that does not follow from ``shown``: of a part, the stem of the file that holds it.
    """

    location: str
    shown: str
    root: str = ""
    problem: str | None = None
    walked: bool = False
    label: str | None = None

    @property
    def suffix(self) -> str:
        """Lower-case suffix, the one inside for ``.gz``; empty for standard input."""
        return _inner(self.shown).suffix.lower()

    @property
    def stem(self) -> str:
        """Name of the file without its suffixes of format and compression."""
        if self.label is not None:
            return self.label
        return "stdin" if self.location == STDIN else _inner(self.shown).stem

    @property
    def compressed(self) -> bool:
        """Whether its name says that it is compressed."""
        return self.shown.lower().endswith(".gz")

    def part(self, tail: str, label: str | None = None) -> Source:
        """What stands inside this file, as ``mail.eml#2`` or ``news.jsonl:17`` names it.

        Example:
            >>> part = Source("mail.eml", "mail.eml").part("#2")
            >>> part.shown, part.stem
            ('mail.eml#2', 'mail')
        """
        return replace(self, shown=self.shown + tail, label=label or self.stem)

    def open(self) -> AbstractContextManager[ByteStream]:
        """Open for reading, bytes as they are stored.

        Raises:
            OSError: if the system refuses.
            RejectedError: if it is no file, or was known to be unreadable.
        """
        if self.problem is not None:
            raise RejectedError(self.problem)
        if self.location == STDIN:
            return _stdin()
        if self.walked and not stat.S_ISREG(Path(self.location).stat().st_mode):
            raise RejectedError("not a regular file")
        return Path(self.location).open("rb")


def _inner(shown: str) -> PurePosixPath:
    path = PurePosixPath(shown)
    return path.with_suffix("") if path.suffix.lower() == ".gz" and path.stem else path


def _stdin() -> _Kept:
    """Bytes of standard input, not closed with the source; a text-only stand-in is encoded."""
    stream = getattr(sys.stdin, "buffer", None)
    data = stream if stream is not None else io.BytesIO(sys.stdin.read().encode("utf-8", "replace"))
    return _Kept(data)


class _Kept(io.RawIOBase):
    """A stream whose ``close`` leaves the one below open."""

    def __init__(self, below: IO[bytes]) -> None:
        self._below = below

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        return self._below.read(size)

    def readline(self, size: int | None = -1, /) -> bytes:
        return self._below.readline(-1 if size is None else size)


class Ahead:
    """A byte stream whose beginning can be looked at before it is read.

    Example:
        >>> stream = Ahead(io.BytesIO(b"one\\ntwo"), 2)
        >>> stream.head, stream.readline(), stream.read()
        (b'on', b'one\\n', b'two')
    """

    def __init__(self, stream: ByteStream, size: int) -> None:
        self._stream = stream
        self.head = _exactly(stream, size)
        self._left = self.head

    def read(self, size: int = -1, /) -> bytes:
        """Up to ``size`` bytes, all if negative; fewer only at the end."""
        if size < 0:
            taken, self._left = self._left, b""
            return taken + self._stream.read()
        taken, self._left = self._left[:size], self._left[size:]
        return taken + _exactly(self._stream, size - len(taken)) if len(taken) < size else taken

    def readline(self, size: int = -1, /) -> bytes:
        """The rest of a line with its newline, at most ``size`` bytes of it."""
        if not self._left:
            return self._stream.readline(size)
        at = self._left.find(b"\n") + 1
        cut = at or len(self._left)
        if 0 <= size < cut:
            cut = at = size
        taken, self._left = self._left[:cut], self._left[cut:]
        if at:
            return taken
        return taken + self._stream.readline(size - len(taken) if size >= 0 else -1)


def _exactly(stream: ByteStream, size: int) -> bytes:
    """``size`` bytes, fewer only at the end (a pipe gives what it has, piece by piece)."""
    pieces, missing = [], size
    while missing > 0 and (piece := stream.read(missing)):
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)
