"""XML that is neither a feed nor a page: refused, by the name of its root."""

from __future__ import annotations

from collections.abc import Iterator

from opledger.errors import RejectedError
from opledger.reading.draft import Draft
from opledger.reading.options import ReadOptions
from opledger.reading.sniff import HEAD, root_of
from opledger.reading.source import ByteStream, Source


def read_xml(stream: ByteStream, source: Source, options: ReadOptions) -> Iterator[Draft]:
    """Nothing.

    Raises:
        RejectedError: always.
    """
    root = root_of(stream.read(HEAD))
    what = f"XML with the root element <{root[:40]}>" if root else "XML without a root element in sight"
    raise RejectedError(f"{what}; only feeds (RSS, Atom) and pages are read", advice="save its text as .txt")
    yield
