"""Bytes to text: UTF-8 and UTF-16 first, legacy encodings said out loud, binary data refused."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from opledger.errors import RejectedError

MARKS = (  # the longer mark first: that of UTF-32 begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAGIC = (
    (b"%PDF-", "a PDF", "give it a name that ends in .pdf"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or name it .docx if it is one"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", "save it as .docx, or its text as .txt"),
    (b"{\\rtf", "an RTF document", "save it as .docx, or its text as .txt"),
    (b"\x89PNG\r\n", "a PNG image", ""),
    (b"\xff\xd8\xff", "a JPEG image", ""),
    (b"GIF87a", "a GIF image", ""),
    (b"GIF89a", "a GIF image", ""),
    (b"II*\x00", "a TIFF image", ""),
    (b"MM\x00*", "a TIFF image", ""),
    (b"\x1f\x8b\x08", "gzip data", "give it a name that ends in .gz"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
    (b"BZh9", "bzip2 data", "unpack it first"),
    (b"\xfd7zXZ\x00", "xz data", "unpack it first"),
    (b"SQLite format 3\x00", "an SQLite database", ""),
    (b"PAR1", "a Parquet file", "give it a name that ends in .parquet"),
    (b"\x7fELF", "a program", ""),
    (b"ID3", "an audio file", ""),
)
SAMPLE, LOOK = 65_536, 512
NUL_SHARE = 0.3  # of the sample; a text damaged by NULs has a few, binary data and UTF-16 have many
CONTROL_SHARE = 0.05  # of bytes that are valid in no Unicode encoding
LEGACY_SHARE = 0.25  # more non-ASCII bytes than this: not a western European language
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_C1 = re.compile(rb"[\x80-\x9f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with how it was read: Python's name of the encoding, and what a user should know."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Decode the bytes of a text file; nothing is cleaned up but a byte-order mark.

    Line ends and NULs stay. Bytes that fit no encoding become U+FFFD. Whatever is not plain, valid Unicode
    is told in ``warnings``.

    Raises:
        RejectedError: if the bytes are no text.

    Example:
        >>> decode("Málaga\\r\\n".encode()).text
        'Málaga\\r\\n'
        >>> decode(b"M\\xe1laga").warnings
        ('not UTF-8; read as Latin-1',)
    """
    _refuse_known_binary(data)
    decoded = _marked(data) or _utf8(data) or _utf16_without_mark(data)
    if decoded is None:
        _refuse_binary(data)
        decoded = _damaged_utf8(data) or _legacy(data)
    elif decoded.encoding == "utf-8":
        _refuse_nuls(data)
    nuls = decoded.text.count("\0")
    if nuls:
        return Decoded(
            decoded.text, decoded.encoding, (*decoded.warnings, f"{nuls} NUL character(s) in the text, kept")
        )
    return decoded


def _refuse_known_binary(data: bytes) -> None:
    for magic, what, advice in MAGIC:
        if data.startswith(magic) and not (magic.isalnum() and _printable(data[:LOOK])):
            raise RejectedError(f"looks like {what}, not text", advice=advice)


def _printable(data: bytes) -> bool:
    """Begins like words, so that a magic number of letters may be the first word of a text."""
    return not _CONTROL.search(data) and not _HIGH.search(data)


def _refuse_nuls(data: bytes) -> None:
    sample = data[:SAMPLE]
    if sample.count(0) > NUL_SHARE * len(sample):
        raise RejectedError("looks like binary data, not text (mostly NUL bytes)")


def _refuse_binary(data: bytes) -> None:
    _refuse_nuls(data)
    sample = data[:SAMPLE]
    if len(_CONTROL.findall(sample)) > CONTROL_SHARE * len(sample):
        raise RejectedError("looks like binary data, not text (invalid and control bytes)")


def _marked(data: bytes) -> Decoded | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError:
                text = data.decode(encoding, "replace")
                return Decoded(text, encoding, (_replaced(text, encoding.removesuffix("-sig").upper()),))
    return None


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8") if not _looks_wide(data) else None
    except UnicodeDecodeError:
        return None


def _looks_wide(data: bytes) -> bool:
    """Every other byte of most is NUL: English in UTF-16 without its mark."""
    sample = data[:SAMPLE]
    if len(sample) < 4 or len(data) % 2:
        return False
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    return max(even, odd) > 0.7 * half and min(even, odd) < 0.05 * half


def _utf16_without_mark(data: bytes) -> Decoded | None:
    if not _looks_wide(data):
        return None
    sample = data[:SAMPLE]
    encoding = "utf-16-be" if sample[::2].count(0) > sample[1::2].count(0) else "utf-16-le"
    try:
        return Decoded(data.decode(encoding), encoding, ("no byte-order mark; read as UTF-16",))
    except UnicodeDecodeError:
        return None


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with some bad bytes: at least as many good sequences as bad ones, or cut off at the end."""
    text = data.decode("utf-8", "replace")
    good = len(_MULTIBYTE.findall(data))
    bad = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if good >= bad or _only_cut_off(data):
        return Decoded(text, "utf-8", (_replaced(text, "UTF-8"),))
    return None


def _only_cut_off(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and error.start > 0
    return False


def _replaced(text: str, encoding: str) -> str:
    count, first = text.count("\ufffd"), text.find("\ufffd")
    return f"invalid {encoding}; {count} character(s) replaced by U+FFFD, the first at character {first}"


def _legacy(data: bytes) -> Decoded:
    """Western European unless bytes beyond ASCII abound; then charset-normalizer is asked."""
    if len(_HIGH.findall(data[:SAMPLE])) > LEGACY_SHARE * len(data[:SAMPLE]):
        from charset_normalizer import from_bytes

        best = from_bytes(data[:SAMPLE]).best()
        if best is not None:
            text = data.decode(best.encoding, "replace")
            return Decoded(text, best.encoding, (f"not UTF-8; read as {best.encoding}, a guess",))
    if _C1.search(data):
        try:
            return Decoded(data.decode("cp1252"), "cp1252", ("not UTF-8; read as Windows-1252",))
        except UnicodeDecodeError:  # five bytes have no meaning there
            pass
    return Decoded(data.decode("latin-1"), "latin-1", ("not UTF-8; read as Latin-1",))
