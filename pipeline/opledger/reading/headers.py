"""Headers of e-mail as text, however broken they are."""

from __future__ import annotations

import email.errors
import email.header
import email.utils
import re
from email.message import Message

from opledger.errors import RejectedError
from opledger.reading.decode import decode

LONGEST = 2_000
_BLANKS = re.compile(r"\s+")


def header(message: Message, name: str) -> str:
    """The first header of a name, decoded, on one line; empty if there is none.

    Example:
        >>> message = Message()
        >>> message["Subject"] = "=?utf-8?q?M=C3=A1laga?="
        >>> header(message, "subject"), header(message, "Date")
        ('Málaga', '')
    """
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            return decoded(str(value))
    return ""


def decoded(value: str) -> str:
    """The text of a raw header: encoded words decoded, bytes that should not be there read as those of a text."""
    value = value[:LONGEST]
    raw = value.encode("utf-8", "surrogateescape")
    try:
        value = decode(raw).text
    except RejectedError:
        value = raw.decode("utf-8", "replace")
    try:
        pieces = email.header.decode_header(value)
    except (email.errors.HeaderParseError, ValueError):
        pieces = [(value, None)]
    text = "".join(_piece(piece, charset) for piece, charset in pieces)
    return _BLANKS.sub(" ", text.replace("\0", "")).strip()


def _piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    try:
        return piece.decode(charset or "ascii")
    except (LookupError, UnicodeError):
        try:
            return decode(piece).text
        except RejectedError:
            return piece.decode("utf-8", "replace")


def header_parameter(message: Message, name: str, parameter: str) -> str:
    """A parameter of a header, such as the ``filename`` of ``Content-Disposition``; empty if there is none."""
    try:
        value = message.get_param(parameter, header=name)
        if isinstance(value, tuple):
            value = email.utils.collapse_rfc2231_value(value)
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return ""
    return decoded(value) if isinstance(value, str) else ""
