"""How far reading has come: bytes of all inputs, and of those read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

from opledger.reading.source import STDIN, ByteStream, Source


class Meter:
    """Watches files being read. Give it to ``ReadOptions``; then ask it as often as you like.

    Attributes:
        total: bytes of all inputs; ``None`` where standard input is among them, for nobody knows its end.
        releases: how many releases were read.

    Example:
        >>> meter = Meter()
        >>> for release in read(["releases"], ReadOptions(meter=meter)):  # doctest: +SKIP
        ...     print(meter.read, "of", meter.total)
    """

    def __init__(self) -> None:
        self.total: int | None = None
        self.releases = 0
        self._behind = 0
        self._stream: Any = None

    @property
    def read(self) -> int:
        """Bytes read so far, as the files have them (compressed, if they are)."""
        at = self._stream
        return self._behind + (_position(at) if at is not None else 0)

    def expect(self, total: int) -> None:
        """So many releases will come from elsewhere than files; each counts one in place of its bytes."""
        self.total = total

    def meet(self) -> None:
        """One of these has come."""
        self._behind += 1
        self.releases += 1

    def skip(self, source: Source) -> None:
        """A source was read by another process."""
        self._behind += _size(source) or 0

    def watch(self, sources: Iterable[Source]) -> list[Source]:
        """The same sources, watched."""
        watched = [_Watched.of(source, self) for source in sources]
        known = [_size(source) for source in watched]
        self.total = sum(size for size in known if size is not None) if None not in known else None
        return list(watched)

    @contextmanager
    def reading(self, source: Source, opened: AbstractContextManager[ByteStream]) -> Iterator[ByteStream]:
        """Watch one stream as long as it is read."""
        try:
            with opened as stream:
                self._stream = stream
                yield stream
        finally:
            self._stream = None
            self._behind += _size(source) or 0


class _Watched(Source):
    """A source that tells its meter."""

    __slots__ = ("_meter",)
    _meter: Meter

    @classmethod
    def of(cls, source: Source, meter: Meter) -> _Watched:
        """A source, watched by a meter."""
        made = cls(**{f.name: getattr(source, f.name) for f in fields(source)})
        object.__setattr__(made, "_meter", meter)
        return made

    def open(self) -> AbstractContextManager[ByteStream]:
        """Open for reading, as any source; the errors are those of any source."""
        return self._meter.reading(self, super().open())


def _size(source: Source) -> int | None:
    """Bytes of a file, 0 if it can't be asked; ``None`` for standard input."""
    if source.location == STDIN:
        return None
    try:
        return Path(source.location).stat().st_size
    except OSError:
        return 0


def _position(stream: Any) -> int:
    # Of a compressed stream, the position in the file below it.
    try:
        return int((getattr(stream, "fileobj", None) or stream).tell())
    except (AttributeError, OSError, ValueError):
        return 0
