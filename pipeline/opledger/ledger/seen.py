"""Reading for a ledger: files whose bytes it has seen are not taken apart again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from opledger.ledger.seenrows import PART, File, Met, SeenRows, entry_of
from opledger.reading import ReadOptions
from opledger.reading.hashed import Hashed, file_hash
from opledger.reading.identity import Ids
from opledger.reading.opening import drafts
from opledger.reading.reader import releases_of_one
from opledger.reading.source import Source
from opledger.records import Release

# So many files are looked up at once.
FILES = 64


@dataclass(frozen=True, slots=True)
class Again:
    """Releases of a file that the ledger has seen."""

    met: Sequence[Met]


def unseen(rows: SeenRows, sources: Sequence[Source], options: ReadOptions) -> Iterator[Release | Again]:
    """The releases of sources as ``reading.read`` gives them; of a file that was seen only which they are.

    Args:
        rows: the files that the ledger has seen; is told of those that are read, and to be written by the caller in the end.
        sources: what to read, see ``reading.reader.sources_of``.
        options: limits of reading, those that ``rows`` is made for.

    Raises:
        UsageError: if the ledger is locked, or the database refuses.
    """
    ids = Ids()
    for at in range(0, len(sources), FILES):
        bunch = sources[at : at + FILES]
        files = [_file(source) for source in bunch]
        seen = rows.find([file for file in files if file])
        for source, file in zip(bunch, files, strict=True):
            if file is None:
                # Of what can be read but once, nothing is kept.
                found = releases_of_one(source, drafts(source, options), options, ids)
                yield from (release for _, release in found)
            elif file in seen:
                yield from _again(source, seen[file], ids)
                if options.meter:
                    options.meter.skip(source)
            else:
                yield from _read(source, file, options, ids, rows)


def _file(source: Source) -> File | None:
    """A file as it is known; none of standard input, of a pipe, of what can't be read."""
    sha256 = file_hash(source)
    return File(sha256, PurePosixPath(source.shown).name, source.shown) if sha256 else None


def _again(source: Source, parts: Iterator[list[Met]], ids: Ids) -> Iterator[Again]:
    for met in parts:
        # Ids of releases that are new depend on those that stand before them.
        for one in met:
            ids.give_again(one.plain, one.path, source.root)
        yield Again(met)


def _read(source: Source, file: File, options: ReadOptions, ids: Ids, rows: SeenRows) -> Iterator[Release]:
    hashed = Hashed.of(source)
    entries: list[list[str]] = []
    part = 0
    for plain, release in releases_of_one(source, drafts(hashed, options), options, ids):
        if len(entries) == PART:
            rows.keep(file, part, entries, last=False)
            part, entries = part + 1, []
        entries.append(entry_of(file, plain, release))
        yield release
    # Only what was read is kept: the file may have changed since it was looked up.
    if hashed.sha256 == file.sha256:
        rows.keep(file, part, entries, last=True)
