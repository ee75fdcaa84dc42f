"""Plain text: the text as decoded, not a character changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from opledger.reading.decode import Decoded, decode
from opledger.reading.draft import Draft, too_long
from opledger.reading.options import ReadOptions
from opledger.reading.source import ByteStream, Source


def read_text(stream: ByteStream, source: Source, options: ReadOptions) -> Iterator[Draft]:
    """The one release of a text file.

    Raises:
        RejectedError: if the file is too long or no text.
    """
    decoded = decode(whole(stream, options))
    yield Draft(source.shown, source.stem, decoded.text, metadata=how_read(decoded))


def whole(stream: ByteStream, options: ReadOptions) -> bytes:
    """All bytes of a file that holds one release.

    Raises:
        RejectedError: if there are more than ``options.max_bytes``.
    """
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise too_long(options)
    return data


def how_read(decoded: Decoded) -> dict[str, Any]:
    """Metadata that says how the bytes were decoded."""
    found: dict[str, Any] = {"encoding": decoded.encoding}
    if decoded.warnings:
        found["warnings"] = list(decoded.warnings)
    return found
