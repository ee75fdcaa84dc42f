"""Gzip, unpacked piece by piece; a bomb is noticed before it has filled anything."""

from __future__ import annotations

import gzip
import io
from typing import Any, cast

from opledger.errors import RejectedError
from opledger.reading.source import ByteStream

GZIP = b"\x1f\x8b\x08"
# Text shrinks to a tenth, tables of near copies to a hundredth; only bytes that repeat without end shrink more
# than this (the format allows 1,032).
MOST_TIMES = 500
BUFFER = 131_072


def unpacked(stream: ByteStream, most: int) -> io.BufferedReader:
    """The bytes that gzip data hold, members in a row.

    Reading from it raises RejectedError once it has given more than ``most`` bytes and more than
    ``MOST_TIMES`` what it has taken.

    Example:
        >>> unpacked(io.BytesIO(gzip.compress(b"Six held.")), 100).read()
        b'Six held.'
    """
    return io.BufferedReader(_Unpacked(stream, most), BUFFER)


class _Unpacked(io.RawIOBase):
    def __init__(self, stream: ByteStream, most: int) -> None:
        self._packed = _Counted(stream)
        self._plain = gzip.GzipFile(fileobj=cast(Any, self._packed))
        self._most = most
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        piece = self._plain.read(len(buffer))
        buffer[: len(piece)] = piece
        self._given += len(piece)
        if self._given > self._most and self._given > MOST_TIMES * self._packed.taken:
            raise RejectedError(
                f"unpacks to more than {MOST_TIMES} times its size, as no text does",
                advice="unpack it yourself if you know it",
            )
        return len(piece)


class _Counted:
    """A stream that counts what is taken from it."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream
        self.taken = 0

    def read(self, size: int = -1, /) -> bytes:
        piece = self._stream.read(size)
        self.taken += len(piece)
        return piece
