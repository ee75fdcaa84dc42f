"""One module a format; each reads a byte stream into drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from opledger.reading.draft import Draft
from opledger.reading.options import ReadOptions
from opledger.reading.source import ByteStream, Source

Reader = Callable[[ByteStream, Source, ReadOptions], Iterator[Draft]]


def reader_for(name: str) -> Reader:
    """The reader of the format called ``name``; its module is imported only now."""
    from opledger.reading.formats.text import read_text

    return read_text
