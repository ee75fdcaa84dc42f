"""Streams of a PDF that unpack to far more than pages of text hold; looked for before pdfium unpacks them."""

from __future__ import annotations

import re
import zlib

from opledger.errors import RejectedError

PICTURE_ROOM = (
    20  # a picture may take this many times the limit of a release; a scanned page has 25 megabytes
)
DRAWN_SHARE = 0.4  # of the limit, for what draws a page: pdfium takes 200 bytes for a character
LEAST_ROOM = 2_500_000  # a font or a map takes as much however short the text is
NOT_DRAWN = (b"/Type", b"/Subtype", b"/Length1", b"/N ")  # in the dictionaries of fonts, colours, indexes
BEFORE = 600  # bytes before a stream in which its dictionary is looked for
PIECE = 1 << 20
_STREAM = re.compile(rb"stream\r?\n")
_TWICE = re.compile(rb"/(?:FlateDecode|Fl)\s*/(?:FlateDecode|Fl)\b")


def refuse_bombs(data: bytes, limit: int) -> None:
    """Check every packed stream of a PDF.

    Args:
        data: the file.
        limit: bytes that a stream of a page may have, unpacked; pictures have more room.

    Raises:
        RejectedError: if one has more, or is packed twice, which only bombs are.
    """
    for mark in _STREAM.finditer(data):
        dictionary = _dictionary(data, mark.start())
        if b"Fl" not in dictionary:
            continue
        if _TWICE.search(dictionary):
            raise RejectedError("a stream of the PDF is packed twice, as no text is")
        most = _room(dictionary, limit)
        if _longer(data, mark.end(), most):
            raise RejectedError(
                f"a stream of the PDF unpacks to more than {most:,} bytes",
                advice="raise the limit with --max-bytes",
            )


def _room(dictionary: bytes, limit: int) -> int:
    if b"/Image" in dictionary:
        return PICTURE_ROOM * limit
    limit = max(limit, LEAST_ROOM)
    drawn = b"/Form" in dictionary or not any(name in dictionary for name in NOT_DRAWN)
    return int(DRAWN_SHARE * limit) if drawn else limit


def _dictionary(data: bytes, end: int) -> bytes:
    """What stands between the beginning of the object and its stream."""
    before = data[max(0, end - BEFORE) : end]
    return before[before.rfind(b"obj") + 1 :]


def _longer(data: bytes, start: int, most: int) -> bool:
    unpack = zlib.decompressobj()
    taken, piece = 0, memoryview(data)[start : start + PIECE]
    at = start + len(piece)
    while taken <= most and not unpack.eof:
        try:
            taken += len(unpack.decompress(piece, PIECE))
        except zlib.error:  # broken, encrypted, or no such stream: pdfium says more
            return False
        if unpack.unconsumed_tail:
            piece = memoryview(unpack.unconsumed_tail)
        else:
            piece = memoryview(data)[at : at + PIECE]
            at += len(piece)
            if not piece:
                break
    return taken > most
