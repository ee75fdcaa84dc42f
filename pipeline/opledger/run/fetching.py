"""Files that hold one release, and whose reading is work, read in another process: pages, PDF, Word, mail."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from opledger.reading.draft import Draft
from opledger.reading.opening import drafts
from opledger.reading.options import ReadOptions
from opledger.reading.sniff import SUFFIXES
from opledger.reading.source import STDIN, Source

# Formats that take long to read for what they hold. Files of all others hold many releases, or next to nothing but the text.
LONG = frozenset({"html", "pdf", "docx", "mail"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A file to be read.

    Args:
        source: the file.
        options: limits.
    """

    source: Source
    options: ReadOptions

    def drafts(self) -> list[Draft]:
        """Its drafts."""
        return list(drafts(self.source, self.options))


def takes_long(source: Source) -> bool:
    """Whether reading a source is worth another process."""
    return source.problem is None and source.location != STDIN and SUFFIXES.get(source.suffix) in LONG


def reading_of(source: Source, options: ReadOptions) -> Reading:
    """A source to be read in another process, where nobody watches."""
    plain = Source(**{f.name: getattr(source, f.name) for f in fields(Source)})
    return Reading(plain, replace(options, meter=None))
