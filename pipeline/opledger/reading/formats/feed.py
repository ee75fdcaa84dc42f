"""RSS and Atom: a release an entry, with the content that the feed holds; nothing is fetched."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from opledger.errors import RejectedError
from opledger.reading.draft import NOTHING, Draft, rejection, too_long
from opledger.reading.formats.html import with_headline
from opledger.reading.formats.objects import iso_date
from opledger.reading.fragment import fragment_text
from opledger.reading.needs import needed
from opledger.reading.options import ReadOptions
from opledger.reading.packed import stated
from opledger.reading.source import ByteStream, Source

ROOM = 4  # a feed may be this many times the limit of a release
_ENTITY = re.compile(rb"<!ENTITY", re.I)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def read_feed(stream: ByteStream, source: Source, options: ReadOptions) -> Iterator[Draft]:
    """A release an entry, called ``feed.xml#1`` and so on, in the order of the feed.

    Raises:
        RejectedError: if the file is too long, no feed, or defines entities of its own (as XML bombs do).
    """
    feedparser = needed("feedparser", "feeds", "a feed")
    most = ROOM * options.max_bytes
    data = stream.read(most + 1)
    if len(data) > most:
        raise RejectedError(f"longer than {most:,} bytes", advice="raise the limit with --max-bytes")
    if _ENTITY.search(data.replace(b"\0", b"")):
        raise RejectedError("a feed that defines entities of its own, as XML bombs do")
    try:
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # a parser of many dialects; a fault in it is no reason to lose the batch
        raise RejectedError(f"broken feed ({type(error).__name__})") from None
    if not feed.get("version") and not feed.entries:
        raise RejectedError("neither RSS nor Atom, or broken beyond reading")
    broken = [f"the feed is not well-formed ({_reason(feed)}); read as far as it goes"] if feed.bozo else []
    for number, entry in enumerate(feed.entries, start=1):
        path = f"{source.shown}#{number}"
        try:
            yield _draft(entry, feed.feed, path, source.stem, broken, options)
        except RejectedError as error:
            yield rejection(path, source.stem, error)
    if not feed.entries:
        yield Draft(source.shown, source.stem, error=f"{NOTHING}: a feed without entries")


def _draft(entry: Any, feed: Any, path: str, name: str, warnings: list[str], options: ReadOptions) -> Draft:
    content = _content(entry)
    if len(content) > options.max_bytes:
        raise too_long(options)
    title = " ".join(fragment_text(_of(entry, "title")).split()) or None
    text = _SURROGATE.sub("\ufffd", with_headline(fragment_text(content), title))
    source = entry.get("source") or {}
    return Draft(
        path,
        name,
        text,
        title=title,
        published=_day(entry, "published") or _day(entry, "updated"),
        publisher=_of(entry, "publisher")
        or _of(source, "title")
        or _of(feed, "publisher")
        or _of(feed, "title")
        or None,
        language=_language(entry, feed),
        metadata=stated(
            url=_of(entry, "link"),
            id=_of(entry, "id"),
            author=_of(entry, "author"),
            updated=_day(entry, "updated"),
            tags=[tag["term"] for tag in entry.get("tags") or [] if tag.get("term")],
            feed=_of(feed, "title"),
            warnings=warnings,
        ),
    )


def _content(entry: Any) -> str:
    """The longest of what an entry says: its content, or its summary where it has no other."""
    told = [str(part.get("value") or "") for part in entry.get("content") or []]
    return max([*told, _of(entry, "summary")], key=len)


def _of(found: Any, key: str) -> str:
    value = found.get(key)
    return value.strip() if isinstance(value, str) else ""


def _day(entry: Any, key: str) -> str | None:
    """The day as it is written, in the publisher's own time zone; else as the parser understands it."""
    if key not in entry and f"{key}_parsed" not in entry:
        return None  # asked for all the same, the library gives another day and complains
    written = iso_date(_of(entry, key))
    parsed = entry.get(f"{key}_parsed")
    if written is None and parsed:
        return iso_date(f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}")
    return written


def _language(entry: Any, feed: Any) -> str | None:
    detail = (entry.get("summary_detail") or {}).get("language")
    found = _LANGUAGE.match(_of(entry, "language") or detail or _of(feed, "language"))
    return found.group().lower() if found else None


def _reason(feed: Any) -> str:
    return " ".join(str(feed.get("bozo_exception", "")).split())[:100]
