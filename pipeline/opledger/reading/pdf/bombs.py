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
MOST_PACKED = 1032  # times what it is long a packed stream can unpack to, at most
UNPACKED_EARLY = (
    b"/ObjStm",
    b"/Metadata",
)  # what pdfium unpacks before it can be asked for a copy that is not encrypted
_STREAM = re.compile(rb"stream\r?\n")
_TWICE = re.compile(rb"/(?:FlateDecode|Fl)\s*/(?:FlateDecode|Fl)\b")


def refuse_bombs(data: bytes, limit: int) -> None:
    """Check every packed stream of a PDF. What is encrypted can't be looked into; see ``formats.pdf``, which has it checked once more.

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
        try:
            longer = _longer(data, mark.end(), most)
        except zlib.error:  # broken, encrypted, or no such stream: pdfium says more
            most = PICTURE_ROOM * limit
            longer = _early(dictionary) and _length(data, mark.end()) * MOST_PACKED > most
        if longer:
            raise RejectedError(
                f"a stream of the PDF unpacks to more than {most:,} bytes",
                advice="raise the limit with --max-bytes",
            )


def _early(dictionary: bytes) -> bool:
    return any(name in dictionary for name in UNPACKED_EARLY)


def _length(data: bytes, start: int) -> int:
    end = data.find(b"endstream", start)
    return (len(data) if end < 0 else end) - start


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
        taken += len(unpack.decompress(piece, PIECE))
        if unpack.unconsumed_tail:
            piece = memoryview(unpack.unconsumed_tail)
        else:
            piece = memoryview(data)[at : at + PIECE]
            at += len(piece)
            if not piece:
                break
    return taken > most
