"""One module a format; each reads a byte stream into drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import cast

from opledger.reading.draft import Draft
from opledger.reading.options import ReadOptions
from opledger.reading.source import ByteStream, Source

Reader = Callable[[ByteStream, Source, ReadOptions], Iterator[Draft]]


def reader_for(name: str) -> Reader:
    """The reader of a format, as ``sniff`` names it; its module is imported only now."""
    return cast(Reader, getattr(import_module(f"{__name__}.{name}"), f"read_{name}"))
