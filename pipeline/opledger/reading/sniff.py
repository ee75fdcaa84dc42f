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
}
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|meta|title|article|div|p|h1|table)[\s>]",
    re.I | re.S,
)
_OBJECT = re.compile(rb'\s*\{\s*(?:"|\}\s*$)')
_LIST = re.compile(rb"\s*\[\s*(?:\{|\]\s*$)")
_LINES = re.compile(rb"\s*\{[^\n]*\}[ \t\r]*\n\s*\{")


def format_of(suffix: str, head: bytes) -> str:
    """Name of the format: ``text``, ``html``, ``json`` or ``jsonl``.

    Args:
        suffix: lower-case suffix of the file name, or empty.
        head: the first bytes; looked at only if the suffix is unknown.

    Example:
        >>> format_of(".htm", b""), format_of("", b'{"text": "a"}\\n{"text": "b"}'), format_of("", b"Lyon")
        ('html', 'jsonl', 'text')
    """
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    start = head.removeprefix(codecs.BOM_UTF8)
    if _HTML.match(start):
        return "html"
    if _LINES.match(start):
        return "jsonl"
    if _OBJECT.match(start):
        return "jsonl" if _cut_line(start) else "json"
    return "json" if _LIST.match(start) else "text"


def _cut_line(start: bytes) -> bool:
    """The first line goes on beyond what was looked at, as long lines of JSON Lines do."""
    return len(start) >= HEAD - len(codecs.BOM_UTF8) and b"\n" not in start.strip()
