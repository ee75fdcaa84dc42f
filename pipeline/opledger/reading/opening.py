"""From the bytes of a file, or of a part of one, to its drafts; what can't be read becomes a rejected draft."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

from opledger.errors import RejectedError
from opledger.reading.draft import Draft, rejection
from opledger.reading.formats import reader_for
from opledger.reading.inputs import reason
from opledger.reading.options import ReadOptions
from opledger.reading.sniff import HEAD, format_of
from opledger.reading.source import Ahead, ByteStream, Source
from opledger.reading.unpack import GZIP, unpacked


def drafts(source: Source, options: ReadOptions) -> Iterator[Draft]:
    """The drafts of a source, opened and closed here; never raises for what it holds."""
    try:
        with source.open() as raw:
            yield from _drafts(raw, source, source.suffix, options)
    except RejectedError as error:
        yield rejection(source.shown, source.stem, error)
    except OSError as error:
        yield rejection(source.shown, source.stem, f"can't be read: {reason(error)}")
    except (EOFError, zlib.error) as error:
        yield rejection(source.shown, source.stem, f"broken compressed data: {error}")


def drafts_inside(data: bytes, part: Source, suffix: str, options: ReadOptions) -> Iterator[Draft]:
    """The drafts of a part of a file (an attachment, a record) whose bytes are at hand; never raises.

    Args:
        data: its bytes.
        part: the part, see ``Source.part``.
        suffix: what its name would end in, such as ``.pdf``; empty to go by its beginning.
        options: limits.
    """
    try:
        yield from _drafts(io.BytesIO(data), part, suffix, options)
    except RejectedError as error:
        yield rejection(part.shown, part.stem, error)
    except (OSError, EOFError, zlib.error) as error:
        yield rejection(part.shown, part.stem, f"broken compressed data: {error}")


def _drafts(raw: ByteStream, source: Source, suffix: str, options: ReadOptions) -> Iterator[Draft]:
    stream = Ahead(raw, HEAD)
    if source.compressed or stream.head.startswith(GZIP):
        stream = Ahead(unpacked(stream, options.max_bytes), HEAD)
    yield from reader_for(format_of(suffix, stream.head))(stream, source, options)
