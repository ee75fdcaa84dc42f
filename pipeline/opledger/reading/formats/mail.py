"""E-mail: the message as a release, and each attachment that can be one as a release of its own."""

from __future__ import annotations

import email
import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import Message
from pathlib import PurePosixPath
from typing import Any

from opledger.errors import RejectedError
from opledger.reading.decode import Decoded, decode
from opledger.reading.draft import Draft, rejection, too_long
from opledger.reading.dropped import dropped_digits
from opledger.reading.formats.html import decode_page, page_draft, with_headline
from opledger.reading.formats.objects import iso_date
from opledger.reading.forwarded import split_forwarded
from opledger.reading.headers import header, header_parameter
from opledger.reading.opening import drafts_inside
from opledger.reading.options import ReadOptions
from opledger.reading.packed import MADE, stated
from opledger.reading.page import read_page
from opledger.reading.sniff import SUFFIXES
from opledger.reading.source import ByteStream, Source

ROOM = 20  # a message may be this many times the limit of a release: attachments in base64 take the rest
LEAST = 0.5  # of the HTML body; a plain body that is shorter only says that there is one
MOST_PARTS = 1_000
TYPES = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/html": ".html",
    "text/plain": ".txt",
    "message/rfc822": ".eml",
}
_PREFIX = re.compile(r"^(?:\s*(?:re|fwd?|wg|aw|tr|rv)\s*:|\s*\[(?:external|ext)\])+\s*", re.I)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(slots=True)
class _Parts:
    """What a message is made of: bodies, attachments, and how many of those are of no use."""

    plain: list[Message] = field(default_factory=list)
    html: list[Message] = field(default_factory=list)
    attached: list[tuple[str, str, Message]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def read_mail(stream: ByteStream, source: Source, options: ReadOptions) -> Iterator[Draft]:
    """The release of a message and those of its attachments, called ``mail.eml#2`` and so on.

    Raises:
        RejectedError: if the message is too long or none.
    """
    data = stream.read(ROOM * options.max_bytes + 1)
    if len(data) > ROOM * options.max_bytes:
        raise too_long(options)
    yield from message_drafts(data, source, options, "#")


def message_drafts(data: bytes, source: Source, options: ReadOptions, mark: str) -> Iterator[Draft]:
    """The drafts of one message.

    Args:
        data: the message.
        source: the file, or the part of it.
        options: limits.
        mark: what stands before the number of an attachment.

    Raises:
        RejectedError: if it is no message.
    """
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    try:
        message = email.message_from_bytes(data)
        parts = _parts(message)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError) as error:
        raise RejectedError(f"broken e-mail ({type(error).__name__})") from None
    if not message.keys():
        raise RejectedError("not an e-mail: it has no headers", advice="name it .txt if it is text")
    body = _body(message, parts, source, options)
    yield body
    for number, (name, suffix, part) in enumerate(parts.attached, start=2):
        inside = source.part(f"{mark}{number}", PurePosixPath(name).stem if name else None)
        for draft in drafts_inside(_bytes(part), inside, suffix, options):
            yield _attached(draft, name, body)


def _parts(message: Message) -> _Parts:
    found = _Parts()
    pending: list[Message] = [message]
    seen = 0
    while pending and seen < MOST_PARTS:
        part = pending.pop()
        seen += 1
        kind = part.get_content_type()
        if part.is_multipart() and kind != "message/rfc822":
            inside: Any = part.get_payload()
            pending += [inner for inner in reversed(inside) if isinstance(inner, Message)]
            continue
        if kind.startswith("multipart/"):  # it says so, but does not say what parts it
            kind = "text/plain"
        name = header_parameter(part, "Content-Disposition", "filename") or header_parameter(
            part, "Content-Type", "name"
        )
        apart = bool(name) or part.get_content_disposition() == "attachment" or kind == "message/rfc822"
        suffix = PurePosixPath(name).suffix.lower()
        if not apart and kind in ("text/plain", "text/html"):
            (found.plain if kind == "text/plain" else found.html).append(part)
        elif apart and (suffix in SUFFIXES or kind in TYPES):
            found.attached.append((name, suffix if suffix in SUFFIXES else TYPES[kind], part))
        else:
            found.others.append(name or kind)
    return found


