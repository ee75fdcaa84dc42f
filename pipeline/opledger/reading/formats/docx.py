"""DOCX: paragraphs, lists, tables, footnotes and boxes of a document, as its reader sees them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from opledger.errors import RejectedError
from opledger.reading.docxtext import Body, body_text, notes_text
from opledger.reading.draft import Draft, too_long
from opledger.reading.dropped import plain
from opledger.reading.needs import needed
from opledger.reading.options import ReadOptions
from opledger.reading.packed import office, packed_bytes, sensible_title, stated
from opledger.reading.source import ByteStream, Source

XML_ROOM = 4  # times the limit of a release: its parts are mark-up for the most part
UNPACKED_ROOM = 30  # times the limit: pictures and all
OTHERS = (
    (b"application/vnd.oasis.opendocument", "an OpenDocument file", "save it as .docx, or its text as .txt"),
    (b"application/epub", "an e-book", "save its text as .txt"),
)
KINDS = (("xl/", "an Excel workbook", "save it as .csv"), ("ppt/", "PowerPoint slides", "save them as PDF"))
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
_HEADING = re.compile(r"(?:title|heading ?1)$", re.I)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def read_docx(stream: ByteStream, source: Source, options: ReadOptions) -> Iterator[Draft]:
    """The one release of a document. Text that was struck out as a tracked change is left out.

    Raises:
        RejectedError: if it is broken, encrypted, too long, or another kind of file.
    """
    data = packed_bytes(stream, options)
    _check(data, options)
    needed("docx", "docx", "a DOCX document")
    from lxml import etree

    try:
        yield _draft(_document(data), source, options)
    except RejectedError:
        raise
    except (etree.LxmlError, LookupError, ValueError, AttributeError, TypeError, OSError, RecursionError):
        # The library does not check what it opens; where that fails tells nothing to a user.
        raise RejectedError("broken DOCX document", advice="open and save it anew") from None


def _check(data: bytes, options: ReadOptions) -> None:
    """Refuse what is no document, and a bomb by the sizes that it states: no more than these is ever unpacked."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise RejectedError(
            "an old office document, or one that is encrypted", advice="save it as .docx without a password"
        )
    for magic, what, advice in OTHERS:
        if magic in data[:200]:
            raise RejectedError(f"looks like {what}", advice=advice)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise RejectedError("not a DOCX document, or a broken one", advice="open and save it anew") from None
    names = [part.filename for part in parts]
    for folder, what, advice in KINDS:
        if any(name.startswith(folder) for name in names):
            raise RejectedError(f"looks like {what}", advice=advice)
    if "[Content_Types].xml" not in names:
        raise RejectedError(
            "a ZIP archive and no document", advice="unpack it first, or pack single files as .gz"
        )
    marked_up = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    unpacked = sum(part.file_size for part in parts)
    if marked_up > XML_ROOM * options.max_bytes or unpacked > UNPACKED_ROOM * options.max_bytes:
        raise RejectedError(f"unpacks to {unpacked:,} bytes", advice="raise the limit with --max-bytes")


def _document(data: bytes) -> Any:
    from docx.opc.part import PartFactory
    from docx.package import Package
    from docx.parts.document import DocumentPart

    PartFactory.part_type_for.setdefault(MACROS, DocumentPart)  # a .docm differs by this name alone
    try:
        part = Package.open(io.BytesIO(data)).main_document_part
    except (zipfile.BadZipFile, EOFError, RuntimeError, zlib.error):
        raise RejectedError("broken DOCX document", advice="open and save it anew") from None
    if not isinstance(part, DocumentPart):
        raise RejectedError(
            "an office document, but none of Word", advice="save it as .docx, or its text as .txt"
        )
    return part


def _draft(part: Any, source: Source, options: ReadOptions) -> Draft:
    styles = {style.style_id: style.name or "" for style in part.styles}
    body = body_text(part.element.body, styles)
    notes = [
        note
        for relation in part.rels.values()
        if not relation.is_external and relation.reltype.endswith(("/footnotes", "/endnotes"))
        for note in notes_text(relation.target_part.blob)
    ]
    text = _SURROGATE.sub("\ufffd", "\n".join([*body.lines, *notes]))
    if len(text.encode()) > options.max_bytes:
        raise too_long(options)
    about = part.core_properties
    warnings = [f"{body.struck} tracked deletion(s) are left out"] if body.struck else []
    return Draft(
        source.shown,
        source.stem,
        text,
        title=_title(body, about.title, text),
        publisher=office(about.author),
        language=_language(about.language),
        metadata=stated(
            author=about.author,
            created=_day(about.created),
            modified=_day(about.modified),
            subject=about.subject,
            keywords=about.keywords,
            category=about.category,
            warnings=warnings,
        ),
    )


def _title(body: Body, stated_title: str | None, text: str) -> str | None:
    """The first paragraph that is set as a title, or the first heading; else what the properties state."""
    for style, line in body.styled:
        if _HEADING.match(style) and len(line) <= 300:
            return line
    title = sensible_title(stated_title)
    return title if title and (plain(title) in plain(text[:2000]) or not body.styled) else None


def _day(moment: datetime | None) -> str | None:
    return moment.date().isoformat() if moment is not None else None


def _language(stated_language: str | None) -> str | None:
    found = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", stated_language or "")
    return found.group().lower() if found else None
