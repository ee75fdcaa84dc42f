"""Reading: from files, folders, globs and standard input to releases.

    inputs (which files)  ->  formats (bytes to drafts)  ->  identity (drafts to releases)  ->  copies

What becomes of the bytes of plain text: a byte-order mark is no part of the text; everything else is (line ends,
NULs, blanks at the end). Bytes that are invalid become U+FFFD, and a file that is not UTF-8 or UTF-16 is read as
Windows-1252 or Latin-1; either is said in ``metadata["warnings"]``.

Nothing here raises for the sake of one bad input: it becomes a release with status ``rejected`` and a
reason. Only a wrong call (an input that isn't there) raises, before anything is read.
"""

from opledger.reading.columns import parse_column
from opledger.reading.copies import fingerprint, mark_copies, originals
from opledger.reading.meter import Meter
from opledger.reading.options import MAX_BYTES, ReadOptions
from opledger.reading.reader import read

__all__ = [
    "MAX_BYTES",
    "Meter",
    "ReadOptions",
    "fingerprint",
    "mark_copies",
    "originals",
    "parse_column",
    "read",
]