def _body(message: Message, parts: _Parts, source: Source, options: ReadOptions) -> Draft:
    text, how = _text(parts, source)
    if len(text) > options.max_bytes:
        return rejection(source.shown, source.stem, too_long(options))
    text, forwarded = split_forwarded(text)
    subject = _PREFIX.sub("", forwarded.get("subject") or header(message, "Subject")) or None
    name, address = email.utils.parseaddr(forwarded.get("from") or header(message, "From"))
    text = _SURROGATE.sub("\ufffd", with_headline(text.strip("\n"), subject))
    warnings = [*how.pop("warnings", [])]
    if parts.others:
        shown = ", ".join(parts.others[:5]) + (" ..." if len(parts.others) > 5 else "")
        warnings.append(
            f"{len(parts.others)} attachment(s) that hold no release are not read ({shown[:120]})"
        )
    return Draft(
        source.shown,
        source.stem,
        text,
        title=subject,
        published=iso_date(forwarded.get("date", "")) or iso_date(header(message, "Date")),
        publisher=name or address or None,
        metadata=stated(
            **how,
            address=address,
            message_id=header(message, "Message-ID").strip("<> "),
            forwarded=forwarded and header(message, "From"),
            attachments=[attached or part.get_content_type() for attached, _, part in parts.attached],
            warnings=warnings,
        ),
    )


def _text(parts: _Parts, source: Source) -> tuple[str, dict[str, Any]]:
    """The plain body, or the HTML one where the plain one is missing or only stands in for it."""
    warnings: list[str] = []
    plain = "\n".join(filter(None, (_plain(part, warnings) for part in parts.plain)))
    markups = list(filter(None, (_markup(part, warnings) for part in parts.html)))
    pages = [read_page(markup.text) for markup in markups]
    how: dict[str, Any] = {}
    dropped: list[dict[str, str]] = []
    if plain.strip() and len(plain.strip()) >= LEAST * sum(len(page.text()) for page in pages):
        text = plain
        dropped = [item for page in pages for item in dropped_digits(page, plain)]
    else:
        drafts = [page_draft(markup, source) for markup in markups]
        text = "\n".join(draft.text for draft in drafts) or plain
        dropped = [item for draft in drafts for item in draft.metadata.get("dropped_digits", [])]
        warnings += [warning for draft in drafts for warning in draft.metadata.get("warnings", [])]
    if dropped:
        how["dropped_digits"] = dropped
    return text, {**how, "warnings": warnings}


def _plain(part: Message, warnings: list[str]) -> str:
    decoded = _decoded(part, warnings)
    text = decoded.text.replace("\r\n", "\n") if decoded else ""
    if header_parameter(part, "Content-Type", "format").lower() == "flowed":
        return _unwrapped(text, header_parameter(part, "Content-Type", "delsp").lower() == "yes")
    return text


def _unwrapped(text: str, joined: bool) -> str:
    """Text whose lines end in a blank where they go on (RFC 3676)."""
    done: list[str] = []
    for line in text.split("\n"):
        line = line.removeprefix(" ")
        if done and done[-1].endswith(" ") and done[-1] != "-- ":
            done[-1] = (done[-1][:-1] if joined else done[-1]) + line
        else:
            done.append(line)
    return "\n".join(done)


def _markup(part: Message, warnings: list[str]) -> Decoded | None:
    return _decoded(part, warnings, page=True)


def _decoded(part: Message, warnings: list[str], page: bool = False) -> Decoded | None:
    """A body by the charset that it states; where that is wrong or unknown, as any other text."""
    data = _bytes(part)
    charset = header_parameter(part, "Content-Type", "charset")
    try:
        return Decoded(data.decode(charset or "us-ascii"), charset)
    except (LookupError, UnicodeError, ValueError):
        pass
    try:
        decoded = decode_page(data) if page else decode(data)
    except RejectedError as error:
        warnings.append(f"a body {error.what}; left out")
        return None
    warnings += decoded.warnings
    return decoded


def _bytes(part: Message) -> bytes:
    payload: Any = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(payload, list) and payload:
        return payload[0].as_bytes() if isinstance(payload[0], Message) else b""
    try:
        decoded = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):
        return b""
    return decoded if isinstance(decoded, bytes) else b""


def _attached(draft: Draft, name: str, body: Draft) -> Draft:
    """The draft of an attachment; what it does not say of itself, the message says."""
    if draft.rejected:
        return replace(draft, error=f"{name}: {draft.error}" if name else draft.error)
    metadata = {**draft.metadata, **stated(attachment=name, subject=body.title)}
    guessed = draft.published == metadata.get(
        "created"
    )  # the day a file was made says less than that of the mail
    if guessed and body.published:
        metadata["warnings"] = [warning for warning in metadata.get("warnings", []) if MADE not in warning]
    return replace(
        draft,
        published=(None if guessed else draft.published) or body.published or draft.published,
        publisher=draft.publisher or body.publisher,
        metadata=metadata,
    )
