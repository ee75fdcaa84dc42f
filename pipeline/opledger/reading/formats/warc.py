"""WARC: the pages of a web archive, each a release."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from opledger.errors import RejectedError
from opledger.reading.draft import NOTHING, Draft, rejection, too_long
from opledger.reading.needs import needed
from opledger.reading.opening import drafts_inside
from opledger.reading.options import ReadOptions
from opledger.reading.packed import ROOM, stated
from opledger.reading.source import ByteStream, Source

TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
}
TEXTS = (".html", ".txt")
KINDS = ("response", "resource", "conversion")
MOST_SHOWN = 8
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)


def read_warc(stream: ByteStream, source: Source, options: ReadOptions) -> Iterator[Draft]:
    """The releases of pages, texts and PDFs, called by the number of their record, ``crawl.warc#12``.

    Other records are counted in a warning at the last release.

    Raises:
        RejectedError: if the file is no web archive.
    """
    warcio = needed("warcio.archiveiterator", "warc", "a web archive")
    others: Counter[str] = Counter()
    held: Draft | None = None
    for draft in _drafts(warcio.ArchiveIterator(stream), source, options, others):
        if held is not None:
            yield held
        held = draft
    if held is None:
        yield Draft(source.shown, source.stem, error=f"{NOTHING}: no page among {_count(others)}")
    elif others and not held.rejected:
        told = [*held.metadata.get("warnings", []), f"of {source.shown}, {_count(others)} are not read"]
        yield replace(held, metadata={**held.metadata, "warnings": told})
    else:
        yield held


def _drafts(records: Any, source: Source, options: ReadOptions, others: Counter[str]) -> Iterator[Draft]:
    number = 0
    try:
        for number, record in enumerate(records, start=1):
            suffix, why = _suffix(record)
            if suffix is None:
                others[why] += 1
                continue
            yield from _record(record, suffix, source.part(f"#{number}"), options)
    except RejectedError:
        raise
    except Exception as error:  # the library raises what it meets; nothing can be known of what follows
        what = " ".join(str(error).split())[:120] or type(error).__name__
        if not number:
            raise RejectedError(f"not a web archive, or a broken one ({what})") from None
        lost = f"broken web archive ({what}); the rest of the file is not read"
        yield rejection(f"{source.shown}#{number + 1}", source.stem, lost)


def _suffix(record: Any) -> tuple[str | None, str]:
    """What to read a record as; or nothing, and what it is."""
    if record.rec_type not in KINDS:
        return None, str(record.rec_type)
    status = str(record.http_headers.get_statuscode() or "") if record.http_headers else "200"
    if status != "200":
        return None, f"status {status[:3] or 'unknown'}"
    kind = _content_type(record).partition(";")[0].strip().lower()
    return TYPES.get(kind), kind[:60] or "no content type"


def _content_type(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return str(headers.get_header("Content-Type") or "")


def _record(record: Any, suffix: str, part: Source, options: ReadOptions) -> Iterator[Draft]:
    most = options.max_bytes if suffix in TEXTS else ROOM * options.max_bytes
    data = _bytes(record.content_stream(), most)
    if data is None:
        yield rejection(part.shown, part.stem, too_long(options))
        return
    charset = _CHARSET.search(_content_type(record)) if suffix in TEXTS else None
    data = _in_unicode(data, charset.group(1)) if charset else data
    told = stated(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        fetched=record.rec_headers.get_header("WARC-Date"),
    )
    for draft in drafts_inside(data, part, suffix, options):
        yield draft if draft.rejected else replace(draft, metadata={**draft.metadata, **told})


def _bytes(stream: Any, most: int) -> bytes | None:
    """What a record holds; nothing if that is more than the limit."""
    pieces, missing = [], most + 1
    while missing > 0 and (piece := stream.read(min(missing, 1 << 20))):
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces) if missing > 0 else None


def _in_unicode(data: bytes, charset: str) -> bytes:
    """The bytes of a text in UTF-8, which the readers know by itself, if they are in the charset of its headers."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return data.decode("cp1252" if charset.lower() in ("iso-8859-1", "latin-1") else charset).encode()
        except (LookupError, UnicodeError, ValueError):
            pass
    return data


def _count(others: Counter[str]) -> str:
    shown = ", ".join(f"{kind} {count}" for kind, count in sorted(others.items())[:MOST_SHOWN])
    more = " ..." if len(others) > MOST_SHOWN else ""
    return f"{others.total()} other record(s)" + (f" ({shown}{more})" if others else "")
