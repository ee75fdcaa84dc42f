"""Which format a file is in: by its suffix, and by its beginning where the suffix says nothing."""

from __future__ import annotations

import codecs
import re

HEAD = 4096
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".eml": "mail",
    ".mbox": "mbox",
    ".mbx": "mbox",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
}
# What begins so is in that format; of a ZIP archive, the reader of DOCX says what it is.
MAGIC = (
    (b"%PDF-", "pdf"),
    (b"PAR1", "parquet"),
    (b"WARC/1.", "warc"),
    (b"PK\x03\x04", "docx"),
    (b"PK\x05\x06", "docx"),
    (b"PK\x07\x08", "docx"),
)
ROOTS = {"rss": "feed", "rdf": "feed", "feed": "feed", "html": "html"}
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|meta|title|article|div|p|h1|table)[\s>]",
    re.I | re.S,
)
_OBJECT = re.compile(rb'\s*\{\s*(?:"|\}\s*$)')
_LIST = re.compile(rb"\s*\[\s*(?:\{|\]\s*$)")
_LINES = re.compile(rb"\s*\{[^\n]*\}[ \t\r]*\n\s*\{")
_PROLOG = re.compile(r"\s*(?:(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\])?\s*>)\s*)*", re.S | re.I)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_MBOX = re.compile(rb"From [^\n]*\d{4}[^\n]{0,12}\n[\w-]+:")
_HEADERS = re.compile(rb"(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){3,}")
_OF_MAIL = re.compile(rb"^(?:Received|Message-ID|MIME-Version|Return-Path|DKIM-Signature):", re.I | re.M)
_TABLE = re.compile(rb"(?:[\w \"-]{1,60}[,;\t|]){0,60}\"?text\"?(?:[,;\t|][\w \"-]{1,60}){0,60}\r?\n", re.I)


def format_of(suffix: str, head: bytes) -> str:
    """Name of the format, which is the name of its module under ``formats``.

    Args:
        suffix: lower-case suffix of the file name, or empty.
        head: the first bytes; looked at only if the suffix is unknown, or ``.xml``, which says little.

    Example:
        >>> format_of(".htm", b""), format_of("", b'{"text": "a"}\\n{"text": "b"}'), format_of("", b"Lyon")
        ('html', 'jsonl', 'text')
    """
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if suffix == ".xml":
        return ROOTS.get(root_of(head), "xml")
    start = head.removeprefix(codecs.BOM_UTF8)
    binary = next((name for magic, name in MAGIC if start.startswith(magic)), None)
    if binary is not None:
        return binary
    if _HTML.match(start):
        return "html"
    root = root_of(start)
    if ROOTS.get(root) == "feed":
        return "feed"
    if root and start.lstrip().startswith(b"<?xml"):
        return ROOTS.get(root, "xml")
    return _of_json(start) or _of_lines(start) or "text"


def root_of(head: bytes) -> str:
    """The name of the root element of XML, in lower case and without its prefix; empty if there is none.

    Example:
        >>> root_of(b'<?xml version="1.0"?> <!-- news --> <rdf:RDF>')
        'rdf'
    """
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    start = head.decode("utf-16" if wide else "utf-8", "replace").removeprefix("\ufeff")
    prolog = _PROLOG.match(start)
    root = _ROOT.match(start, prolog.end() if prolog else 0)
    return root.group(1).lower() if root else ""


def _of_json(start: bytes) -> str | None:
    if _LINES.match(start):
        return "jsonl"
    if _OBJECT.match(start):
        return "jsonl" if _cut_line(start) else "json"
    return "json" if _LIST.match(start) else None


def _of_lines(start: bytes) -> str | None:
    """Mail by its headers, a table by its header line, which calls a column ``text``."""
    if _MBOX.match(start):
        return "mbox"
    headers = _HEADERS.match(start.replace(b"\r\n", b"\n"))
    if headers and _OF_MAIL.search(headers.group()):
        return "mail"
    table = _TABLE.match(start)
    return "csv" if table and re.search(rb"[,;\t|]", table.group()) else None


def _cut_line(start: bytes) -> bool:
    """The first line goes on beyond what was looked at, as long lines of JSON Lines do."""
    return len(start) >= HEAD - len(codecs.BOM_UTF8) and b"\n" not in start.strip()
